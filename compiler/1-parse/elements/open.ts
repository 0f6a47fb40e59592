/** The elements whose end tags are still to come, and those that the end tag of an outer one has cut off. */
import type { Surroundings } from "../../html/namespaces.ts";
import type { Span } from "../../tree.ts";
import type { RawElement } from "../raw.ts";

/** An element whose end tag is still to come. */
export interface Open {
  readonly element: RawElement;
  /** What its end tag must be called: lower case, or as written for a component. */
  readonly key: string;
  readonly inside: Surroundings;
  /** The script block rather than an element. */
  readonly script: boolean;
}

/** An element that the end tag of an outer one has closed. */
export interface Cut {
  readonly open: Open;
  readonly by: Span;
  readonly outer: string;
  /** Its own end tag, where that follows. */
  end: Span | undefined;
}

export class OpenElements {
  readonly #open: Open[] = [];
  /** How many of a name are open, so that a stray end tag is known without a search. */
  readonly #counts = new Map<string, number>();
  readonly #cuts: Cut[] = [];
  readonly #cutsByName = new Map<string, Cut[]>();

  get depth(): number {
    return this.#open.length;
  }

  get innermost(): Open | undefined {
    return this.#open.at(-1);
  }

  /** What was not closed, the outermost first. */
  get all(): readonly Open[] {
    return this.#open;
  }

  get cuts(): readonly Cut[] {
    return this.#cuts;
  }

  has(key: string): boolean {
    return (this.#counts.get(key) ?? 0) > 0;
  }

  push(open: Open): void {
    this.#open.push(open);
    this.#counts.set(open.key, (this.#counts.get(open.key) ?? 0) + 1);
  }

  /**
   * Closes the innermost element of that name, and cuts off those inside that are still open; answers all of them, the
   * innermost first.
   */
  close(key: string, endTag: Span): readonly Open[] {
    const closed: Open[] = [];
    for (let open = this.#pop(); open !== undefined; open = this.#pop()) {
      closed.push(open);
      const matches = open.key === key;
      open.element.end = matches ? endTag.end : endTag.start;
      if (matches) break;
      this.#cut({ open, by: endTag, outer: key, end: undefined });
    }
    return closed;
  }

  /** An end tag that comes after its element was cut off: the two are crossed. False where there is no such element. */
  endCut(key: string, endTag: Span): boolean {
    const cut = this.#cutsByName.get(key)?.pop();
    if (cut === undefined) return false;
    cut.end = endTag;
    return true;
  }

  #cut(cut: Cut): void {
    this.#cuts.push(cut);
    const sameName = this.#cutsByName.get(cut.open.key);
    if (sameName === undefined) this.#cutsByName.set(cut.open.key, [cut]);
    else sameName.push(cut);
  }

  #pop(): Open | undefined {
    const open = this.#open.pop();
    if (open !== undefined) this.#counts.set(open.key, (this.#counts.get(open.key) ?? 1) - 1);
    return open;
  }
}
