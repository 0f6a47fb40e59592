/**
 * A renderer that says which slot it is about to evaluate. It only overrides what generated code calls, so that the
 * renderer of an app knows nothing of it.
 */

import type { Component, ContentsFor, Template } from "../../runtime-server/rendering/contract.ts";
import { Filtered, type Items, type KeyOf } from "../../runtime-server/rendering/items.ts";
import { RenderContext } from "../../runtime-server/rendering/render-context.ts";
import { Renderer } from "../../runtime-server/rendering/renderer.ts";
import type { Block } from "../../runtime-server/rendering/slot.ts";
import { BlockTable } from "../../runtime-server/rendering/table.ts";

export interface Observer {
  /**
   * A slot, or one of its several values, is evaluated next: where it is in the page, and its definition, by its block
   * and numbers.
   */
  evaluates(place: string, block: Block, slot: number, value?: number): void;
  /** What is evaluated next is not a slot's. */
  passes(): void;
}

export class SlotRenderer extends Renderer {
  readonly #observer: Observer;
  /** The blocks around, innermost last; what is inside a slot has a place that begins with the slot's. */
  readonly #entered: { readonly place: string; readonly block: Block }[];

  constructor(template: Template, observer: Observer) {
    super(new RenderContext(new BlockTable(template), {}));
    this.#observer = observer;
    this.#entered = [{ place: "", block: rootOf(template) }];
  }

  override stale(slot: number): boolean {
    const stale = super.stale(slot);
    // Each of several values speaks for itself, and so do props.
    const { masks, own } = this.slotAt(slot);
    if (stale && masks === undefined && own === undefined) this.#observer.evaluates(this.#placeOf(slot), this.#innermost.block, slot);
    return stale;
  }

  override staleValue(slot: number, value: number): boolean {
    const stale = super.staleValue(slot, value);
    if (stale) this.#observer.evaluates(`${this.#placeOf(slot)}.${value}`, this.#innermost.block, slot, value);
    return stale;
  }

  override staleProps(slot: number): boolean {
    const stale = super.staleProps(slot);
    if (stale) this.#observer.evaluates(this.#placeOf(slot), this.#innermost.block, slot);
    return stale;
  }

  override open(slot: number, block: Block): void {
    this.#entered.push({ place: `${this.#placeOf(slot)}:${block.fingerprint}`, block });
    super.open(slot, block);
  }

  override close(): void {
    super.close();
    this.#entered.pop();
  }

  override *each<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): Generator<T, void, undefined> {
    for (const [item] of this.indexed(slot, items, block, key)) yield item;
  }

  override *indexed<T>(
    slot: number,
    items: Items<T>,
    block: Block,
    key: KeyOf<T> | null,
  ): Generator<readonly [item: T, index: number], void, undefined> {
    const list = this.#placeOf(slot);
    for (const row of super.indexed(slot, items, block, key)) {
      const [item, position] = row;
      this.#observer.passes();
      const name = key === null ? rowOf(items, position) : key(item, position);
      this.#entered.push({ place: `${list}[${String(name)}]`, block });
      yield row;
      this.#entered.pop();
      // What is read to find the next row is not read by a slot.
      this.#observer.passes();
    }
  }

  override component<P extends object, S extends object = object>(
    slot: number,
    template: Template<P, never, S> | Template<P, object, S> | Component<P, object, S>,
    props: NoInfer<P>,
    contents?: ContentsFor<NoInfer<S>>,
  ): void {
    this.#entered.push({
      place: `${this.#placeOf(slot)}<${template.name}>`,
      block: rootOf("template" in template ? template.template : template),
    });
    super.component(slot, template, props, contents);
    this.#entered.pop();
  }

  get #innermost(): { readonly place: string; readonly block: Block } {
    return this.#entered.at(-1) as { readonly place: string; readonly block: Block };
  }

  #placeOf(slot: number): string {
    return `${this.#innermost.place}/${slot}`;
  }
}

function rootOf(template: Pick<Template, "blocks">): Block {
  const [root] = template.blocks;
  if (root === undefined) throw new TypeError("A template has blocks.");
  return root;
}

/** A row without a key is its position among the rows. */
function rowOf(items: Items<unknown>, position: number): number {
  return items instanceof Filtered ? items.positions.indexOf(position) : position;
}
