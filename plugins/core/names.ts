/** Which import means a template, and the name of the module that stands for it in a bundler. */
import { existsSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";

const specifier = /\.live\.(?:js|ts|html)$/;

/** The query that tells the module of a template from the HTML file it is made from. */
const query = "?livec";

/** `./todo.live.html` for `./todo.live.js`, `.ts` and itself; nothing for what names no template. */
function templateSpecifier(source: string): string | undefined {
  return specifier.test(source) ? source.replace(specifier, ".live.html") : undefined;
}

/** The module of a template. By `ending` (`.ts`) a bundler sees what language it is in. */
export function moduleId(file: string, ending: string): string {
  return `${file.replaceAll(sep, "/")}${query}${ending}`;
}

/** The template of a module; nothing for other modules. */
export function templateFile(id: string | undefined): string | undefined {
  const at = id?.lastIndexOf(`.live.html${query}`) ?? -1;
  return at === -1 ? undefined : id?.slice(0, at + ".live.html".length);
}

/** What the bundler can say of a specifier that is not a path. */
export type ResolveOther = (source: string) => Promise<{ readonly id: string } | null>;

/** The module an import means where that is ours to say: a template, or a file beside the template that imports it. */
export async function resolveImport(
  source: string,
  importer: string | undefined,
  ending: string,
  other: ResolveOther,
): Promise<string | null> {
  const template = templateFile(importer);
  const specifier = templateSpecifier(source);
  if (specifier === undefined) return template === undefined ? null : (importedFile(source, template) ?? null);
  const folder = dirname(template ?? importer ?? "./_");
  const file =
    /^\.{0,2}\//.test(specifier) && existsSync(resolve(folder, specifier)) ? resolve(folder, specifier) : (await other(specifier))?.id;
  return file !== undefined && existsSync(file) ? moduleId(file, ending) : null;
}

/** The file a relative import of a template means: itself, or, as TypeScript has it, `format.ts` for `format.js`. Nothing where there is neither. */
function importedFile(source: string, template: string): string | undefined {
  if (!source.startsWith(".")) return undefined;
  const file = resolve(dirname(template), source);
  return [file, file.replace(/\.([cm]?)js$/, ".$1ts"), file.replace(/\.jsx?$/, ".tsx")].find((path) => existsSync(path));
}
