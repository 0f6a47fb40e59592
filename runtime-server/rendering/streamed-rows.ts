/** The rows of a stream: what was done to it since the last render, as the edit of a list. */
import { hasExtent, isAddedTo, SlotKind } from "../../protocol/slots.ts";
import type { Change, Patch, Value } from "../../protocol/wire.ts";
import type { Cursor } from "./cursor.ts";
import { editScript, type RowChange } from "./edit-script.ts";
import { rowValues } from "./encode.ts";
import { Instance, Streamed } from "./instance.ts";
import type { Key, KeyOf } from "./items.ts";
import { RowMatch } from "./match.ts";
import type { RenderContext } from "./render-context.ts";
import { type Block, hasValues, type Slot } from "./slot.ts";
import type { LiveStream, StreamChange } from "./stream.ts";

/** Gives the items that are new, or new versions of known ones, each with its row entered. */
export function* streamedRows<T>(
  cursor: Cursor,
  context: RenderContext,
  slot: number,
  stream: LiveStream<T>,
  block: Block,
  key: KeyOf<T> | null,
): Generator<readonly [item: T, index: number], undefined> {
  if (key === null) throw new TypeError(`${cursor.placeOf(slot)}: the rows of a stream need a :key.`);
  const value = cursor.before(slot);
  const last = value instanceof Streamed ? value : new Streamed(block);
  const next = new Order(last, key);
  const isSame = stream.isOf(last.stream);
  if (!isSame) next.apply({ kind: "reset" });
  for (const change of stream.since(isSame ? last.seen : 0)) next.apply(change);
  const { fresh } = cursor;
  const writes = cursor.pauseWriting();
  const changes: RowChange[] = [];
  const match = matchOf(last.keys, next, block);
  const { table, residents } = context;
  for (const gone of last.keys) if (!next.has(gone)) takeRow(last, gone, context);
  cursor.descend(slot);
  for (const [index, rowKey] of next.keys.entries()) {
    const item = next.items.get(rowKey);
    if (item === undefined) continue;
    takeRow(last, rowKey, context);
    const row = new Instance(block);
    cursor.goTo(block, row.values, 0, true);
    yield [item.item, index];
    cursor.leave();
    last.rows.set(rowKey, row);
    if (fresh) continue;
    const values = rowValues(block, row.values, 0, table, residents?.embed);
    changes.push(match.from(index) < 0 ? { index, patch: undefined, values } : { index, patch: renewed(block, values), values: undefined });
  }
  cursor.ascend();
  cursor.writeAgain(writes);
  last.seen = stream.end;
  last.keys = next.keys;
  last.stream = stream;
  cursor.put(slot, last);
  if (fresh) cursor.written(slot);
  context.owe(last);
  const edit = fresh ? undefined : editScript(match, changes);
  if (edit !== undefined) cursor.record(slot, edit);
}

/** A row is rendered anew, or gone: who lives in it may go. */
function takeRow(rows: Streamed, key: Key, { residents }: RenderContext): void {
  const row = rows.rows.get(key);
  if (row === undefined) return;
  residents?.places.takeAll(row);
  rows.rows.delete(key);
}

/** The rows to be: what changes do to them, one after the other. */
class Order<T> {
  readonly keys: Key[];
  /** What must be rendered, by key. */
  readonly items = new Map<Key, { readonly item: T }>();
  readonly #known: Set<Key>;
  readonly #key: KeyOf<T>;

  constructor({ keys }: Streamed, key: KeyOf<T>) {
    this.keys = [...keys];
    this.#known = new Set(keys);
    this.#key = key;
  }

  has(key: Key): boolean {
    return this.#known.has(key);
  }

  apply(change: StreamChange<T>): void {
    if (change.kind === "reset") this.#clear();
    else if (change.kind === "delete") this.#remove(this.#key(change.item, 0));
    else this.#insert(change);
  }

  #insert({ items, at, limit, updateOnly }: StreamChange<T> & { readonly kind: "insert" }): void {
    // Items that come together stay in their order, wherever they go.
    let position = at;
    for (const item of items) {
      const key = this.#key(item, 0);
      if (this.#known.has(key)) this.items.set(key, { item });
      else if (!updateOnly) {
        this.#known.add(key);
        this.items.set(key, { item });
        if (position < 0) this.keys.push(key);
        else this.keys.splice(Math.min(position++, this.keys.length), 0, key);
        this.#limit(limit);
      }
    }
  }

  #limit(limit: number | undefined): void {
    if (limit === undefined) return;
    for (let over = this.keys.length - Math.abs(limit); over > 0; over--)
      this.#remove((limit < 0 ? this.keys[0] : this.keys.at(-1)) as Key);
  }

  #clear(): void {
    this.keys.length = 0;
    this.#known.clear();
    this.items.clear();
  }

  #remove(key: Key): void {
    if (!this.#known.delete(key)) return;
    this.items.delete(key);
    this.keys.splice(this.keys.indexOf(key), 1);
  }
}

/** Which old row each new one is. */
function matchOf(last: readonly Key[], { keys, items }: Pick<Order<unknown>, "keys" | "items">, block: Block): RowMatch {
  // Which attributes a spread had before is not known: such a row is built anew.
  const isRebuilt = block.slots.some(({ kind }) => kind === SlotKind.spread);
  const stays = (key: Key): boolean => !(isRebuilt && items.has(key));
  let start = 0;
  while (start < last.length && start < keys.length && last[start] === keys[start] && stays(keys[start])) start++;
  let end = keys.length;
  for (let old = last.length; end > start && old > start && last[old - 1] === keys[end - 1] && stays(keys[end - 1]); old--) end--;
  const positions = new Map<Key, number>();
  for (let old = start; end > start && old < last.length; old++) positions.set(last[old], old);
  const between = Int32Array.from(keys.slice(start, end), (key) => (stays(key) ? (positions.get(key) ?? -1) : -1));
  return new RowMatch(last.length, keys.length, start, end, between);
}

/** All of a row that the page has: what it was rendered from before is not known. */
function renewed(block: Block, values: readonly Value[]): Patch | undefined {
  const patch = block.slots.flatMap((slot, index) => changeOf(slot, index, values[index] ?? null));
  return patch.length === 0 ? undefined : (patch as unknown as Patch);
}

function changeOf(slot: Slot, index: number, value: Value): readonly (number | Change)[] {
  const { kind } = slot;
  if (kind === SlotKind.ignored) return [];
  if (kind === SlotKind.list) return [index, (value as readonly Value[]).length === 0 ? [0] : [0, value]] as readonly (number | Change)[];
  if (isAddedTo(kind)) return [index, [value]] as readonly (number | Change)[];
  if (hasExtent(kind) || kind === SlotKind.view) return [index, value === 0 ? 0 : [value]] as readonly (number | Change)[];
  if (hasValues(slot)) return [index, (value as readonly Value[]).flatMap((leaf, at) => [at, leaf])] as readonly (number | Change)[];
  return [index, value as Change];
}
