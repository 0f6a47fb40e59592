/**
 * Bits: the numbers of the paths a template reads. Its own come first, then those of each loop and `:let`, in document
 * order.
 */
import { type Block, type Content, innerBlocks, type ListSlot, readsByValue } from "../2-analyse/blocks.ts";
import type { Read, Source } from "../2-analyse/reads.ts";

export interface Row {
  readonly from: number;
  readonly reads: readonly string[];
}

export class Bits {
  readonly #assigns: Source;
  /** The paths of each source, numbered from 0. */
  readonly #paths: Map<Source, Map<string, number>> = new Map();
  /** The first bit of each source. */
  readonly #from: Map<Source, number> = new Map();

  constructor(root: Block, assigns: Source) {
    this.#assigns = assigns;
    this.#paths.set(assigns, new Map());
    this.#register(root);
    let from = 0;
    for (const [source, paths] of this.#paths) {
      this.#from.set(source, from);
      from += paths.size;
    }
  }

  /** The template's own paths. */
  get reads(): readonly string[] {
    return [...(this.#paths.get(this.#assigns)?.keys() ?? [])];
  }

  /** The paths of a loop's item. */
  row(slot: ListSlot): Row {
    return { from: this.#from.get(slot.loop) ?? 0, reads: [...(this.#paths.get(slot.loop)?.keys() ?? [])] };
  }

  /** The paths of what a slot hands back; `undefined` where its content reads none. */
  handed({ parts }: Content): Row | undefined {
    const lets = parts.flatMap((part) => part.let ?? []);
    const reads = lets.flatMap((names) => [...(this.#paths.get(names)?.keys() ?? [])]);
    const [first] = lets;
    return first === undefined || reads.length === 0 ? undefined : { from: this.#from.get(first) ?? 0, reads };
  }

  /** The bits of what is read, ascending. */
  of(reads: readonly Read[]): readonly number[] {
    return reads.map((read) => this.#bit(read)).sort((a, b) => a - b);
  }

  #bit({ source, path }: Read): number {
    return (this.#from.get(source) ?? 0) + (this.#paths.get(source)?.get(path) ?? 0);
  }

  /** The sources of one content follow each other, so that their bits do. */
  #registerLets(contents: readonly Content[]): void {
    for (const { parts } of contents) for (const part of parts) if (part.let !== undefined) this.#paths.set(part.let, new Map());
  }

  #register(block: Block): void {
    for (const slot of block.slots) {
      const own = slot.kind === "component" ? (slot.own ?? []) : [];
      for (const { source, path } of [...readsByValue(slot).flat(), ...own]) {
        const paths = this.#paths.get(source);
        if (paths !== undefined && !paths.has(path)) paths.set(path, paths.size);
      }
      if ("loop" in slot) this.#paths.set(slot.loop, new Map());
      if (slot.kind === "component") this.#registerLets(slot.contents);
      for (const inner of innerBlocks(slot)) this.#register(inner);
    }
  }
}
