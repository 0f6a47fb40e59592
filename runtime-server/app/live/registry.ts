/** All views of a process, found by their ids, and the bounds on how many may wait. */
import type { LifeState, TransitionName } from "../../view/life.ts";
import type { LiveView } from "../../view/live-view.ts";
import type { Limits } from "../limits.ts";
import { WaitingViews } from "./waiting-views.ts";

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
  readonly #all = new Set<LiveView>();
  /** While a page goes from one view to the next both have its id, and the one that is shown is found. */
  readonly #byId = new Map<string, LiveView>();
  readonly #parked: WaitingViews;
  readonly #suspended: WaitingViews;
  #running = 0;
  #mounts = 0;
  #isStopped = false;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#parked = new WaitingViews(limits.parkedViews, limits.parkedBytes);
    this.#suspended = new WaitingViews(limits.suspendedViews, limits.suspendedBytes);
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
    this.#all.add(view);
    if (!this.#byId.has(view.id)) this.#byId.set(view.id, view);
    this.#mounts++;
  }

  /** It is the one that its page shows from now on. */
  show(view: LiveView): void {
    this.#byId.set(view.id, view);
  }

  get(id: string): LiveView | undefined {
    return this.#byId.get(id);
  }

  [Symbol.iterator](): Iterator<LiveView> {
    return [...this.#all].values();
  }

  /** To be told of every transition of every view. */
  observe(view: LiveView, _transition: TransitionName, from: LifeState): void {
    if (from === "running") this.#running--;
    this.#suspended.delete(view);
    this.#parked.delete(view);
    switch (view.state) {
      case "terminated":
        this.#all.delete(view);
        if (this.#byId.get(view.id) === view) this.#byId.delete(view.id);
        break;
      case "running":
        this.#running++;
        break;
      case "parked":
        this.#parked.add(view);
        break;
      case "suspended":
        this.#suspended.add(view);
    }
  }
}
