/**
 * What a program defines and what changes while it runs, for development.
 *
 * A module made with the compiler's option `hot` gives its template a name. When such a module is evaluated again, the
 * new template takes the place of the first one: same object, new content. Views, and templates that use it as a tag,
 * keep what they imported and have the new one. Views and components are replaced in the same way (`view/hot.ts`).
 */

const known = new Map<string, object>();
let replacements = 0;

/**
 * The object that stands for that name from now on: `made` itself, or the one known before, which becomes what `made`
 * is. `before` is told of the two while they still differ.
 */
export function replace<T extends object>(name: string, made: T, before?: (known: T, made: T) => void): T {
  const earlier = known.get(name) as T | undefined;
  if (earlier === undefined) {
    known.set(name, made);
    return made;
  }
  before?.(earlier, made);
  replacements++;
  return Object.assign(earlier, made);
}

/** How often something was replaced: what was rendered or computed at another count is out of date. */
export function generation(): number {
  return replacements;
}
