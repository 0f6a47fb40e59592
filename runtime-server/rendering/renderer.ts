/**
 * The renderer: what the generated `render(r, assigns)` functions of a view talk to.
 *
 * It walks a tree of instances (`cursor.ts`). On a fresh instance every slot is evaluated and kept; on a known one only
 * stale slots are, and a value that differs from the kept one goes into the instance's patch. Values are in
 * `leaves.ts`, lists in `lists.ts`, what has a scope or a life of its own in `placing.ts`; here are branches. One
 * renderer serves one view.
 */

import { isAddedTo } from "../../protocol/slots.ts";
import type { Patch } from "../../protocol/wire.ts";
import { addedRows } from "./added-rows.ts";
import { isComponent } from "./component.ts";
import type { Component, Content, ContentsFor, SlotWriter, Template } from "./contract.ts";
import { evaluate } from "./evaluate.ts";
import { type Contents, Instance, type Replaced, Root } from "./instance.ts";
import type { Items, KeyOf } from "./items.ts";
import { type CsrfToken, Leaves, type Warn } from "./leaves.ts";
import { IndexedRender, ListRender } from "./lists.ts";
import type { MountedComponent } from "./mounted-component.ts";
import type { NestedOptions } from "./nested-view.ts";
import { NOTHING, Placing } from "./placing.ts";
import type { RenderContext } from "./render-context.ts";
import type { Block } from "./slot.ts";
import { isTemplate } from "./template.ts";
import { trackAssigns } from "./tracking.ts";

export class Renderer extends Leaves implements SlotWriter {
  readonly #template: Template;
  readonly #context: RenderContext;
  readonly #placing: Placing;
  #released = false;

  constructor(template: Template, context: RenderContext, warn: Warn, csrf: CsrfToken) {
    super(template, warn, csrf);
    this.#template = template;
    this.#context = context;
    this.#placing = new Placing(this, context);
    this.probed = context.probe?.(this);
  }

  // ------------------------------------------------------------------------------------------ for the view

  /** Renders the template from nothing, with what fills its slots. */
  mount(assigns: object, contents?: Contents): Root {
    const root = new Root(this.#template, assigns);
    root.scope.contents = contents;
    this.#visit(root, true);
    return root;
  }

  /** Renders what the difference between the last assigns and these makes stale. `undefined`: no output differs. */
  update(root: Root, assigns: object): Patch | undefined {
    return trackAssigns(root.scope, assigns) ? this.#visit(root, false) : undefined;
  }

  /** Renders a component: all of it the first time, then what its state, or what fills its slots, makes stale. */
  renderComponent(component: MountedComponent): Patch | undefined {
    const { root, assigns, rendered } = component;
    component.rendered = true;
    if (!rendered) root.scope.assigns = assigns;
    this.#placing.component = component;
    const patch = rendered ? this.update(root, assigns) : this.#visit(root, true);
    this.#placing.component = undefined;
    // Until its tag is rendered again nothing changes for what fills its slots.
    root.scope.refilled = false;
    for (let caller = root.scope.caller; caller !== undefined; caller = caller.caller) caller.changes.clear();
    return patch;
  }

  /** True where rows were released and none is kept: full values would lack them. */
  get lacksRows(): boolean {
    return this.#released && this.#context.unsent.size === 0;
  }

  /** The page has been given all rows of lists that are added to. */
  release(): void {
    if (this.#context.unsent.size === 0) return;
    this.#released = true;
    this.#context.release();
  }

  /**
   * Pretends that `assigns` were rendered last. Every value in `replaced`, and everything derived from it, is dropped;
   * only the output stays.
   */
  forget(root: Root, assigns: object, replaced: Replaced): void {
    this.#context.forget(replaced);
    root.scope.assigns = assigns;
  }

  #visit(root: Root, fresh: boolean): Patch | undefined {
    const { scope } = root;
    const { first } = this.#context;
    this.writes = first !== undefined;
    this.begin(root, fresh);
    evaluate(this, scope);
    const patch = this.finish();
    first?.add(root, fresh, this.takeWritten());
    return patch;
  }

  // ------------------------------------------------------------------------------------------ for generated code

  open(slot: number, block: Block): void {
    const last = this.before(slot);
    const isKnown = last instanceof Instance && last.block === block;
    this.#placing.enter(slot, isKnown ? last : new Instance(block), !isKnown);
  }

  close(): void {
    this.#placing.leave();
  }

  show(slot: number, block: Block): void {
    this.open(slot, block);
    this.close();
  }

  hide(slot: number): void {
    if (this.at(slot) === NOTHING) return;
    this.#placing.release(slot);
    this.keep(slot, NOTHING, NOTHING);
  }

  each<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): Iterable<T> {
    if (!isAddedTo(this.slotAt(slot).kind)) return this.#list(slot, items, block, key);
    return withoutPositions(this.indexed(slot, items, block, key));
  }

  indexed<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): Iterable<readonly [item: T, index: number]> {
    const { kind, row } = this.slotAt(slot);
    if (row !== undefined && isAddedTo(kind)) return addedRows(this, this.#context, slot, row, items, block);
    return new IndexedRender(this.#list(slot, items, block, key));
  }

  repeat<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): void {
    for (const _ of this.each(slot, items, block, key));
  }

  #list<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): ListRender<T> {
    const { row } = this.slotAt(slot);
    if (row === undefined) throw new TypeError(`${this.scope.template.name} repeats what is no list; run \`livec build\` again.`);
    return new ListRender(this, this.#context, slot, row, items, block, key);
  }

  component<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: NoInfer<P>,
    contents?: ContentsFor<NoInfer<C>>,
  ): void {
    if (isComponent(type)) this.#placing.stateful(slot, type, props, contents);
    else if (isTemplate(type)) this.#placing.template(slot, type, props, contents);
    else throw new TypeError(this.noTag(slot));
  }

  view(slot: number, options: NestedOptions): void {
    this.#placing.view(slot, options);
  }

  outlet(slot: number, name: string, fallback?: Content, values: object = NO_VALUES): void {
    this.#placing.outlet(slot, name, fallback, values);
  }
}

function* withoutPositions<T>(items: Iterable<readonly [item: T, index: number]>): Generator<T, undefined> {
  for (const [item] of items) yield item;
}

/** What a slot hands back that hands back nothing. */
const NO_VALUES: object = {};
