/**
 * Work that may have to wait: a generator that yields the promises it waits for. Where it yields none it is done at
 * once, without a promise.
 */

/** Yields what it waits for, returns its result. */
export type Coroutine<T> = Generator<Promise<void>, T>;

/** Whoever wants the result of some work, until it has ended. */
export interface Client {
  readonly ended: boolean;
}

/** Runs the work. Returns a promise only if it had to wait; stops, with no result, once `client` has ended. */
export function drive<T>(work: Coroutine<T>, client: Client): T | Promise<T | undefined> {
  const step = work.next();
  return step.done === true ? step.value : wait(work, step.value, client);
}

/** Who never ends. */
export const somebody: Client = { ended: false };

async function wait<T>(work: Coroutine<T>, first: Promise<void>, client: Client): Promise<T | undefined> {
  let promise = first;
  for (;;) {
    await promise;
    if (client.ended) return undefined;
    const step = work.next();
    if (step.done === true) return step.value;
    promise = step.value;
  }
}

/** What was done at once. Throws where something has to be waited for. */
export function atOnce<T>(done: T | Promise<unknown>): T {
  if (!(done instanceof Promise)) return done;
  // Its outcome has nowhere to go.
  done.catch(() => {});
  throw new TypeError("A component's mount, update or updateMany is asynchronous; here rendering cannot wait for it.");
}
