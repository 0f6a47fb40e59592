/** All views of a process, found by their ids, and the bounds on how many may wait. */
import type { LifeState, TransitionName } from "../../view/life.ts";
import type { LiveView } from "../../view/live-view.ts";
import type { Limits } from "../limits.ts";

/** How many views there are. */
export interface ViewCounts {
  readonly parked: number;
  readonly running: number;
  readonly suspended: number;
  readonly rendered: number;
}

/** Follows every view by its transitions; evicts the oldest where too many are parked or suspended. */
export class Views {
  readonly #limits: Limits;
  readonly #all = new Map<string, LiveView>();
  /** In the order they came, which is the order they go. */
  readonly #parked = new Set<LiveView>();
  readonly #suspended = new Set<LiveView>();
  #parkedBytes = 0;
  #running = 0;
  #mounts = 0;
  #isStopped = false;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** True when no more fit. */
  get full(): boolean {
    return this.#all.size >= this.#limits.views;
  }

  /** Mounts since the start. */
  get mounts(): number {
    return this.#mounts;
  }

  get counts(): ViewCounts {
    const [parked, suspended, running] = [this.#parked.size, this.#suspended.size, this.#running];
    return { parked, running, suspended, rendered: this.#all.size - parked - suspended - running };
  }

  /** True once the server stops: no view waits for its page any more. */
  get stopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Ends them all. */
  close(): void {
    this.stop();
    for (const view of this) view.end("shutdown");
  }

  add(view: LiveView): void {
    this.#all.set(view.id, view);
    this.#mounts++;
  }

  get(id: string): LiveView | undefined {
    return this.#all.get(id);
  }

  [Symbol.iterator](): Iterator<LiveView> {
    return [...this.#all.values()].values();
  }

  /** To be told of every transition of every view. */
  observe(view: LiveView, _transition: TransitionName, from: LifeState): void {
    if (from === "running") this.#running--;
    if (this.#suspended.delete(view)) return this.#settle(view);
    if (this.#parked.delete(view)) this.#parkedBytes -= view.size;
    this.#settle(view);
  }

  #settle(view: LiveView): void {
    const { parkedViews, parkedBytes, suspendedViews } = this.#limits;
    switch (view.state) {
      case "terminated":
        this.#all.delete(view.id);
        break;
      case "running":
        this.#running++;
        break;
      case "parked":
        this.#parked.add(view);
        this.#parkedBytes += view.size;
        while (this.#parked.size > parkedViews || (this.#parkedBytes > parkedBytes && this.#parked.size > 1))
          first(this.#parked)?.end("evict");
        break;
      case "suspended":
        this.#suspended.add(view);
        while (this.#suspended.size > suspendedViews) first(this.#suspended)?.end("evict");
    }
  }
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item;
  return undefined;
}
