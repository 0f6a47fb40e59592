/**
 * HTML of what is not live: layouts, plain pages, mails. The same generated code as in a view, and nothing is kept: no
 * instances, no rows, no keys. Values are written at once; what they were is remembered only as long as the block
 * around them goes on.
 */
import { escapeText } from "../../protocol/escape.ts";
import { SlotKind } from "../../protocol/slots.ts";
import { isComponent } from "./component.ts";
import type { Component, Content, ContentsFor, SlotWriter, Template } from "./contract.ts";
import { evaluate } from "./evaluate.ts";
import { type Contents, Instance, RawHtml, Root, Scope, type SlotValue } from "./instance.ts";
import { Filtered, type Items, itemsOf } from "./items.ts";
import { Leaves, type Surroundings } from "./leaves.ts";
import type { NestedOptions } from "./nested-view.ts";
import { NOTHING } from "./placing.ts";
import type { Block } from "./slot.ts";
import { isTemplate } from "./template.ts";
import { type TextValue, textLeaf } from "./value.ts";

export interface HtmlOptions extends Surroundings {
  /** What fills the slots of the template. */
  readonly contents?: Contents | undefined;
}

/**
 * Renders a template to HTML. Throws what the template throws, and where it shows a stateful component or a nested
 * view.
 */
export function renderHtml<A extends object>(template: Template<A>, assigns: A, options: HtmlOptions = {}): string {
  const root = new Root(template as Template, assigns);
  root.scope.contents = options.contents;
  return new HtmlWriter(root, options).write(root);
}

/**
 * The HTML of a template with its assigns, for what is not live: a mail, a fragment, a file. Forms in it get no CSRF
 * token.
 *
 * Throws what the template throws; a TypeError where it shows a stateful component or a nested view, which only a view
 * can keep.
 *
 * @example
 * const html = render(receipt, { order });
 */
export function render<A extends object>(template: Template<A>, assigns: NoInfer<A>): string {
  return renderHtml(template, assigns);
}

class HtmlWriter extends Leaves implements SlotWriter {
  /** Values of the blocks entered, by depth. Each is written before another takes its place. */
  readonly #scratch: SlotValue[][] = [];
  #depth = 0;
  /** Of the component that is written next. */
  #props: object = {};

  constructor(root: Root, surroundings: Surroundings) {
    super(root, surroundings);
    this.writes = true;
  }

  write(root: Root): string {
    this.begin(root, true);
    evaluate(this, root.scope);
    this.finish();
    return this.takeWritten().join("");
  }

  override stale(slot: number): boolean {
    this.asked = slot;
    return true;
  }

  override staleValue(slot: number): boolean {
    this.asked = slot;
    return true;
  }

  /**
   * Most values are texts of their own, which go the short way. What a text may not contain is replaced when it is
   * escaped.
   */
  override text(slot: number, value: TextValue): void {
    if (this.slotAt(slot).kind !== SlotKind.text) super.text(slot, value);
    else if (typeof value === "string") this.writeHtml(slot, escapeText(value.isWellFormed() ? value : value.toWellFormed()));
    else this.writeHtml(slot, String(textLeaf(value)));
  }

  /** Of an attribute all values are kept, as a form's are asked for. */
  override value(slot: number, index: number, value: TextValue): void {
    const { kind, html } = this.slotAt(slot);
    if (kind !== SlotKind.text) super.value(slot, index, value);
    else if (index === 0) this.text(slot, value);
    else this.writeMore((html?.[index] ?? "") + escapeText(String(textLeaf(value))));
  }

  open(slot: number, block: Block): void {
    if (this.slotAt(slot).kind === SlotKind.ignored) return this.enterIgnored(slot, new Instance(block));
    this.descend(slot);
    this.goTo(block, this.deeper(), 0, true);
  }

  close(): void {
    if (this.isIgnored) return this.exitIgnored(this.entered);
    this.leave();
    this.shallower();
  }

  show(slot: number, block: Block): void {
    this.open(slot, block);
    this.close();
  }

  hide(slot: number): void {
    this.keepNew(slot, NOTHING);
  }

  each<T>(slot: number, items: Items<T>, block: Block): Iterable<T> {
    this.descend(slot);
    return new WrittenRows(this, itemsOf(items), block, this.deeper());
  }

  *indexed<T>(slot: number, items: Items<T>, block: Block): Generator<readonly [item: T, index: number], undefined> {
    const positions = items instanceof Filtered ? items.positions : undefined;
    let index = 0;
    for (const item of this.each(slot, items, block)) {
      yield [item, positions?.[index] ?? index];
      index++;
    }
  }

  repeat<T>(slot: number, items: Items<T>, block: Block): void {
    for (const _ of this.each(slot, items, block));
  }

  component<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: NoInfer<P>,
    contents?: ContentsFor<NoInfer<C>>,
  ): void {
    if (!isTemplate(type)) {
      throw new TypeError(isComponent(type) ? this.#onlyInViews(slot, type.name) : this.noTag(slot));
    }
    const scope = new Scope(type, props);
    scope.contents = contents;
    scope.caller = this.scope;
    const [root] = type.blocks;
    if (root !== undefined) this.#under(scope, slot, root, () => evaluate(this, scope));
  }

  override staleProps(): boolean {
    return true;
  }

  props(_slot: number, _type: object, props: object): void {
    this.#props = props;
  }

  filled<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    _props: null,
    contents: ContentsFor<NoInfer<C>>,
  ): void {
    this.component(slot, type, this.#props as P, contents);
  }

  view(slot: number, _options: NestedOptions): void {
    throw new TypeError(this.#onlyInViews(slot, "a nested view"));
  }

  outlet(slot: number, name: string, fallback?: Content, values: object = {}): void {
    const { contents, caller = this.scope } = this.scope;
    const content = contents !== undefined && Object.hasOwn(contents, name) ? contents[name] : undefined;
    if (content instanceof RawHtml) this.keepNew(slot, content);
    else if (content !== undefined) this.#under(caller, slot, content[0], () => content[1](values));
    else if (fallback !== undefined) this.#under(this.scope, slot, fallback[0], () => fallback[1](values));
    else this.hide(slot);
  }

  /** Writes a block whose code belongs to another scope. */
  #under(scope: Scope, slot: number, block: Block, write: () => void): void {
    const around = this.scope;
    this.scope = scope;
    this.open(slot, block);
    write();
    this.close();
    this.scope = around;
  }

  #onlyInViews(slot: number, what: string): string {
    return `${this.placeOf(slot)} shows ${what}, which has a life of its own: only a view can show it.`;
  }

  deeper(): SlotValue[] {
    const values = this.#scratch[this.#depth] ?? [];
    this.#scratch[this.#depth++] = values;
    return values;
  }

  shallower(): void {
    this.#depth--;
    this.ascend();
  }
}

/** The items of a list, each with its row entered. */
class WrittenRows<T> implements IterableIterator<T, undefined> {
  readonly #writer: HtmlWriter;
  readonly #items: readonly T[];
  readonly #block: Block;
  readonly #values: SlotValue[];
  readonly #step: { done: false; value: T } = { done: false, value: undefined as T };
  #index = 0;

  constructor(writer: HtmlWriter, items: readonly T[], block: Block, values: SlotValue[]) {
    this.#writer = writer;
    this.#items = items;
    this.#block = block;
    this.#values = values;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<T, undefined> {
    if (this.#index > 0) this.#writer.leave();
    if (this.#index === this.#items.length) {
      this.#writer.shallower();
      return { done: true, value: undefined };
    }
    this.#writer.goTo(this.#block, this.#values, 0, true);
    this.#step.value = this.#items[this.#index++] as T;
    return this.#step;
  }
}
