/**
 * Identity: which row of the page a row of a view that was mounted anew is. Keys do not travel; what names a row to the
 * server does, for it stands in what the row sends: ids, names and the values of its bindings, or all that is written
 * in it where it has none of them.
 */
import { type ClientSlot, hasExtent, partsOf, SlotKind } from "../protocol/slots.ts";
import type { Value } from "../protocol/wire.ts";
import { type Content, contentsOf } from "./content.ts";
import { textOf } from "./dom.ts";
import type { Extent, Instance } from "./extent.ts";
import { joined } from "./write.ts";

/** Attributes that name what they stand on. */
const NAMING = /^(id|name|for|href|data-.*|.*-value-.*|.*:.*)$/;

/** What is said in an instance or a content: what names it, and everything. */
interface Said {
  readonly names_: string[];
  readonly all_: string[];
}

/** The row of the page that each content is of; none where there is none, or more than one that might be. */
export function match(rows: readonly Instance[], contents: readonly Content[]): readonly (Instance | undefined)[] {
  const known = unique(rows.map((row) => [keyOf(inRow(row)), row]));
  const wanted = unique(contents.map((content) => [keyOf(inContent(content)), content]));
  const rowOf = new Map([...wanted].map(([key, content]) => [content, known.get(key)]));
  return contents.map((content) => rowOf.get(content));
}

export const isSame = (row: Instance, content: Content): boolean => keyOf(inRow(row)) === keyOf(inContent(content));

const keyOf = ({ names_: names, all_: all }: Said): string => JSON.stringify(names.length ? names : all);

/** What has a key of its own. */
function unique<T>(entries: readonly (readonly [key: string, value: T])[]): Map<string, T> {
  const map = new Map<string, T>();
  const several = new Set<string>();
  for (const [key, value] of entries) {
    if (map.has(key)) several.add(key);
    map.set(key, value);
  }
  for (const key of several) map.delete(key);
  return map;
}

function inRow({ plan_: plan, slots_: slots }: Instance, said: Said = { names_: [], all_: [] }): Said {
  plan?.slots_.forEach((slot, number) => {
    const target = slots[number] as ChildNode | Extent;
    if (!("nodeType" in target)) for (const row of target.rows_) inRow(row, said);
    else if (isRead(slot))
      say(said, slot, slot[0] === SlotKind.text ? (target.textContent as string) : textOf(target as Element, slot[1] as string));
  });
  return said;
}

function inContent([plan, , ...values]: Content, said: Said = { names_: [], all_: [] }): Said {
  plan.slots_.forEach((slot, number) => {
    if (hasExtent(slot[0])) for (const content of contentsOf(plan, number, values[number] as Value)) inContent(content, said);
    else if (isRead(slot)) say(said, slot, textIn(slot, values[number] as Value));
  });
  return said;
}

/** What an attribute or a text of this value is. */
const textIn = (slot: ClientSlot, value: Value): string => (value === true ? "" : joined(partsOf(slot), value));

/** What the page holds as it was said. */
const isRead = ([kind]: ClientSlot): boolean => kind === SlotKind.text || kind === SlotKind.attr || kind === SlotKind.prop;

function say({ names_: names, all_: all }: Said, slot: ClientSlot, text: string): void {
  all.push(text);
  if (slot[0] === SlotKind.attr && NAMING.test(slot[1] as string)) names.push(text);
}
