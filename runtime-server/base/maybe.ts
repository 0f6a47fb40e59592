/** Values that may be promised: what is there at once is dealt with at once, without a promise and without a tick. */

export type Maybe<T> = T | Promise<T>;

/** `then(value)`, now or when the value is there. */
export function after<T, U>(value: Maybe<T>, then: (value: T) => Maybe<U>): Maybe<U> {
  return value instanceof Promise ? value.then(then) : then(value);
}

/** When all are there. */
export function afterAll(values: readonly Maybe<void>[]): Maybe<void> {
  const promises = values.filter((value) => value instanceof Promise);
  return promises.length === 0 ? undefined : Promise.all(promises).then(() => {});
}
