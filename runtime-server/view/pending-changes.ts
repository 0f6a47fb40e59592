/**
 * What was rendered and is not sent yet: the changes of some renders. Applied one after the other they are the change
 * of all.
 */
import type { Change, Patch } from "../../protocol/wire.ts";
import type { Split } from "../rendering/containers.ts";

/** What a render came to: `"all"` where templates were replaced, and all values must be sent anew. */
export type Rendered = Patch | "all" | undefined;

/** Holds a bounded number of renders. */
export class PendingChanges {
  readonly #limit: number;
  #changes: (number | Change)[] = [];
  #all = false;
  #isWhole = false;
  #renders = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#renders >= this.#limit;
  }

  get empty(): boolean {
    return this.#changes.length === 0 && !this.#all;
  }

  /** `isWhole` where a part of it means nothing without the rest. */
  add(rendered: Rendered, isWhole: boolean): void {
    if (rendered === undefined) return;
    this.#renders++;
    this.#isWhole ||= isWhole;
    if (rendered === "all") this.#all = true;
    else for (const change of rendered) this.#changes.push(change);
  }

  /** All of it; nothing is pending any more. */
  take(): Rendered {
    const rendered = this.#all ? "all" : this.#changes.length > 0 ? this.#changes : undefined;
    this.#changes = [];
    this.#all = this.#isWhole = false;
    this.#renders = 0;
    return rendered;
  }

  /** What `split` says can be sent now, where it can tell; the rest stays. */
  takeSome(split: (changes: Patch) => Split | undefined): Rendered {
    const some = this.full || this.#all || this.#isWhole ? undefined : split(this.#changes);
    if (some === undefined) return this.take();
    this.#changes = [...some.rest];
    if (this.#changes.length === 0) this.#renders = 0;
    return some.now.length > 0 ? some.now : undefined;
  }
}
