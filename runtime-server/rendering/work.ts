/** Work that may have to wait: a generator that yields the promises it waits for. Where it yields none it is done at once, without a promise. */

/** Yields what it waits for, returns its result. */
export type Work<T> = Generator<Promise<void>, T>;

/**
 * Does the work; a promise only where something had to be waited for. Where it is not `wanted` any more after a wait the rest is left
 * undone, and there is no result.
 */
export function drive<T>(work: Work<T>, wanted: () => boolean = always): T | Promise<T | undefined> {
  const step = work.next();
  return step.done === true ? step.value : wait(work, step.value, wanted);
}

const always = (): boolean => true;

async function wait<T>(work: Work<T>, first: Promise<void>, wanted: () => boolean): Promise<T | undefined> {
  let promise = first;
  for (;;) {
    await promise;
    if (!wanted()) return undefined;
    const step = work.next();
    if (step.done === true) return step.value;
    promise = step.value;
  }
}

/** Does the work at once. Throws where something has to be waited for. */
export function finish<T>(work: Work<T>): T {
  const step = work.next();
  if (step.done === true) return step.value;
  // Its outcome has nowhere to go.
  step.value.catch(() => {});
  throw new TypeError("A component's mount, update or updateMany is asynchronous; here rendering cannot wait for it.");
}
