/** What generated modules call for TypeScript's sake. */

/**
 * Says again, in a function, what the statements around it tested, so that TypeScript narrows by it. Checks nothing.
 *
 * @example
 * if (user.name) list.map(() => { given(user.name); return user.name.length; });
 */
export function given(_condition: unknown): asserts _condition {}

/** Some of the statements of a block, for which one function would be too long to be checked. */
export function part(statements: () => void): void {
  statements();
}
