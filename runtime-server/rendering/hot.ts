/**
 * Templates that change while a program runs, for development.
 *
 * A module made with the compiler's option `hot` gives its template a name. When such a module is evaluated again, the
 * new template takes the place of the first one: same object, new content. Views, and templates that use it as a tag,
 * keep what they imported and have the new one.
 */
import type { Template } from "./contract.ts";

const templates = new Map<string, Template>();
let replacements = 0;

/**
 * The object that stands for the template of that name from now on: `made` itself, or the one known before, which
 * becomes what `made` is.
 */
export function replace(name: string, made: Template): Template {
  const known = templates.get(name);
  if (known === undefined) {
    templates.set(name, made);
    return made;
  }
  replacements++;
  return Object.assign(known, made);
}

/** How often a template was replaced: what was rendered or computed at another count is out of date. */
export function generation(): number {
  return replacements;
}
