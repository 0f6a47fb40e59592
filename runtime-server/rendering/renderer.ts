/**
 * The renderer: what the generated `render(r, assigns)` functions of a view talk to.
 *
 * It walks a tree of instances (`cursor.ts`). On a fresh instance every slot is evaluated and kept; on a known one only
 * stale slots are, and a value that differs from the kept one goes into the instance's patch. Values are in
 * `leaves.ts`, lists in `lists.ts`, what has a scope or a life of its own in `placing.ts`; here are branches.
 */

import { isAddedTo } from "../../protocol/slots.ts";
import type { Patch } from "../../protocol/wire.ts";
import { addedRows } from "./added-rows.ts";
import { isComponent } from "./component.ts";
import type { Component, Content, ContentsFor, SlotWriter, Template } from "./contract.ts";
import { evaluate } from "./evaluate.ts";
import { Instance, Root } from "./instance.ts";
import type { Items, KeyOf } from "./items.ts";
import { Leaves } from "./leaves.ts";
import { IndexedRender, ListRender } from "./lists.ts";
import type { MountedComponent } from "./mounted-component.ts";
import type { NestedOptions } from "./nested-view.ts";
import { NOTHING, Placing } from "./placing.ts";
import type { RenderContext } from "./render-context.ts";
import { type Block, block } from "./slot.ts";
import { LiveStream } from "./stream.ts";
import { streamedRows } from "./streamed-rows.ts";
import { isTemplate, template } from "./template.ts";
import { trackAssigns } from "./tracking.ts";

/** Where renderers are that do nothing. */
const NOWHERE = new Root(
  template<object, object>({ name: "", reads: [], blocks: [block("", [""], [])], components: () => [], render() {} }) as Template,
  {},
);

/** Those that rest, as many as ever worked at once: a template that sends messages may begin other renders. */
const resting: Renderer[] = [];

export class Renderer extends Leaves implements SlotWriter {
  /** Of the rendering that it works for. */
  context: RenderContext;
  readonly #placing: Placing;
  /** Of the component that is shown next. */
  #props: object | undefined;

  constructor(context: RenderContext) {
    super(NOWHERE, context.options);
    this.context = context;
    this.#placing = new Placing(this);
  }

  /**
   * A renderer at work for this context, until it {@link rest rests}. All views share what rests: one of its own, idle
   * most of the time, took 700 bytes of each. One that throws does not rest, as nobody knows what it left behind.
   */
  static for(context: RenderContext): Renderer {
    const renderer = resting.pop() ?? new Renderer(context);
    renderer.context = context;
    renderer.surroundings = context.options;
    renderer.probed = context.probe?.(renderer);
    return renderer;
  }

  rest(): void {
    this.restAt(NOWHERE);
    resting.push(this);
  }

  // ------------------------------------------------------------------------------------------ for the view

  /** Renders a template from nothing. */
  mount(template: Template, assigns: object): Root {
    const root = new Root(template, assigns);
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

  #visit(root: Root, fresh: boolean): Patch | undefined {
    const { scope } = root;
    const { first } = this.context;
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
    if (!(items instanceof LiveStream || isAddedTo(this.slotAt(slot).kind))) return this.#list(slot, items, block, key);
    return withoutPositions(this.indexed(slot, items, block, key));
  }

  indexed<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): Iterable<readonly [item: T, index: number]> {
    const { kind, row } = this.slotAt(slot);
    if (items instanceof LiveStream && !isAddedTo(kind)) return streamedRows(this, this.context, slot, items as LiveStream<T>, block, key);
    if (row !== undefined && isAddedTo(kind)) return addedRows(this, this.context, slot, row, items, block);
    return new IndexedRender(this.#list(slot, items, block, key));
  }

  repeat<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): void {
    for (const _ of this.each(slot, items, block, key));
  }

  #list<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): ListRender<T> {
    const { row } = this.slotAt(slot);
    if (row === undefined) throw new TypeError(`${this.scope.template.name} repeats what is no list; run \`livec build\` again.`);
    return new ListRender(this, this.context, slot, row, items, block, key);
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

  /** What was given to a component before may have been forgotten. */
  override staleProps(slot: number): boolean {
    return this.context.forgets || super.staleProps(slot);
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
    const props = this.#props ?? this.#placing.propsAt(slot);
    this.#props = undefined;
    this.component(slot, type, props as P, contents);
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
