/** What the renders of one rendering share. */
import type { FirstHtml } from "./first-html.ts";
import { Added, type Filling, Instance, type Replaced, type Root, Rows, type SlotValue, type Streamed } from "./instance.ts";
import type { Surroundings } from "./leaves.ts";
import type { Probe } from "./probe.ts";
import { residentOf } from "./resident.ts";
import { type ResidentHost, Residents } from "./residents.ts";
import type { BlockTable } from "./table.ts";

/** Whom a rendering is for. Kept as it is given, and asked as late as can be: most views show nothing of all this. */
export interface RenderingOptions extends Surroundings {
  /** Without it the template can show neither stateful components nor nested views. */
  readonly host?: ResidentHost;
  /** `Rendering.forget` will be called. */
  readonly forgets?: boolean;
  /** Counts what is evaluated; asked for once. */
  readonly probe?: Probe | undefined;
}

/** Keeps data of a render for the next one to compare with. */
type Comparison = Root | Filling | Rows | Added;

/** Shared by all that owe nothing; never written to. */
const NONE_UNSENT: Set<Added | Streamed> = new Set();

export class RenderContext {
  readonly table: BlockTable;
  readonly options: RenderingOptions;
  /** Absent as long as there are none. */
  residents: Residents | undefined;
  readonly probe: Probe | undefined;
  /** The HTML of the first render, while it is made. */
  first: FirstHtml | undefined;
  /** Lists with rows that the page has not been given. */
  #unsent: Set<Added | Streamed> = NONE_UNSENT;
  #hasReleased = false;
  #hasStreamed = false;
  readonly #comparisons: Set<Comparison> | undefined;

  /** With `shown`, for a page that shows those residents. */
  constructor(table: BlockTable, options: RenderingOptions, shown?: Residents) {
    this.table = table;
    this.options = options;
    this.residents = shown && new Residents(options.host ?? nobody, shown);
    this.probe = options.probe;
    this.first = undefined;
    this.#comparisons = options.forgets === true ? new Set() : undefined;
  }

  /** Those that are there, or the first. */
  needResidents(): Residents {
    this.residents ??= new Residents(this.options.host ?? nobody);
    return this.residents;
  }

  /** Data that was rendered will be forgotten: see {@link forget}. */
  get forgets(): boolean {
    return this.#comparisons !== undefined;
  }

  get unsent(): ReadonlySet<Added | Streamed> {
    return this.#unsent;
  }

  /** True where rows were released and none is kept: full values would lack them. */
  get lacksRows(): boolean {
    return this.#hasReleased && this.#unsent.size === 0;
  }

  /** True where rows of a stream are on the page only: nobody can make them again. */
  get lacksStreamed(): boolean {
    return this.#hasStreamed;
  }

  /** The page has not been given all rows of this list. */
  owe(added: Added | Streamed): void {
    if (this.#unsent === NONE_UNSENT) this.#unsent = new Set();
    this.#unsent.add(added);
  }

  /** The page has been given all of them. */
  release(): void {
    if (this.#unsent.size === 0) return;
    for (const list of this.#unsent) {
      if (list instanceof Added) this.#hasReleased = true;
      else this.#hasStreamed ||= list.keys.length > 0;
      list.release(isInhabited);
    }
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

/** True where a component or a nested view lives in an instance. */
function isInhabited({ values }: Instance): boolean {
  return values.some(holdsResident);
}

function holdsResident(value: SlotValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (residentOf(value) !== undefined) return true;
  if (value instanceof Rows) return value.values.some(holdsResident);
  return value instanceof Instance && isInhabited(value);
}

/** For a template on its own. */
export const nobody: ResidentHost = {
  setProps: () => nobodyThere("a stateful component"),
  open: () => nobodyThere("a nested view"),
  remove() {},
};

function nobodyThere(what: string): never {
  throw new TypeError(`The template shows ${what}, which only a view can keep.`);
}
