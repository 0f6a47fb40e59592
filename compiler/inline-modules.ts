/**
 * Which modules belong to the inline templates of a TypeScript file. Apart from the compiler, since it is asked of
 * files that have none.
 */

/** What the tag is exported as. */
export const TAG = "live";

/**
 * An import of names from the module of a template; what is between the braces may have comments, and be in one itself.
 */
const TAG_IMPORT = /\{([^{}]*)\}\s*from\s*["']([^"']+\.live)\.[jt]s["']/g;

/**
 * From which modules a file imports a tag, without parsing it: where there are none, it has no inline template. It may
 * find one that is in a comment.
 *
 * @example tagImports('import { live } from "./counter.live.js";') // ["./counter.live"]
 */
export function tagImports(source: string): readonly string[] {
  if (!source.includes(".live.")) return [];
  const found = [...source.matchAll(TAG_IMPORT)].filter(([, names = ""]) => /\blive\b/.test(names));
  return [...new Set(found.map(([, , module = ""]) => module))];
}

/**
 * The TypeScript files that may have the template a module is made of.
 *
 * @example sourcesOf("counter.row.live.ts") // ["counter.row.ts", "counter.ts"]
 */
export function sourcesOf(module: string): readonly string[] {
  const name = module.replace(/\.live\.(?:[jt]s|html)$/, "");
  const dot = name.lastIndexOf(".");
  return dot > name.lastIndexOf("/") + 1 ? [`${name}.ts`, `${name.slice(0, dot)}.ts`] : [`${name}.ts`];
}

/** Whether a module, as a file imports it, is of a template in that file. */
export function isOwnModule(specifier: string, file: string): boolean {
  return specifier.startsWith("./") && !specifier.includes("/", 2) && sourcesOf(`${specifier.slice(2)}.ts`).includes(nameOf(file));
}

/** The last part of a path. */
export function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
}
