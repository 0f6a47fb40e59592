/** Bits: the numbers of the paths a template reads. Its own come first, then those of each loop, in document order. */
import { type Block, innerBlocks, type ListSlot, type Slot } from "../2-analyse/blocks.ts";
import type { Read, Source } from "../2-analyse/reads.ts";

export interface Row {
  readonly from: number;
  readonly reads: readonly string[];
}

export class Bits {
  readonly #assigns: Source;
  readonly #paths: Map<Source, string[]> = new Map();
  readonly #from: Map<Source, number> = new Map();

  constructor(root: Block, assigns: Source) {
    this.#assigns = assigns;
    this.#paths.set(assigns, []);
    this.#register(root);
    let from = 0;
    for (const [source, paths] of this.#paths) {
      this.#from.set(source, from);
      from += paths.length;
    }
  }

  /** The template's own paths. */
  get reads(): readonly string[] {
    return this.#paths.get(this.#assigns) ?? [];
  }

  /** The paths of a loop's item. */
  row(slot: ListSlot): Row {
    return { from: this.#from.get(slot.loop) ?? 0, reads: this.#paths.get(slot.loop) ?? [] };
  }

  /** The bits of a slot, ascending. */
  of(slot: Slot): readonly number[] {
    return slot.reads.map((read) => this.#bit(read)).sort((a, b) => a - b);
  }

  #bit({ source, path }: Read): number {
    return (this.#from.get(source) ?? 0) + (this.#paths.get(source)?.indexOf(path) ?? 0);
  }

  #register(block: Block): void {
    for (const slot of block.slots) {
      for (const { source, path } of slot.reads) {
        const paths = this.#paths.get(source);
        if (paths !== undefined && !paths.includes(path)) paths.push(path);
      }
      if (slot.kind === "list") this.#paths.set(slot.loop, []);
      for (const inner of innerBlocks(slot)) this.#register(inner);
    }
  }
}
