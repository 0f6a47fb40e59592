/**
 * The wire's meaning in the plainest way: diffs applied to values held as trees. It is the reference that the real
 * client is compared with, and what the examples of `docs/protocol.md` are executed on.
 */
import { type ClientBlock, isAddedTo, SlotKind } from "../protocol/slots.ts";
import type { Diff, ListEdit, Patch, Value } from "../protocol/wire.ts";

interface Instance {
  readonly block: number;
  /** The number of the stateful component it is the root of, negative; 0 for none. */
  readonly component: number;
  readonly values: SlotState[];
}
type SlotState = { readonly leaf: unknown } | { readonly shown: Instance | undefined } | { readonly rows: readonly Instance[] };

export class ValueModel {
  readonly #blocks: Map<number, ClientBlock>;
  /** The components before the diff that is being applied. */
  #known: ReadonlyMap<number, Instance> = new Map();
  #root: Instance;

  constructor(blocks: readonly ClientBlock[], values: readonly Value[]) {
    this.#blocks = new Map(blocks.entries());
    this.#root = this.#instance(values);
  }

  /** Learns blocks that travelled inline (`Effects.b`). */
  learn(blocks: readonly (readonly [number, ClientBlock])[]): void {
    for (const [number, block] of blocks) this.#blocks.set(number, block);
  }

  apply(diff: Diff | 0 | undefined): void {
    if (diff === undefined || diff === 0) return;
    const [first] = diff;
    this.#known = new Map(this.#components(this.#root).map((instance) => [instance.component, instance]));
    if (Array.isArray(first)) this.#root = this.#instance(first);
    else this.#patch(this.#root, diff as Patch);
  }

  /** The whole state as full values, as a server would send them. */
  values(): Value {
    return this.#valueOf(this.#root);
  }

  #slots(block: number): ClientBlock[1] {
    const known = this.#blocks.get(block);
    if (known === undefined) throw new RangeError(`unknown block ${block}`);
    return known[1];
  }

  #instance(values: readonly Value[], component = 0): Instance {
    const [block, ...rest] = values as readonly [number?, ...Value[]];
    if (block === undefined) return this.#knownComponent(component);
    if (block < 0) return this.#instance(rest, block);
    const slots = this.#slots(block);
    if (slots.length !== rest.length) throw new RangeError(`block ${block} has ${slots.length} slots and got ${rest.length} values`);
    return { block, component, values: rest.map((value, slot) => this.#state(block, slot, value)) };
  }

  /** One that was there before the diff, as it is by now. */
  #knownComponent(number: number): Instance {
    const known = this.#known.get(number);
    if (known === undefined) throw new RangeError(`unknown component ${-number}`);
    return known;
  }

  /** The components inside an instance, and itself if it is one. */
  #components(instance: Instance): readonly Instance[] {
    const inside = instance.values.flatMap((state) =>
      "rows" in state ? state.rows : "shown" in state && state.shown !== undefined ? [state.shown] : [],
    );
    return [...(instance.component === 0 ? [] : [instance]), ...inside.flatMap((each) => this.#components(each))];
  }

  #state(block: number, slot: number, value: Value): SlotState {
    const definition = this.#slots(block)[slot];
    if (definition?.[0] === SlotKind.block || definition?.[0] === SlotKind.component || definition?.[0] === SlotKind.outlet)
      return { shown: value === 0 ? undefined : this.#instance(value as readonly Value[]) };
    if (definition !== undefined && (definition[0] === SlotKind.list || isAddedTo(definition[0])))
      return { rows: this.#rows(Number(definition[1]), value as readonly Value[]) };
    return { leaf: value };
  }

  #rows(block: number, values: readonly Value[]): Instance[] {
    const width = this.#slots(block).length;
    const rows: Instance[] = [];
    for (let start = 0; start < values.length; start += Math.max(1, width)) {
      rows.push(this.#instance([block, ...values.slice(start, start + width)]));
    }
    return rows;
  }

  #patch(instance: Instance, patch: Patch): void {
    for (let index = 0; index < patch.length; index += 2) {
      const slot = patch[index] as number;
      const change = patch[index + 1];
      if (slot < 0) {
        const component = this.#find(this.#root, slot);
        if (component === undefined) throw new RangeError(`unknown component ${-slot}`);
        this.#patch(component, change as Patch);
        continue;
      }
      const state = instance.values[slot];
      if (state === undefined) throw new RangeError(`block ${instance.block} has no slot ${slot}`);
      const [kind = SlotKind.text, row] = this.#slots(instance.block)[slot] ?? [];
      if ("rows" in state && isAddedTo(kind)) {
        const [values] = change as readonly [readonly Value[]];
        instance.values[slot] = { rows: this.#added(state.rows, this.#rows(Number(row), values), kind === SlotKind.prepend) };
      } else if ("rows" in state) instance.values[slot] = { rows: this.#edit(instance.block, slot, state.rows, change as ListEdit) };
      else if ("shown" in state) instance.values[slot] = { shown: this.#show(state.shown, change) };
      else instance.values[slot] = { leaf: merged(state.leaf, change) };
    }
  }

  /** Rows of a known id take the place of that one. */
  #added(old: readonly Instance[], rows: readonly Instance[], atStart: boolean): readonly Instance[] {
    const idOf = ({ block, values }: Instance): unknown =>
      values[this.#slots(block).findIndex(([kind, name]) => kind === SlotKind.attr && name === "id")];
    const latest = new Map(rows.map((row) => [JSON.stringify(idOf(row)), row]));
    const known = new Set(old.map((row) => JSON.stringify(idOf(row))));
    const kept = old.map((row) => latest.get(JSON.stringify(idOf(row))) ?? row);
    const fresh = [...latest].flatMap(([id, row]) => (known.has(id) ? [] : [row]));
    return atStart ? [...fresh, ...kept] : [...kept, ...fresh];
  }

  #find(instance: Instance, component: number): Instance | undefined {
    if (instance.component === component) return instance;
    for (const state of instance.values) {
      const inside = "rows" in state ? state.rows : "shown" in state && state.shown !== undefined ? [state.shown] : [];
      for (const each of inside) {
        const found = this.#find(each, component);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #show(shown: Instance | undefined, change: unknown): Instance | undefined {
    if (change === 0) return undefined;
    const [first] = change as readonly unknown[];
    if (Array.isArray(first)) return this.#instance(first);
    if (shown === undefined) throw new TypeError("a patch for a block that shows nothing");
    this.#patch(shown, change as Patch);
    return shown;
  }

  #edit(block: number, slot: number, old: readonly Instance[], edit: ListEdit): readonly Instance[] {
    const rowBlock = Number(this.#slots(block)[slot]?.[1]);
    const taken = new Set<number>();
    const rows: Instance[] = [];
    const enumeration = edit[0] === 0;
    let cursor = 0;
    const take = (index: number): void => {
      const row = old[index];
      if (row === undefined || taken.has(index)) throw new RangeError(`row ${index} is not there to take`);
      taken.add(index);
      rows.push(row);
    };
    const walk = (count: number, visit: (index: number) => void): void => {
      for (let left = count; left > 0; cursor++) {
        if (cursor >= old.length) throw new RangeError("an edit script walks past the last row");
        if (taken.has(cursor)) continue;
        visit(cursor);
        left--;
      }
    };
    for (const op of enumeration ? edit.slice(1) : edit) {
      if (typeof op === "number") {
        if (enumeration) take(op);
        else if (op > 0) walk(op, (index) => rows.push(old[index] as Instance));
        else walk(-op, () => {});
      } else if (typeof op === "string") {
        const [from, count] = op.split(",").map(Number) as [number, number?];
        for (let index = from; index < from + (count ?? 1); index++) take(index);
      } else if (Array.isArray(op[0])) {
        rows.push(...this.#rows(rowBlock, op[0]));
      } else {
        const row = rows.at(-1);
        if (row === undefined) throw new RangeError("a patch before any row");
        this.#patch(row, op as Patch);
      }
    }
    if (!enumeration) for (; cursor < old.length; cursor++) if (!taken.has(cursor)) rows.push(old[cursor] as Instance);
    return rows;
  }

  #valueOf(instance: Instance): readonly Value[] {
    return [...(instance.component === 0 ? [] : [instance.component]), instance.block, ...this.#valuesOf(instance)];
  }

  #valuesOf(instance: Instance): readonly Value[] {
    return instance.values.map((state) => {
      if ("rows" in state) return state.rows.flatMap((row) => (row.values.length === 0 ? [0] : this.#valuesOf(row)));
      if ("shown" in state) return state.shown === undefined ? 0 : this.#valueOf(state.shown);
      return state.leaf as Value;
    });
  }
}

function merged(leaf: unknown, change: unknown): unknown {
  if (Array.isArray(leaf)) {
    const values: unknown[] = [...leaf];
    const patch = change as readonly unknown[];
    for (let at = 0; at < patch.length; at += 2) values[Number(patch[at])] = merged(values[Number(patch[at])], patch[at + 1]);
    return values;
  }
  if (Array.isArray(change) && change.length === 1 && typeof leaf === "string") return leaf + change[0];
  if (typeof change !== "object" || change === null || Array.isArray(change)) return change;
  const attributes = { ...(leaf as object), ...change };
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
