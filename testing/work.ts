/** What is under way, counted: a test goes on when nothing is. Nothing here sleeps. */

// A test may replace the timers of its process by others.
const { setTimeout, clearTimeout, setImmediate } = globalThis;

/** How long, in real milliseconds, something may be under way before a test is told that it never ends. */
const PATIENCE = 5_000;

export class Work {
  /** By what it is, how many. */
  readonly #underWay = new Map<string, number>();
  #begun = 0;
  #waiting: (() => void)[] = [];

  /** Work begins that `what` describes, as in "the answer to save"; what is returned ends it. */
  begin(what: string): () => void {
    this.#begun++;
    this.#underWay.set(what, (this.#underWay.get(what) ?? 0) + 1);
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      this.#end(what);
    };
  }

  /** Work that is done when a promise is settled. */
  during<T>(what: string, work: Promise<T>): Promise<T> {
    const end = this.begin(what);
    work.then(end, end);
    return work;
  }

  /** Calls `fn` in a later turn of the process. */
  soon(fn: () => void): void {
    const end = this.begin("what was put off");
    setImmediate(() => {
      end();
      fn();
    });
  }

  /**
   * Waits until nothing is under way, and nothing that was done began anything more. `due` is asked again and again for
   * what can be done at once; it answers whether it did something. Throws where something does not end.
   */
  async rest(due: () => boolean): Promise<void> {
    const late = this.#late();
    try {
      for (;;) {
        while (due());
        if (this.#underWay.size > 0) await Promise.race([this.#idle(), late.promise]);
        const begun = this.#begun;
        // Promises that are ready have their turn.
        await new Promise<void>((resolve) => void setImmediate(resolve));
        if (this.#underWay.size === 0 && this.#begun === begun && !due()) return;
      }
    } finally {
      late.cancel();
    }
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #late(): { readonly promise: Promise<never>; cancel(): void } {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const promise = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(this.#neverEnds())), PATIENCE);
    });
    // Whether anybody waits or not.
    promise.catch(() => {});
    return { promise, cancel: () => clearTimeout(timer) };
  }

  #neverEnds(): string {
    const what = [...this.#underWay].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`));
    return `The page is not at rest after ${PATIENCE / 1_000} s: still waiting for ${what.join(", ")}.`;
  }

  #end(what: string): void {
    const left = (this.#underWay.get(what) ?? 1) - 1;
    if (left > 0) this.#underWay.set(what, left);
    else this.#underWay.delete(what);
    if (this.#underWay.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
