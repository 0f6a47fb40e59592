/**
 * What a program defines and what changes while it runs, for development.
 *
 * A module made with the compiler's option `hot` gives its template a name. When such a module is evaluated again, the
 * new template takes the place of the first one: same object, new content. Views, and templates that use it as a tag,
 * keep what they imported and have the new one. Views and components are replaced in the same way (`view/hot.ts`).
 */

/** What can be replaced as a whole beside templates: how it is known, and what is done about it before. */
interface Kind {
  readonly name: string;
  readonly is: (made: unknown) => boolean;
  readonly renew: (known: object, made: object) => void;
}

const kinds: Kind[] = [];
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

/**
 * Says that definitions of a kind can be replaced. The kinds make themselves known, so that generated modules, which
 * import {@link hot}, need nothing of them.
 */
export function replaceable<T extends object>(name: string, is: (made: unknown) => made is T, renew: (known: T, made: T) => void): void {
  kinds.push({ name, is, renew: renew as Kind["renew"] });
}

/**
 * Gives a definition a name, under which another may take its place when its module is evaluated again: same object,
 * new content. Anything but a view or a component passes through. Tools put the call around definitions in
 * development.
 */
export function hot<D>(name: string, made: D): D {
  const kind = kinds.find(({ is }) => is(made));
  return kind === undefined ? made : (replace(`${kind.name} ${name}`, made as object, kind.renew) as D);
}

/** How often something was replaced: what was rendered or computed at another count is out of date. */
export function generation(): number {
  return replacements;
}
