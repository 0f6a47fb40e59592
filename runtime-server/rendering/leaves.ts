/**
 * Leaves: values that hold nothing else, each made what it is where it stands, compared with the last one, and kept.
 */
import { isOwnUrl, isPost } from "../../protocol/forms.ts";
import { SlotKind } from "../../protocol/slots.ts";
import type { Change, Leaf } from "../../protocol/wire.ts";
import { Cursor } from "./cursor.ts";
import { JoinedUrl, type Root, type SlotValue, SpreadValue } from "./instance.ts";
import { htmlLeaf, type SafeHtml } from "./safe-html.ts";
import type { Slot } from "./slot.ts";
import { spreadLeaves } from "./spread.ts";
import { BLOCKED_URL, isSafeUrl, keepsHost } from "./url.ts";
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

/** The CSRF token of the visitor a page is rendered for, made when a form asks; `null` where nobody could check it. */
export type CsrfToken = () => string | null;

/** Told about values that were refused, such as a script URL. */
export type Warn = (message: string) => void;

/** What values may need of where they are rendered. */
export interface Surroundings {
  /** Called with messages about values that were refused. */
  readonly warn?: Warn | undefined;
  /** Without it forms post no token. */
  readonly csrf?: CsrfToken | undefined;
}

export class Leaves extends Cursor {
  protected surroundings: Surroundings;

  constructor(at: Root, surroundings: Surroundings) {
    super(at);
    this.surroundings = surroundings;
  }

  /** The value of a run or a mixed attribute that has one. */
  text(slot: number, value: TextValue): void {
    const definition = this.slotAt(slot);
    if (definition.isJoined) this.#leaf(slot, this.#checkedUrl(slot, definition, joinParts(definition, [textLeaf(value)])));
    else this.#leaf(slot, textLeaf(value), definition.kind === SlotKind.text || definition.kind === SlotKind.attr);
  }

  /** One of several values of a run or a mixed attribute. */
  value(slot: number, index: number, value: TextValue): void {
    const leaf = textLeaf(value);
    const last = this.at(slot);
    if (this.fresh && index === 0) this.put(slot, this.slotAt(slot).isJoined ? joinedOf(leaf) : [leaf]);
    else if (last instanceof JoinedUrl) last.leaves[index] = leaf;
    else if (!this.fresh) this.#valueOf(slot, index, leaf, last as readonly Leaf[]);
    else if ((last as Leaf[]).push(leaf) === this.slotAt(slot).masks?.length) this.written(slot);
  }

  /** Checks a URL whose values are all there. */
  url(slot: number): void {
    const definition = this.slotAt(slot);
    const joined = this.at(slot) as JoinedUrl;
    const url = this.#checkedUrl(slot, definition, joinParts(definition, joined.leaves));
    const differs = url !== joined.url;
    joined.url = url;
    if (this.fresh) this.written(slot);
    else if (differs) this.record(slot, url);
  }

  /** A whole attribute value. */
  attr(slot: number, value: AttributeValue): void {
    const definition = this.slotAt(slot);
    const leaf = attributeLeaf(definition.name, value);
    this.#leaf(slot, definition.context === undefined ? leaf : this.#checkedUrl(slot, definition, leaf));
  }

  classes(slot: number, value: ClassValue): void {
    this.#leaf(slot, classLeaf(value));
  }

  style(slot: number, value: StyleValue): void {
    this.#leaf(slot, styleLeaf(value));
  }

  /** Trusted HTML, the content of an element. */
  html(slot: number, value: SafeHtml | null | undefined): void {
    this.#leaf(slot, htmlLeaf(value));
  }

  /**
   * The value of a form's field with the CSRF token. `posts`: its method is known to be post. `tag`: slots of its tag
   * that may say how and where it is sent; there is no token where it is not posted, or to another site.
   */
  csrf(slot: number, posts: boolean, tag: readonly number[] = []): void {
    const methods = tag.flatMap((index) => this.#attributeIn(index, "method"));
    const isPosted = methods.every(isPost) && (posts || methods.length > 0);
    const isOwn = tag.flatMap((index) => this.#attributeIn(index, "action")).every(isOwnUrl);
    this.#leaf(slot, isPosted && isOwn ? (this.surroundings.csrf?.() ?? null) : null);
  }

  spread(slot: number, record: { readonly [name: string]: unknown } | null | undefined): void {
    const attributes = spreadLeaves(record ?? {}, this.slotAt(slot), (message) =>
      this.surroundings.warn?.(`${this.placeOf(slot)}: ${message}`),
    );
    const last = this.at(slot);
    const change: { [name: string]: Leaf } = {};
    if (last instanceof SpreadValue) {
      for (const name of last.attributes.keys()) if (!attributes.has(name)) change[name] = null;
      for (const [name, leaf] of attributes) if (!Object.is(last.attributes.get(name), leaf)) change[name] = leaf;
    }
    // Kept also where only the order differs, so that the page is that of a fresh render.
    this.put(slot, new SpreadValue(attributes));
    if (this.fresh) this.written(slot);
    else if (Object.keys(change).length > 0) this.record(slot, change);
  }

  /** Changes of one run follow each other, value number and change, as slots do in a patch. */
  #valueOf(slot: number, index: number, leaf: Leaf, leaves: readonly Leaf[]): void {
    const last = leaves[index] ?? null;
    if (Object.is(last, leaf)) return;
    // What was sent may wait for its turn, and has the old ones.
    this.put(slot, leaves.with(index, leaf));
    const change = growth(last, leaf);
    const { patch } = this;
    if (patch?.at(-2) === slot) (patch.at(-1) as (number | Change)[]).push(index, change);
    else this.record(slot, [index, change]);
  }

  /** What a slot of the current tag makes of an attribute; nothing where it does not have it. */
  #attributeIn(slot: number, name: string): readonly string[] {
    const definition = this.slotAt(slot);
    const value = this.at(slot);
    if (value instanceof SpreadValue) return [...value.attributes].flatMap(([key, leaf]) => (key === name ? [leafText(leaf)] : []));
    if (definition.name !== name || value === null || value === undefined) return [];
    if (value instanceof JoinedUrl) return [leafText(value.url)];
    const leaves = (Array.isArray(value) ? value : [value]) as readonly Leaf[];
    return [definition.parts === undefined || definition.isJoined ? leafText(leaves[0] ?? null) : joinParts(definition, leaves)];
  }

  #leaf(slot: number, leaf: Leaf, growing = false): void {
    if (this.fresh) return this.keepNew(slot, leaf);
    const last = this.at(slot);
    if (Object.is(last, leaf)) return;
    this.put(slot, leaf);
    this.record(slot, growing ? growth(last, leaf) : leaf);
  }

  #checkedUrl(at: number, slot: Slot, leaf: Leaf): Leaf {
    if (slot.context === undefined || typeof leaf !== "string") return leaf;
    const safe = isSafeUrl(leaf, slot.context);
    if (safe && keepsHost(leaf, slot.parts?.[0] ?? "")) return leaf;
    const what = safe ? "that leads to another host" : "that could run code";
    this.surroundings.warn?.(
      `${this.placeOf(at)}: ${slot.name} was given a URL ${what}, "${leaf.slice(0, 40)}"; it became ${BLOCKED_URL}.`,
    );
    return BLOCKED_URL;
  }
}

function joinParts(slot: Slot, leaves: readonly Leaf[]): string {
  return leaves.reduce<string>((joined, leaf, index) => joined + leafText(leaf) + (slot.parts?.[index + 1] ?? ""), slot.parts?.[0] ?? "");
}

/** A text that only grew travels as what was added, where that is shorter. */
function growth(last: SlotValue | undefined, leaf: Leaf): Change {
  if (typeof last !== "string" || typeof leaf !== "string" || last.length <= SUFFIX_OVERHEAD || !leaf.startsWith(last)) return leaf;
  return [leaf.slice(last.length)];
}

function joinedOf(leaf: Leaf): JoinedUrl {
  const joined = new JoinedUrl();
  joined.leaves.push(leaf);
  return joined;
}

/** The brackets around a suffix. */
const SUFFIX_OVERHEAD = 2;
