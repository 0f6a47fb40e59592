/** A view's page without a connection: the client's own hydration and patching on a container. */
import type { ClientBlock } from "../../protocol/slots.ts";
import type { Diff } from "../../protocol/wire.ts";
import "../../runtime-client/chunks/recovery.ts";
import { type BlockTable, blockTable } from "../../runtime-client/block.ts";
import type { Extent, Instance } from "../../runtime-client/extent.ts";
import { hydrate } from "../../runtime-client/hydrate.ts";
import { ownerOf } from "../../runtime-client/owner.ts";
import { apply } from "../../runtime-client/patch.ts";

export class Page {
  readonly container: Element;
  /** False when the page was not what the skeleton says. */
  readonly intact: boolean;
  readonly #blocks: BlockTable;
  readonly #root: Extent;

  /**
   * Hydrates a container, or a new one with that HTML. Without a skeleton it is not intact, and waits for all values.
   */
  constructor(blocks: readonly ClientBlock[], content: string | Element, skeleton?: string) {
    this.container = typeof content === "string" ? document.createElement("div") : content;
    if (typeof content === "string") this.container.innerHTML = content;
    this.#blocks = blockTable(blocks);
    this.#root = { rows_: [], end_: new Text() };
    this.intact = hydrate(this.#blocks, this.container, this.#root, skeleton ?? "");
  }

  apply(diff: Diff | undefined): void {
    if (diff === undefined) return;
    apply(this.#blocks, this.#root, diff);
  }

  /** The numbers of the stateful components it knows. */
  get components(): readonly number[] {
    return [...this.#blocks.components_.keys()];
  }

  /** The number of the component that what a selector finds belongs to. */
  ownerOf(selector: string): number {
    return ownerOf(this.#root.rows_[0] as Instance, this.container.querySelector(selector) as Element);
  }
}
