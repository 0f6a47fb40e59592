/**
 * Inline templates: ``live`<p>{count}</p>` `` in `counter.ts`, where `live` is imported from the module that is made of
 * it, `./counter.live.js`. A file with several has a module for each: `./counter.row.live.js`.
 */
import { parseProgram } from "./1-parse/typescript.ts";
import { boundNames, childAt, children, childrenAt, type Node, nodeOf } from "./2-analyse/ast.ts";
import { declaredNames } from "./2-analyse/free.ts";
import { type Diagnostic, Reporter } from "./diagnostics.ts";
import { Excerpt } from "./excerpt.ts";
import { isOwnModule, nameOf, sourcesOf, TAG, tagImports } from "./inline-modules.ts";
import { type Surroundings, TEMPLATE_TYPES } from "./surroundings.ts";
import type { Span } from "./tree.ts";

export interface InlineTemplate {
  /** Path of the TypeScript file, as diagnostics shall show it. */
  readonly file: string;
  /** The file name of its module: `counter.live.ts`. */
  readonly module: string;
  readonly excerpt: Excerpt;
  readonly surroundings: Surroundings;
}

export interface InlineFile {
  readonly templates: readonly InlineTemplate[];
  /** What is wrong with the file around its templates; all of them errors. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A TypeScript file whose template a module is. */
export interface FoundInline extends InlineFile {
  /** Its path. */
  readonly file: string;
  readonly source: string;
  /** Absent where something is wrong around it. */
  readonly template: InlineTemplate | undefined;
}

/**
 * The TypeScript file that a module is made of.
 *
 * @param module its path, which ends in `.live.ts` or `.live.html`
 * @param read answers with the text of a file
 * @param shown how diagnostics call a file
 */
export function findInline(
  module: string,
  read: (file: string) => string | undefined,
  shown: (file: string) => string,
): FoundInline | undefined {
  const name = nameOf(module).replace(/\.(?:ts|html)$/, "");
  for (const file of sourcesOf(module)) {
    const source = read(file);
    if (source === undefined || !tagImports(source).includes(`./${name}`)) continue;
    const content = inlineTemplates(source, shown(file));
    const template = content.templates.find((one) => one.module === `${name}.ts`);
    if (template !== undefined || content.diagnostics.length > 0) return { file, source, template, ...content };
  }
  return undefined;
}

/** What is in a TypeScript file besides its templates. */
export function textAround({ source, templates }: Pick<FoundInline, "source" | "templates">): string {
  let text = "";
  let from = 0;
  for (const { excerpt } of templates) {
    const { start, end } = excerpt.span({ start: 0, end: excerpt.text.length });
    text += source.slice(from, start);
    from = end;
  }
  return text + source.slice(from);
}

/** The inline templates of a TypeScript file. Never throws, whatever the source is. */
export function inlineTemplates(source: string, file: string): InlineFile {
  const reporter = new Reporter(file, source);
  const program = parseModule(source, reporter);
  if (program === undefined) return { templates: [], diagnostics: reporter.sorted() };
  const tags = importedTags(program);
  const surroundings = new Map<Tag, Surroundings>();
  const first = new Map<Tag, Node>();
  const templates: InlineTemplate[] = [];
  for (const use of usesOf(program, new Map(tags.map((tag) => [tag.name, tag])))) {
    const { tag, node, text } = use;
    const earlier = first.get(tag);
    const known = surroundings.get(tag) ?? surroundingsOf(program, tag, file);
    surroundings.set(tag, known);
    first.set(tag, earlier ?? node);
    if (earlier !== undefined) reportSecond(reporter, file, tag, node, earlier);
    else if (!isOwnModule(tag.module, file)) reportForeign(reporter, file, tag);
    else {
      const excerpt = readText(reporter, source, text);
      if (excerpt !== undefined) templates.push({ file, module: `${tag.module.slice(2)}.ts`, excerpt, surroundings: known });
    }
  }
  return { templates, diagnostics: reporter.sorted() };
}

function parseModule(source: string, reporter: Reporter): Node | undefined {
  try {
    return nodeOf(parseProgram(source));
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
    const at = "pos" in error && typeof error.pos === "number" ? error.pos : 0;
    const reason = error instanceof RangeError ? "its code is nested too deeply" : error.message.replace(/ \(\d+:\d+\)$/, "");
    reporter.report(
      "LC1009",
      { start: at, end: Math.min(at + 1, source.length) },
      { reason: `${reason.charAt(0).toLowerCase()}${reason.slice(1)}` },
    );
    return undefined;
  }
}

/** A tag under the name it has in the file. */
interface Tag {
  readonly name: string;
  /** As imported, without its ending: `./counter.live`. */
  readonly module: string;
  readonly at: Span;
}

function importedTags(program: Node): readonly Tag[] {
  return childrenAt(program, "body").flatMap((statement) => {
    const at = childAt(statement, "source");
    const [, module] = /^(.+\.live)\.[jt]s$/.exec(String(at?.["value"])) ?? [];
    if (statement.type !== "ImportDeclaration" || at === undefined || module === undefined) return [];
    return childrenAt(statement, "specifiers").flatMap((specifier): readonly Tag[] => {
      const name = childAt(specifier, "local")?.["name"];
      return childAt(specifier, "imported")?.["name"] === TAG && typeof name === "string" ? [{ name, module, at }] : [];
    });
  });
}

interface Use {
  readonly tag: Tag;
  readonly node: Node;
  readonly text: Node;
}

/** In the order of the file. A plain loop: a file may be nested deeper than functions call each other. */
function usesOf(program: Node, tags: ReadonlyMap<string, Tag>): readonly Use[] {
  const uses: Use[] = [];
  const open = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const name = node.type === "TaggedTemplateExpression" ? childAt(node, "tag")?.["name"] : undefined;
    const tag = typeof name === "string" ? tags.get(name) : undefined;
    const text = childAt(node, "quasi");
    if (tag !== undefined && text !== undefined) uses.push({ tag, node, text });
    open.push(...children(node));
  }
  return uses.sort((a, b) => a.node.start - b.node.start);
}

/** What a tag was called with; nothing where that is not a text. */
function readText(reporter: Reporter, source: string, literal: Node): Excerpt | undefined {
  const texts = childrenAt(literal, "quasis");
  for (const [index, { end }] of texts.slice(0, -1).entries()) {
    const span = { start: end, end: texts[index + 1]?.start ?? literal.end };
    reporter.report("LC1006", span, { code: source.slice(span.start + 2, span.end - 1).trim() });
  }
  const [text] = texts;
  if (text === undefined || texts.length > 1) return undefined;
  if ((text["value"] as { readonly cooked?: unknown }).cooked === null) {
    reporter.report("LC1009", text, { reason: "there is an escape in the template that TypeScript does not know" });
    return undefined;
  }
  return Excerpt.between(source, text);
}

function reportSecond(reporter: Reporter, file: string, { name, module }: Tag, node: Node, first: Node): void {
  const fix = `import { ${TAG} as row } from "./${nameOf(file).replace(/\.ts$/, "")}.row.live.js"; and write row\`…\`.`;
  reporter.report("LC1007", { start: node.start, end: node.start + name.length }, { module: `${module}.js`, fix }, [
    { span: { start: first.start, end: first.start + name.length }, message: "the first" },
  ]);
}

function reportForeign(reporter: Reporter, file: string, { module, at }: Tag): void {
  reporter.report("LC1008", at, { found: `${module}.js`, own: `./${nameOf(file).replace(/\.ts$/, "")}.live.js` });
}

function surroundingsOf(program: Node, { module }: Tag, file: string): Surroundings {
  const name = nameOf(file).replace(/\.ts$/, "");
  // `./counter.row.live` is the template `row` of `counter.ts`.
  const prefix = pascal(module.slice(`./${name}.`.length, -".live".length));
  const exported = new Set(childrenAt(program, "body").flatMap(exportedNames));
  const typeNames = { Assigns: `${prefix}Assigns`, Slots: `${prefix}Slots` };
  return {
    specifier: `./${name}.js`,
    typeNames,
    types: new Set(TEMPLATE_TYPES.filter((type) => exported.has(typeNames[type]))),
    values: new Set(childrenAt(program, "body").flatMap(valueNames)),
  };
}

function exportedNames(statement: Node): readonly string[] {
  if (statement.type !== "ExportNamedDeclaration") return [];
  const declared = childAt(childAt(statement, "declaration") ?? statement, "id")?.["name"];
  const listed = childrenAt(statement, "specifiers").map((specifier) => childAt(specifier, "exported")?.["name"]);
  return [declared, ...listed].filter((name) => typeof name === "string");
}

function valueNames(statement: Node): readonly string[] {
  const declaration = childAt(statement, "declaration");
  if (statement.type === "ExportNamedDeclaration") return declaration === undefined ? [] : declaredNames(declaration);
  if (statement.type !== "ImportDeclaration") return declaredNames(statement);
  if (statement["importKind"] === "type") return [];
  return childrenAt(statement, "specifiers").flatMap((specifier) => {
    const local = childAt(specifier, "local");
    return local === undefined || specifier["importKind"] === "type" ? [] : boundNames(local);
  });
}

/** `TodoRow` for `todo-row`. */
function pascal(name: string): string {
  return name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
