/**
 * The renderer: what the generated `render(r, assigns)` functions talk to.
 *
 * It walks a tree of instances like a cursor. On a fresh instance every slot is evaluated and kept; on a known one only stale slots are, and
 * a value that differs from the kept one goes into the instance's patch. One renderer serves one view.
 */
import { SlotKind } from "../../protocol/slots.ts";
import type { Change, Leaf, Patch } from "../../protocol/wire.ts";
import { editScript, type RowChange } from "./edit-script.ts";
import { rowValues, valueOf } from "./encode.ts";
import { type Content, Instance, type Key, RawHtml, Rows, Scope, type SlotValue, SpreadValue } from "./instance.ts";
import { matchRows } from "./rows.ts";
import { ChangeSet, differsAt, parsePath, shallowEqual } from "./reads.ts";
import { type Block, isJoined, outerMask, type RowReads, type Slot } from "./slot.ts";
import { spreadLeaves } from "./spread.ts";
import type { BlockTable } from "./table.ts";
import { isTemplate, type Template } from "./template.ts";
import { BLOCKED_URL, isSafeUrl } from "./url.ts";
import {
  type AttributeValue,
  attributeLeaf,
  type ClassValue,
  classLeaf,
  leafText,
  type StyleValue,
  styleLeaf,
  type TextValue,
  textLeaf,
} from "./value.ts";

/** Told about values that were refused, such as a script URL. */
export type Warn = (message: string) => void;

export class Renderer {
  readonly #table: BlockTable;
  readonly #warn: Warn;
  #scope: Scope;
  #instance: Instance;
  #fresh = true;
  #patch: (number | Change)[] | undefined;

  constructor(template: Template, table: BlockTable, warn: Warn) {
    this.#table = table;
    this.#warn = warn;
    this.#scope = new Scope(template, {}, new ChangeSet(template.bits));
    this.#instance = new Instance(rootOf(template), this.#scope);
  }

  // ------------------------------------------------------------------------------------------ for the view

  /** Renders everything anew. */
  mount(assigns: object, contents?: Scope["contents"]): Instance {
    const { template } = this.#scope;
    this.#scope = new Scope(template, assigns, new ChangeSet(template.bits));
    this.#scope.contents = contents;
    this.#instance = new Instance(rootOf(template), this.#scope);
    this.#fresh = true;
    this.#patch = undefined;
    template.render(this, assigns);
    this.#fresh = false;
    return this.#instance;
  }

  /** Renders what the difference between the last assigns and these makes stale. `undefined`: no output differs. */
  update(assigns: object): Patch | undefined {
    const scope = this.#scope;
    if (!trackAssigns(scope, assigns)) return undefined;
    this.#patch = undefined;
    scope.template.render(this, assigns);
    return this.#patch;
  }

  // ------------------------------------------------------------------------------------------ for generated code

  /** True when the slot must be evaluated: its instance is new, or something it reads changed. */
  stale(slot: number): boolean {
    return this.#fresh || this.#scope.changes.meets(this.#slot(slot).mask);
  }

  /** One text value: of a run, or of a mixed attribute. */
  text(slot: number, value: TextValue): void {
    const definition = this.#slot(slot);
    if (isJoined(definition)) this.#leaf(slot, this.#checkedUrl(definition, joinParts(definition, [textLeaf(value)])));
    else this.#leaf(slot, textLeaf(value), definition.kind === SlotKind.text);
  }

  /** Several text values of one run or mixed attribute. */
  parts(slot: number, values: readonly TextValue[]): void {
    const definition = this.#slot(slot);
    const leaves = values.map(textLeaf);
    if (isJoined(definition)) {
      this.#leaf(slot, this.#checkedUrl(definition, joinParts(definition, leaves)));
      return;
    }
    const last = this.#instance.values[slot];
    if (!this.#fresh && Array.isArray(last) && leaves.every((leaf, index) => Object.is(leaf, last[index]))) return;
    this.#keep(slot, leaves, leaves);
  }

  /** A whole attribute value. */
  attr(slot: number, value: AttributeValue): void {
    const definition = this.#slot(slot);
    const leaf = attributeLeaf(value);
    this.#leaf(slot, definition.context === undefined ? leaf : this.#checkedUrl(definition, leaf));
  }

  classes(slot: number, value: ClassValue): void {
    this.#leaf(slot, classLeaf(value));
  }

  style(slot: number, value: StyleValue): void {
    this.#leaf(slot, styleLeaf(value));
  }

  spread(slot: number, record: { readonly [name: string]: unknown } | null | undefined): void {
    const attributes = spreadLeaves(record ?? {}, this.#slot(slot), this.#warn);
    const last = this.#instance.values[slot];
    const change: { [name: string]: Leaf } = {};
    if (last instanceof SpreadValue) {
      for (const name of last.attributes.keys()) if (!attributes.has(name)) change[name] = null;
      for (const [name, leaf] of attributes) if (!Object.is(last.attributes.get(name), leaf)) change[name] = leaf;
      if (!this.#fresh && Object.keys(change).length === 0) return;
    }
    this.#keep(slot, new SpreadValue(attributes), change);
  }

  /** Shows a block in a block slot; keeps the instance where the same block is shown already. */
  show(slot: number, block: Block, body?: () => void): void {
    const last = this.#instance.values[slot];
    if (!this.#fresh && last instanceof Instance && last.block === block && last.scope === undefined) {
      if (body !== undefined) this.#visit(slot, last, body);
      return;
    }
    this.#place(slot, new Instance(block), body);
  }

  /** Shows nothing in a block slot. */
  hide(slot: number): void {
    if (this.#instance.values[slot] !== NOTHING) this.#keep(slot, NOTHING, NOTHING);
  }

  /** `:for`. */
  each<T>(
    slot: number,
    items: Iterable<T> | null | undefined,
    block: Block,
    key: ((item: T, index: number) => Key) | null,
    body: (item: T, index: number) => void,
  ): void {
    this.#list(slot, Array.from(items ?? []), null, block, key, body);
  }

  /** `:for` and `:if` on one element. The index is the position in the unfiltered list. */
  eachWhere<T, U extends T>(
    slot: number,
    items: Iterable<T> | null | undefined,
    where: (item: T, index: number) => item is U,
    block: Block,
    key: ((item: U, index: number) => Key) | null,
    body: (item: U, index: number) => void,
  ): void;
  eachWhere<T>(
    slot: number,
    items: Iterable<T> | null | undefined,
    where: (item: T, index: number) => unknown,
    block: Block,
    key: ((item: T, index: number) => Key) | null,
    body: (item: T, index: number) => void,
  ): void;
  eachWhere<T>(
    slot: number,
    items: Iterable<T> | null | undefined,
    where: (item: T, index: number) => unknown,
    block: Block,
    key: ((item: T, index: number) => Key) | null,
    body: (item: T, index: number) => void,
  ): void {
    const kept: T[] = [];
    const positions: number[] = [];
    let position = 0;
    for (const item of items ?? []) {
      if (where(item, position)) {
        kept.push(item);
        positions.push(position);
      }
      position++;
    }
    this.#list(slot, kept, positions, block, key, body);
  }

  /** A template as a tag. */
  component<P extends object>(
    slot: number,
    template: Template<P, never> | Template<P>,
    props: NoInfer<P>,
    contents?: { readonly [slot: string]: Content },
  ): void {
    if (!isTemplate(template)) {
      throw new TypeError(`${this.#scope.template.name} uses a tag whose value is no template; import the default export of a .live.html file.`);
    }
    const last = this.#instance.values[slot];
    if (!this.#fresh && last instanceof Instance && last.scope?.template === template) {
      const { scope } = last;
      scope.contents = contents;
      scope.caller = this.#scope;
      if (!trackAssigns(scope, props)) return;
      this.#within(scope, () => this.#visit(slot, last, () => template.render(this, props)));
      return;
    }
    const scope = new Scope(template, props, new ChangeSet(template.bits));
    scope.contents = contents;
    scope.caller = this.#scope;
    const instance = new Instance(rootOf(template), scope);
    this.#within(scope, () => this.#place(slot, instance, () => template.render(this, props)));
  }

  /** `<slot/>`: the caller's content, else the default content. */
  outlet(slot: number, name: string, fallback?: Content): void {
    const { contents, caller } = this.#scope;
    const content = contents !== undefined && Object.hasOwn(contents, name) ? contents[name] : undefined;
    if (content instanceof RawHtml) {
      this.#keep(slot, content, null);
      return;
    }
    if (content !== undefined && caller !== undefined) {
      const [block, body] = content;
      this.#within(caller, () => this.show(slot, block, body));
    } else if (fallback !== undefined) {
      this.show(slot, ...fallback);
    } else {
      this.hide(slot);
    }
  }

  // ------------------------------------------------------------------------------------------ inside

  #slot(slot: number): Slot {
    const definition = this.#instance.block.slots[slot];
    if (definition === undefined) throw new RangeError(`${this.#scope.template.name} has no slot ${slot}; run \`livec build\` again.`);
    return definition;
  }

  #leaf(slot: number, leaf: Leaf, growing = false): void {
    const last = this.#instance.values[slot];
    if (!this.#fresh && Object.is(last, leaf)) return;
    this.#keep(slot, leaf, growing ? growth(last, leaf, this.#slot(slot)) : leaf);
  }

  /** Keeps a value; on a known instance the change goes into its patch. */
  #keep(slot: number, value: SlotValue, change: Change): void {
    this.#instance.values[slot] = value;
    if (!this.#fresh) this.#record(slot, change);
  }

  #record(slot: number, change: Change): void {
    this.#patch ??= [];
    this.#patch.push(slot, change);
  }

  /** Runs a body on a known instance; what changed in it becomes the slot's change. */
  #visit(slot: number, instance: Instance, body: () => void): void {
    const patch = this.#on(instance, false, body);
    if (patch !== undefined) this.#record(slot, patch);
  }

  /** Fills a new instance and puts it into a block slot. */
  #place(slot: number, instance: Instance, body: (() => void) | undefined): void {
    if (body !== undefined) this.#on(instance, true, body);
    this.#instance.values[slot] = instance;
    if (!this.#fresh) this.#record(slot, [valueOf(instance, this.#table)]);
  }

  #on(instance: Instance, fresh: boolean, body: () => void): Patch | undefined {
    const before = { instance: this.#instance, fresh: this.#fresh, patch: this.#patch };
    this.#instance = instance;
    this.#fresh = fresh;
    this.#patch = undefined;
    body();
    const patch = this.#patch;
    this.#instance = before.instance;
    this.#fresh = before.fresh;
    this.#patch = before.patch;
    return patch;
  }

  #within(scope: Scope, work: () => void): void {
    const before = this.#scope;
    this.#scope = scope;
    work();
    this.#scope = before;
  }

  #list<T>(
    slot: number,
    items: readonly T[],
    positions: readonly number[] | null,
    block: Block,
    key: ((item: T, index: number) => Key) | null,
    body: (item: T, index: number) => void,
  ): void {
    const { row } = this.#slot(slot);
    if (row === undefined) throw new TypeError(`${this.#scope.template.name} repeats what is no list; run \`livec build\` again.`);
    const value = this.#instance.values[slot];
    const last = !this.#fresh && value instanceof Rows ? value : undefined;
    const positionOf = (index: number): number => positions?.[index] ?? index;
    const keys = key === null ? null : items.map((item, index) => key(item, positionOf(index)));
    const sources = matchRows(last, keys, items.length, () => this.#scope.template.name);

    const changes: RowChange[] | undefined = last === undefined ? undefined : [];
    const outerChanged = last !== undefined && this.#scope.changes.meets(outerMask(row, block));
    const instances = items.map((item, index) => {
      const from = sources[index] ?? -1;
      const known = from < 0 ? undefined : last?.instances[from];
      if (last === undefined || known === undefined) {
        const instance = new Instance(block);
        this.#on(instance, true, () => body(item, positionOf(index)));
        changes?.push({ from: -1, patch: undefined, values: rowValues(instance, this.#table) });
        return instance;
      }
      const itemChanged = this.#trackItem(row, last.items[from], item, last.positions?.[from] ?? from, positionOf(index));
      const patch = itemChanged || outerChanged ? this.#on(known, false, () => body(item, positionOf(index))) : undefined;
      changes?.push({ from, patch, values: undefined });
      return known;
    });
    this.#instance.values[slot] = new Rows(keys, items, positions, instances);
    if (last === undefined || changes === undefined) return;
    const edit = editScript(last.instances.length, changes);
    if (edit !== undefined) this.#record(slot, edit);
  }

  /** Sets the bits of a row's own paths; false when none of them changed. */
  #trackItem(row: RowReads, before: unknown, after: unknown, positionBefore: number, position: number): boolean {
    const { changes } = this.#scope;
    let any = false;
    for (const [offset, path] of pathsOf(row).entries()) {
      const changed = path === POSITION ? positionBefore !== position : differsAt(before, after, path);
      changes.set(row.from + offset, changed);
      any ||= changed;
    }
    return any;
  }

  #checkedUrl(slot: Slot, leaf: Leaf): Leaf {
    if (slot.context === undefined || typeof leaf !== "string" || isSafeUrl(leaf, slot.context)) return leaf;
    this.#warn(`${this.#scope.template.name}: ${slot.name} was given a URL that could run code, "${leaf.slice(0, 40)}"; it became ${BLOCKED_URL}.`);
    return BLOCKED_URL;
  }
}

function rootOf(template: Template): Block {
  const root = template.blocks[0];
  if (root === undefined) throw new TypeError(`${template.name} has no blocks; run \`livec build\` again.`);
  return root;
}

/** Notes which paths differ from the scope's last assigns; false when none does and no caller's content must be visited. */
function trackAssigns(scope: Scope, assigns: object): boolean {
  const { template, changes } = scope;
  const before = scope.assigns;
  scope.assigns = assigns;
  let any = false;
  for (const [bit, path] of template.paths.entries()) {
    const changed =
      bit === template.slotsBit
        ? scope.contents !== undefined
        : path.length === 0
          ? !shallowEqual(before, assigns)
          : differsAt(before, assigns, path);
    changes.set(bit, changed);
    any ||= changed;
  }
  return any;
}

/** Stands for the row's position among its paths. */
const POSITION: readonly string[] = ["@index"];
const rowPaths = new WeakMap<RowReads, readonly (readonly string[])[]>();

function pathsOf(row: RowReads): readonly (readonly string[])[] {
  let paths = rowPaths.get(row);
  if (paths === undefined) {
    paths = row.reads.map((path) => (path === "@index" ? POSITION : parsePath(path)));
    rowPaths.set(row, paths);
  }
  return paths;
}

function joinParts(slot: Slot, leaves: readonly Leaf[]): string {
  return leaves.reduce<string>((joined, leaf, index) => joined + leafText(leaf) + (slot.parts?.[index + 1] ?? ""), slot.parts?.[0] ?? "");
}

/** A text that only grew travels as what was added, where that is shorter and nothing static follows. */
function growth(last: SlotValue | undefined, leaf: Leaf, slot: Slot): Change {
  if (typeof last !== "string" || typeof leaf !== "string" || last.length <= SUFFIX_OVERHEAD || !leaf.startsWith(last)) return leaf;
  return slot.parts === undefined || slot.parts[1] === "" ? [leaf.slice(last.length)] : leaf;
}

/** What a block slot without a block holds, on the server as on the wire. */
const NOTHING = 0;

/** The brackets around a suffix. */
const SUFFIX_OVERHEAD = 2;
