/**
 * A copy without a prototype: no name in it means anything to JavaScript. Kept data is made so rather than by
 * `Object.create(null)`, which is a hash table of more than 200 bytes.
 */
export function bare<T extends object>(data: T): T {
  return Object.setPrototypeOf({ ...data }, null) as T;
}
