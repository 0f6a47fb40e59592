/**
 * The templates of the bench, compiled here and run by the sources, so that a profile names what is to be made faster.
 */
import { readFileSync } from "node:fs";
import type { Template } from "../../runtime-server/template.ts";
import { loadTemplate } from "../../test/load-template.ts";

export function load<A extends object>(name: string, modules: { readonly [specifier: string]: unknown } = {}): Template<A> {
  return loadTemplate<A>(readFileSync(new URL(`${name}.live.html`, import.meta.url), "utf8"), modules, `${name}.live.html`);
}
