/** What the renders of one rendering share. */
import type { Components } from "./components.ts";
import type { FirstHtml } from "./first-html.ts";
import type { Added, Filling, Replaced, Root, Rows } from "./instance.ts";
import type { NestedViews } from "./nested-view.ts";
import type { Places } from "./places.ts";
import type { Probe } from "./probe.ts";
import type { Embed, Resident } from "./resident.ts";
import type { BlockTable } from "./table.ts";

/** What lives in a rendering and outlasts its slots. */
export interface Residents {
  readonly components: Components;
  readonly views: NestedViews;
  readonly places: Places<Resident>;
  /** Their values, to come. */
  readonly embed: Embed;
}

/** Keeps data of a render for the next one to compare with. */
type Comparison = Root | Filling | Rows | Added;

/** Shared by all that owe nothing; never written to. */
const NONE_UNSENT: Set<Added> = new Set();

export class RenderContext {
  readonly table: BlockTable;
  /** Without them neither stateful components nor nested views can be shown. */
  readonly residents: Residents | undefined;
  /** Data that was rendered will be forgotten: see {@link forget}. */
  readonly forgets: boolean;
  /** Lists with rows that the page has not been given. */
  #unsent: Set<Added> = NONE_UNSENT;
  /** The HTML of the first render, while it is made. */
  first: FirstHtml | undefined;
  readonly probe: Probe | undefined;
  readonly #comparisons: Set<Comparison> | undefined;

  constructor(table: BlockTable, residents: Residents | undefined, forgets: boolean, probe?: Probe) {
    this.table = table;
    this.probe = probe;
    this.residents = residents;
    this.forgets = forgets;
    this.#comparisons = forgets ? new Set() : undefined;
  }

  get unsent(): ReadonlySet<Added> {
    return this.#unsent;
  }

  /** The page has not been given all rows of this list. */
  owe(added: Added): void {
    if (this.#unsent === NONE_UNSENT) this.#unsent = new Set();
    this.#unsent.add(added);
  }

  /** The page has been given all of them. */
  release(): void {
    for (const added of this.#unsent) added.release();
    this.#unsent = NONE_UNSENT;
  }

  /** What was rendered with data that may be forgotten. */
  remember(comparison: Comparison): void {
    this.#comparisons?.add(comparison);
  }

  /**
   * Drops the values that `replaced` names from all that was rendered since the last call. Which lists and components
   * they are in is not known: all of them forget their data.
   */
  forget(replaced: Replaced): void {
    if (replaced.size > 0) for (const comparison of this.#comparisons ?? []) comparison.forget(replaced);
    this.#comparisons?.clear();
  }
}
