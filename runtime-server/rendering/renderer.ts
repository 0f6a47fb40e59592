/**
 * The renderer: what the generated `render(r, assigns)` functions talk to.
 *
 * It walks a tree of instances (`cursor.ts`). On a fresh instance every slot is evaluated and kept; on a known one only stale slots are, and
 * a value that differs from the kept one goes into the instance's patch. Values that hold nothing else are in `leaves.ts`; here are the slots that hold blocks. One
 * renderer serves one view.
 */
import { isAddedTo, SlotKind } from "../../protocol/slots.ts";
import type { Leaf, Patch } from "../../protocol/wire.ts";
import { type Component, isComponent, type MountedComponent } from "./component.ts";
import type { Components } from "./components.ts";
import { editScript, type RowChange } from "./edit-script.ts";
import { rowValues, valuesOf } from "./encode.ts";
import { htmlOf } from "./html.ts";
import { Added, type Content, Instance, isFilledAlike, RawHtml, type Replaced, Root, Rows, type Scope } from "./instance.ts";
import { type CsrfToken, Leaves, noToken, type Warn } from "./leaves.ts";
import type { NestedOptions, NestedView, NestedViews } from "./nested-view.ts";
import type { Places } from "./places.ts";
import type { Embed, Resident } from "./resident.ts";
import { type Items, type KeyOf, matchRows, RowSource } from "./rows.ts";
import { type Block, outerMask, type PathReads, type RowReads, type Slot } from "./slot.ts";
import type { BlockTable } from "./table.ts";
import { isTemplate, type Template } from "./template.ts";
import { trackAssigns, trackHanded, trackItem } from "./tracking.ts";
import { leafText } from "./value.ts";

/** What a caller may put into the slots `S` of a component. */
export type ContentsFor<S extends object> = {
  readonly [N in keyof S]?: ([S[N]] extends [never] ? never : Content<S[N] & object>) | undefined;
};

/** What lives in a rendering and outlasts its slots. */
export interface Residents {
  readonly components: Components;
  readonly views: NestedViews;
  readonly places: Places<Resident>;
  /** Their values, to come. */
  readonly embed: Embed;
}

export class Renderer extends Leaves {
  readonly #table: BlockTable;
  readonly #residents: Residents | undefined;
  readonly #forgets: boolean;
  /** The component that is being rendered. */
  #component: MountedComponent | undefined;
  /** Lists with rows that the page has not been given. */
  readonly #news = new Set<Added>();
  #released = false;
  /** Where data of this render is kept for the next one to compare with. */
  readonly #holders = new Set<Instance | Rows | Added>();

  /**
   * Without `residents` neither stateful components nor nested views can be shown, without `csrf` forms post no token. `forgets` where {@link forget} will be
   * called.
   */
  constructor(template: Template, table: BlockTable, warn: Warn, residents?: Residents, forgets = false, csrf: CsrfToken = noToken) {
    super(template, warn, csrf);
    this.#table = table;
    this.#residents = residents;
    this.#forgets = forgets;
  }

  // ------------------------------------------------------------------------------------------ for the view

  /** Renders the template from nothing, with what fills its slots. */
  mount(assigns: object, contents?: Scope["contents"]): Root {
    const root = new Root(this.template, assigns);
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
    this.#component = component;
    const patch = rendered ? this.update(root, assigns) : this.#visit(root, true);
    this.#component = undefined;
    // Until its tag is rendered again nothing changes for what fills its slots.
    root.scope.refilled = false;
    for (let caller = root.scope.caller; caller !== undefined; caller = caller.caller) caller.changes.clear();
    return patch;
  }

  /** True where rows were released and none is kept: full values would lack them. */
  get lacksRows(): boolean {
    return this.#released && this.#news.size === 0;
  }

  /** The page has been given all rows of lists that are added to. */
  release(): void {
    this.#released ||= this.#news.size > 0;
    for (const added of this.#news) added.release();
    this.#news.clear();
  }

  /**
   * Has `assigns` pass for what was rendered last. They are the same but for the values in `replaced`, of which, and of all that was made of them,
   * nothing is kept but output. Which lists and components that concerns is not known: all that were rendered with them forget their data.
   */
  forget(root: Root, assigns: object, replaced: Replaced): void {
    if (replaced.size > 0) for (const holder of this.#holders) holder.forget(replaced);
    this.#holders.clear();
    root.scope.assigns = assigns;
  }

  #visit(root: Root, fresh: boolean): Patch | undefined {
    const { scope } = root;
    this.scope = scope;
    this.instance = root;
    this.fresh = fresh;
    this.patch = undefined;
    scope.template.render(this, scope.assigns);
    return this.patch;
  }

  // ------------------------------------------------------------------------------------------ for generated code

  /**
   * Shows a block in a block slot and enters it: until {@link close}, slots are those of the block. The instance stays where the same block is
   * shown already. Open and close, not a callback, so that what an `if` around them narrows stays narrow.
   */
  open(slot: number, block: Block): void {
    const last = this.instance.values[slot];
    const known = !this.fresh && last instanceof Instance && last.block === block && last.scope === undefined;
    if (known) this.enter(slot, last, false);
    else this.enter(slot, new Instance(block), true);
  }

  /** Leaves the block that {@link open} entered. */
  close(): void {
    this.#leave();
  }

  /** Shows a block without slots in a block slot. */
  show(slot: number, block: Block): void {
    this.open(slot, block);
    this.close();
  }

  /** Shows nothing in a block slot. */
  hide(slot: number): void {
    if (this.instance.values[slot] === NOTHING) return;
    this.#release(slot);
    this.keep(slot, NOTHING, NOTHING);
  }

  /**
   * `:for`: the items whose rows must be rendered, each with its row entered. Rows whose item is the same under the same outer values are passed
   * over. The loop must run to its end.
   */
  *each<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): Generator<T, void, undefined> {
    for (const [item] of this.indexed(slot, items, block, key)) yield item;
  }

  /** {@link each} with the item's position, in the unfiltered list where it is filtered. */
  *indexed<T>(
    slot: number,
    items: Items<T>,
    block: Block,
    key: KeyOf<T> | null,
  ): Generator<readonly [item: T, index: number], void, undefined> {
    const { kind, row } = this.slotAt(slot);
    if (row !== undefined && isAddedTo(kind)) return yield* this.#added(slot, row, new RowSource(items, null), block);
    if (row === undefined) throw new TypeError(`${this.scope.template.name} repeats what is no list; run \`livec build\` again.`);
    const value = this.instance.values[slot];
    const last = !this.fresh && value instanceof Rows ? value : undefined;
    const next = new RowSource(items, key);
    const sources = matchRows(last, next.keys, next.items.length, () => this.scope.template.name);
    const outerChanged = last !== undefined && this.scope.changes.meets(outerMask(row, block));
    const instances: Instance[] = [];
    const changes: RowChange[] = [];
    for (const [index, item] of next.items.entries()) {
      const position = next.positionOf(index);
      const from = sources[index] ?? -1;
      const known = last?.instances[from];
      const instance = known ?? new Instance(block);
      instances.push(instance);
      let patch: Patch | undefined;
      if (known === undefined || last === undefined) {
        this.enter(slot, instance, true);
        yield [item, position];
        this.exit();
      } else if (trackItem(this.scope, row, last.items[from], item, last.positionOf(from), position) || outerChanged) {
        this.enter(slot, instance, false);
        yield [item, position];
        patch = this.exit();
      }
      if (last !== undefined)
        changes.push({
          from: known === undefined ? -1 : from,
          patch,
          values: known ? undefined : rowValues(instance, this.#table, this.#residents?.embed),
        });
    }
    if (last !== undefined) this.#releaseRows(last, instances);
    this.instance.values[slot] = this.#held(new Rows(next.keys, next.items, next.positions, instances));
    const edit = last === undefined ? undefined : editScript(last.instances.length, changes);
    if (edit !== undefined) this.record(slot, edit);
  }

  /** The items that are new since the last render. Their rows are kept until the page has them, and then forgotten. */
  *#added<T>(
    slot: number,
    row: RowReads,
    source: RowSource<T>,
    block: Block,
  ): Generator<readonly [item: T, index: number], void, undefined> {
    const last = this.instance.values[slot];
    const added = !this.fresh && last instanceof Added ? last : new Added();
    const outerChanged = this.scope.changes.meets(outerMask(row, block));
    const readsPosition = row.reads.includes("@index");
    const items = new Map<unknown, number>();
    const rows = new Map<Leaf, Instance>();
    for (const [index, item] of source.items.entries()) {
      const position = source.positionOf(index);
      const before = added.items.get(item);
      items.set(item, position);
      if (before !== undefined && !outerChanged && (before === position || !readsPosition)) continue;
      const instance = new Instance(block);
      this.enter(slot, instance, true);
      yield [item, position];
      this.exit();
      rows.set(this.#idOf(instance, slot), instance);
    }
    added.items = items;
    added.add(rows, this.slotAt(slot).kind === SlotKind.prepend);
    if (rows.size > 0) this.#news.add(added);
    this.instance.values[slot] = this.#held(added);
    if (rows.size > 0 && !this.fresh)
      this.record(slot, [[...rows.values()].flatMap((row) => rowValues(row, this.#table, this.#residents?.embed))]);
  }

  /** The id of a row, by which the page knows it. The first id in its block is that of its element. */
  #idOf({ block, values }: Instance, slot: number): Leaf {
    const id = values[block.slots.findIndex(({ kind, name }) => kind === SlotKind.attr && name === "id")];
    if (typeof id === "string" ? id !== "" : typeof id === "number") return id as Leaf;
    if (Array.isArray(id)) return id.map(leafText).join("\0");
    throw new TypeError(
      `${this.scope.template.name}: a row of a live-update="${kindName(this.slotAt(slot))}" has no id; each must have one of its own.`,
    );
  }

  /** `:for` over a block without slots. */
  repeat<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): void {
    for (const _ of this.indexed(slot, items, block, key));
  }

  /** A template or a stateful component as a tag. */
  component<P extends object, S extends object = object>(
    slot: number,
    type: Template<P, never, S> | Template<P, object, S> | Component<P, object, S>,
    props: NoInfer<P>,
    contents?: ContentsFor<NoInfer<S>>,
  ): void {
    if (isComponent(type)) return this.#stateful(slot, type, props, contents);
    if (!isTemplate(type)) {
      throw new TypeError(
        `${this.placeOf(slot)} uses a tag whose value is neither a template nor a component; import the default export of a .live.html file, or of a file that calls defineComponent.`,
      );
    }
    const last = this.instance.values[slot];
    if (!this.fresh && last instanceof Root && last.scope.template === type && last.component === undefined) {
      const { scope } = last;
      scope.refilled = !isFilledAlike(scope.contents, contents);
      this.#hand(scope, slot, contents);
      this.#held(last);
      if (trackAssigns(scope, props)) this.#render(slot, last, false);
      return;
    }
    const root = this.#held(new Root(type, props));
    this.#hand(root.scope, slot, contents);
    this.#render(slot, root, true);
  }

  /** `<LiveView>`. It is opened when the template around it is done. */
  view(slot: number, options: NestedOptions): void {
    const { views } = this.#needResidents(slot, "a nested view");
    const nested = views.viewOf(options, this.placeOf(slot));
    this.#settleIn(slot, nested, nested);
  }

  /** `<slot/>`: the caller's content, which is handed the values, else the default content. */
  outlet(slot: number, name: string, fallback?: Content, values: object = NO_VALUES): void {
    const { contents, caller, handed } = this.scope;
    const content = contents !== undefined && Object.hasOwn(contents, name) ? contents[name] : undefined;
    if (content instanceof RawHtml) {
      this.keep(slot, content, null);
      return;
    }
    if (content !== undefined && caller !== undefined) {
      this.#fill(slot, content, caller, values, handed?.[name]);
    } else if (fallback !== undefined) {
      this.#fill(slot, fallback, this.scope, values, undefined);
    } else {
      this.hide(slot);
    }
  }

  // ------------------------------------------------------------------------------------------ inside

  /** Goes back, and keeps in the block slot what was entered: a new instance as a whole, a known one's patch. */
  #leave(): void {
    const { slot } = this.outer.at(-1) ?? { slot: -1 };
    const instance = this.instance;
    const fresh = this.fresh;
    const patch = this.exit();
    if (this.slotAt(slot).kind === SlotKind.ignored) {
      const html = htmlOf(instance);
      this.keep(slot, html, html);
    } else if (fresh) {
      this.#release(slot);
      this.instance.values[slot] = instance;
      if (!this.fresh) this.record(slot, [valuesOf(instance, this.#table, this.#residents?.embed)]);
    } else if (patch !== undefined) {
      this.record(slot, patch);
    }
  }

  /** Renders a component into a block slot, under its own scope. */
  #render(slot: number, root: Root, fresh: boolean): void {
    const caller = this.scope;
    const { scope } = root;
    this.scope = scope;
    this.enter(slot, root, fresh);
    scope.template.render(this, scope.assigns);
    this.#leave();
    this.scope = caller;
  }

  /** Gives a template what fills its slots, which belongs to the one that is being rendered. */
  #hand(scope: Scope, slot: number, contents: Scope["contents"]): void {
    scope.contents = contents;
    scope.caller = this.scope;
    scope.handed = this.slotAt(slot).handed;
    scope.component = this.scope.component;
  }

  /** Puts a component into its place; it is rendered when the template around it is done. */
  #stateful(slot: number, type: Component, props: object, contents: Scope["contents"]): void {
    const { components } = this.#needResidents(slot, type.name);
    const component = components.componentOf(type, props, this.before(slot));
    const { scope } = component.root;
    const isNewHere = this.before(slot) !== component.root;
    const isFilled = contents !== undefined || scope.contents !== undefined;
    component.owner = this.scope.component;
    component.around = this.#component;
    for (let around = this.#component; around !== undefined; around = around.around) {
      if (around === component)
        throw new TypeError(
          `${this.placeOf(slot)} shows the component "${type.name}" with the id ${JSON.stringify(component.id)} inside itself.`,
        );
    }
    scope.refilled ||= isNewHere || !isFilledAlike(scope.contents, contents);
    scope.contents = contents;
    scope.caller = contents && this.scope.snapshot(isNewHere);
    scope.handed = this.slotAt(slot).handed;
    this.#held(component.root);
    if (component.hand(props) || isFilled || !component.rendered) components.require(component);
    this.#settleIn(slot, component, component.root);
  }

  /** A resident is in a slot from now on, held there as `value`. */
  #settleIn(slot: number, resident: Resident, value: Root | NestedView): void {
    if (this.before(slot) === value) return;
    const { places, embed } = this.#needResidents(slot, resident.title);
    this.#release(slot);
    places.put(resident, { instance: this.instance, slot, label: this.placeOf(slot) });
    this.keep(slot, value, this.fresh ? NOTHING : [embed(resident)]);
  }

  #needResidents(slot: number, what: string): Residents {
    if (this.#residents === undefined)
      throw new TypeError(`${this.placeOf(slot)} shows ${what}, which has a life of its own: only a view can show it.`);
    const unkept = this.outer.map(({ instance, slot }) => instance.block.slots[slot]).find((outer) => outer && isUnkept(outer.kind));
    if (unkept !== undefined) {
      const mode = kindName(unkept);
      throw new TypeError(
        `${this.placeOf(slot)} shows ${what}, which has a life of its own, in a live-update="${mode}": show it outside of it.`,
      );
    }
    return this.#residents;
  }

  /** What a slot holds is about to go: residents in it may go with it. */
  #release(slot: number): void {
    if (!this.fresh) this.#residents?.places.take(this.instance, slot, this.instance.values[slot]);
  }

  #releaseRows({ instances }: Rows, kept: readonly Instance[]): void {
    const places = this.#residents?.places;
    if (places === undefined || places.empty) return;
    const staying = new Set(kept);
    for (const row of instances) if (!staying.has(row)) places.takeAll(row);
  }

  /** Fills a block slot with content, under the scope it was written in. */
  #fill(slot: number, [block, body]: Content<object>, scope: Scope, values: object, reads: PathReads | undefined): void {
    const inner = this.scope;
    this.scope = scope;
    this.open(slot, block);
    const { handed } = this.instance;
    if (reads !== undefined && handed !== undefined) trackHanded(scope, reads, handed, values);
    this.instance.handed = values;
    this.#held(this.instance);
    body(values);
    this.close();
    this.scope = inner;
  }

  #held<H extends Instance | Rows | Added>(holder: H): H {
    if (this.#forgets) this.#holders.add(holder);
    return holder;
  }
}

/** True where the server does not keep what is inside. */
function isUnkept(kind: SlotKind): boolean {
  return kind === SlotKind.ignored || isAddedTo(kind);
}

/** What `live-update` said. */
function kindName({ kind }: Slot): string {
  return kind === SlotKind.ignored ? "ignore" : kind === SlotKind.append ? "append" : "prepend";
}

/** What a block slot without a block holds, on the server as on the wire. */
const NOTHING = 0;

/** What a slot hands back that hands back nothing. */
const NO_VALUES: object = {};
