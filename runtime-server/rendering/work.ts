/** Work that may have to wait: a generator that yields the promises it waits for. Where it yields none it is done at once, without a promise. */

/** Yields what it waits for, returns its result. */
export type Work<T> = Generator<Promise<void>, T>;

/** Does the work; a promise only where something had to be waited for. */
export function drive<T>(work: Work<T>): T | Promise<T> {
  const step = work.next();
  return step.done === true ? step.value : wait(work, step.value);
}

async function wait<T>(work: Work<T>, first: Promise<void>): Promise<T> {
  let promise = first;
  for (;;) {
    await promise;
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
