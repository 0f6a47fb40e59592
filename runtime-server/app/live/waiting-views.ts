/** Views that wait for their page: parked, or suspended. */
import type { LiveView } from "../../view/live-view.ts";

/** Bounded in number and in what their states hold, as far as that can be estimated; the oldest goes first. */
export class WaitingViews {
  readonly #most: number;
  readonly #mostBytes: number;
  /** In the order they came, with their bytes. */
  readonly #views = new Map<LiveView, number>();
  #bytes = 0;

  constructor(most: number, mostBytes: number) {
    this.#most = most;
    this.#mostBytes = mostBytes;
  }

  get size(): number {
    return this.#views.size;
  }

  /** Ends the oldest where it is too many, or too much; one may be of any size. */
  add(view: LiveView): void {
    const bytes = view.estimateBytes();
    this.#views.set(view, bytes);
    this.#bytes += bytes;
    while (this.size > this.#most || (this.#bytes > this.#mostBytes && this.size > 1)) this.#oldest()?.end("evict");
  }

  /** It waits no more. */
  delete(view: LiveView): void {
    const bytes = this.#views.get(view);
    if (bytes === undefined) return;
    this.#views.delete(view);
    this.#bytes -= bytes;
  }

  #oldest(): LiveView | undefined {
    for (const view of this.#views.keys()) return view;
    return undefined;
  }
}
