/** Instances: rendered blocks with the last value of each slot. A rendered view is a tree of them. */
import type { Leaf } from "../../protocol/wire.ts";
import type { Content, Template } from "./contract.ts";
import type { Key } from "./items.ts";
import type { MountedComponent } from "./mounted-component.ts";
import type { NestedView } from "./nested-view.ts";
import { ChangeSet } from "./reads.ts";
import { type Block, blockAt, type Handed } from "./slot.ts";
import type { LiveStream } from "./stream.ts";

/** What has an identity, and so may go from place to place. */
export interface Housed {
  readonly id: string | number | undefined;
  /** What it is, in words. */
  readonly title: string;
  /** The tags that show it, `todo.live.html:12`. More than one only while a render goes on. */
  places: readonly string[];
  /** What goes with it. */
  readonly inside: Instance | undefined;
}

/** A block and the last value of each of its slots. */
export class Instance {
  readonly block: Block;
  readonly values: SlotValue[];

  constructor(block: Block) {
    this.block = block;
    this.values = new Array<SlotValue>(block.slots.length).fill(null);
  }
}

/** A caller's content where a slot shows it. */
export class Filling extends Instance {
  /** What the slot handed to it last. */
  handed: object | undefined;

  /** Forgets data that is kept for comparison: see `Renderer.forget`. */
  forget(replaced: Replaced): void {
    this.handed &&= withReplaced(this.handed, replaced) ?? FORGOTTEN;
  }
}

/** The root block of a template, with the scope it is rendered in: the state its reads are tracked against. */
export class Root extends Instance {
  readonly scope: Scope;

  constructor(template: Template, assigns: object) {
    super(blockAt(template, 0));
    this.scope = new Scope(template, assigns);
  }

  /** The stateful component this is the root of. */
  get component(): MountedComponent | undefined {
    const { component } = this.scope;
    return component?.root === this ? component : undefined;
  }

  /**
   * A component with a state has its own account of what it was given; a template has what fills its slots anew
   * whenever it is rendered.
   */
  forget(replaced: Replaced): void {
    const { scope, component } = this;
    if (component === undefined) {
      scope.assigns = withReplaced(scope.assigns, replaced) ?? FORGOTTEN;
      scope.contents &&= withoutBodies(scope.contents);
    } else {
      component.props &&= withReplaced(component.props, replaced) ?? component.props;
      if (scope.caller !== undefined) scope.caller.assigns = FORGOTTEN;
    }
  }
}

/** Old values, each with the one that is to stand in its place. */
export type Replaced = ReadonlyMap<unknown, unknown>;

/** Stands for data that was forgotten: any other is different. */
export const FORGOTTEN: object = Object.freeze({});

/** The record with the new values; nothing where it has none of the old. */
function withReplaced(record: object, replaced: Replaced): object | undefined {
  const entries = Object.entries(record);
  if (!entries.some(([, value]) => replaced.has(value))) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [name, replaced.has(value) ? replaced.get(value) : value]));
}

/**
 * What a slot holds: a leaf, several leaves of one run or one URL, the attributes of a spread, the instance of a block
 * slot (`0` for nothing), the rows of a list, the new rows of a list that is added to, a nested view, or finished HTML
 * in a document that is never patched.
 */
export type SlotValue = Leaf | readonly Leaf[] | JoinedUrl | SpreadValue | Instance | Rows | Added | Streamed | NestedView | RawHtml;

/** A URL with several values that is checked as a whole: what it is joined from, and what it became. */
export class JoinedUrl {
  readonly leaves: Leaf[] = [];
  url: Leaf = null;
}

/** Attributes of a `{...e}`, by name. A Map, so that no name is special. */
export class SpreadValue {
  readonly attributes: ReadonlyMap<string, Leaf>;
  constructor(attributes: ReadonlyMap<string, Leaf>) {
    this.attributes = attributes;
  }
}

/** HTML that stands as it is: the page inside a root layout. */
export class RawHtml {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

/**
 * The rows of a list and what each was rendered from. The values of all rows are in one array, row after row: a row
 * that did not change is neither an object nor touched.
 */
export class Rows {
  readonly block: Block;
  readonly items: unknown[];
  /** Position of each item in the list it came from; differs from the row's own where the list is filtered. */
  positions: readonly number[] | null = null;
  readonly values: SlotValue[];
  /** Kept only where items may be forgotten: otherwise a key is found again from its item. */
  keys: readonly Key[] | null = null;

  constructor(block: Block, items: unknown[], values: SlotValue[]) {
    this.block = block;
    this.items = items;
    this.values = values;
  }

  get length(): number {
    return this.items.length;
  }

  /** Where the values of a row begin. */
  offsetOf(index: number): number {
    return index * this.block.slots.length;
  }

  positionOf(index: number): number {
    return this.positions?.[index] ?? index;
  }

  forget(): void {
    this.items.fill(FORGOTTEN);
  }
}

/**
 * A list that is added to: what its last items were, and the rows that the page has not been given yet, by their ids.
 */
export class Added {
  items: ReadonlyMap<unknown, number> = new Map();
  #rows: ReadonlyMap<Leaf, Instance> = new Map();

  get instances(): readonly Instance[] {
    return [...this.#rows.values()];
  }

  /** As the page does: a row of a known id takes the place of that one. */
  add(rows: ReadonlyMap<Leaf, Instance>, atStart: boolean): void {
    const known = [...this.#rows].map(([id, row]) => [id, rows.get(id) ?? row] as const);
    const fresh = [...rows].filter(([id]) => !this.#rows.has(id));
    this.#rows = new Map(atStart ? [...fresh, ...known] : [...known, ...fresh]);
  }

  forget(): void {
    this.items = new Map();
  }

  /** The page has them. */
  release(): void {
    this.#rows = new Map();
  }
}

/**
 * The rows of a stream: their keys, in order, and those that the page has not been given yet, or in which somebody
 * lives.
 */
export class Streamed {
  readonly block: Block;
  keys: readonly Key[] = [];
  readonly rows: Map<Key, Instance> = new Map();
  stream: LiveStream | undefined;
  /** How many of its changes are in. */
  seen = 0;

  constructor(block: Block) {
    this.block = block;
  }

  /** In order, as far as they are kept. */
  get instances(): readonly Instance[] {
    return this.keys.flatMap((key) => this.rows.get(key) ?? []);
  }

  /** The page has them. */
  release(isInhabited: (row: Instance) => boolean): void {
    this.stream?.forget();
    for (const [key, row] of this.rows) if (!isInhabited(row)) this.rows.delete(key);
  }
}

/** What a caller fills slots with, by their names; `undefined` for one whose condition does not hold. */
export interface Contents {
  readonly [slot: string]: Content | RawHtml | undefined;
}

/** True when the same slots are filled, each by the same block. */
export function isFilledAlike(before: Contents = NO_CONTENTS, after: Contents = NO_CONTENTS): boolean {
  if (before === after) return true;
  const isAlike = (slot: string): boolean => blockOf(before, slot) === blockOf(after, slot);
  return Object.keys(before).every(isAlike) && Object.keys(after).every(isAlike);
}

function blockOf(contents: Contents, slot: string): Block | RawHtml | undefined {
  const content = Object.hasOwn(contents, slot) ? contents[slot] : undefined;
  return content === undefined || content instanceof RawHtml ? content : content[0];
}

/** The same blocks, without the code that fills them, which holds the data it was made with. */
function withoutBodies(contents: Contents): Contents {
  return Object.fromEntries(
    Object.entries(contents).map(([slot, content]) => [slot, content && !(content instanceof RawHtml) ? [content[0], () => {}] : content]),
  );
}

const NO_CONTENTS: Contents = {};

/** One template being rendered: its assigns, which of its paths changed, and the contents its caller gave. */
export class Scope {
  readonly template: Template;
  assigns: object;
  readonly changes: ChangeSet;
  contents: Contents | undefined;
  /** Where `contents` were written. */
  caller: Scope | undefined;
  /** What each of them reads of what it is handed. */
  handed: Handed | undefined;
  /** Other contents fill the slots than in the last render, whatever they read. */
  refilled: boolean;
  /** The stateful component that the template is part of; its own scope, or that of a template it shows. */
  component: MountedComponent | undefined;

  constructor(template: Template, assigns: object, changes: ChangeSet = new ChangeSet(template.bits)) {
    this.template = template;
    this.assigns = assigns;
    this.changes = changes;
    this.contents = undefined;
    this.caller = undefined;
    this.handed = undefined;
    this.refilled = false;
    this.component = undefined;
  }

  /**
   * The scope as it is now: contents of a component are filled in after the loops around its tag went on. `whole`: for
   * a tag that is new here, which was never compared with anything.
   */
  snapshot(whole: boolean): Scope {
    const snapshot = new Scope(this.template, this.assigns, this.changes.copy());
    if (whole) snapshot.changes.fill();
    snapshot.contents = this.contents;
    snapshot.caller = this.caller?.snapshot(whole);
    snapshot.handed = this.handed;
    snapshot.component = this.component;
    return snapshot;
  }
}
