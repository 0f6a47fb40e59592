/** What the client gets of a slot; the compiler names blocks by it, and the server sends it. */
import { isCheckedWhole, type UrlContext } from "./contexts.ts";
import { type ClientSlot, isNamedSlot, isRunSlot, type SlotKind } from "./slots.ts";

export interface SlotShape {
  readonly kind: SlotKind;
  /** Of an attribute, where its kind does not say it. */
  readonly name?: string | undefined;
  /** Static texts around the values; none for a whole value. */
  readonly parts?: readonly string[] | undefined;
  readonly context?: UrlContext | undefined;
  /** Of a spread: the attributes of its element that are properties. */
  readonly properties?: readonly string[] | undefined;
  /** The block of its rows, or its default content. */
  readonly block?: number | undefined;
}

/** See {@link ClientSlot}. A URL that is checked whole is put together on the server, and is whole here. */
export function clientSlot({ kind, name = "", parts = [], context, properties = [], block }: SlotShape): ClientSlot {
  if (block !== undefined) return [kind, block];
  const strings = isRunSlot(kind) && !isCheckedWhole(context, parts) && !isBare(kind, parts) ? parts : properties;
  if (!isNamedSlot(kind)) return [kind, ...strings];
  return name === "" && strings.length === 0 ? [kind] : [kind, name, ...strings];
}

/** One value of a text with nothing around it is a whole one. */
function isBare(kind: SlotKind, parts: readonly string[]): boolean {
  return !isNamedSlot(kind) && isWhole(parts);
}

/** One value with nothing around it. */
export function isWhole(parts: readonly string[]): boolean {
  return parts.length === 2 && parts[0] === "" && parts[1] === "";
}
