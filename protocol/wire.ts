/**
 * The wire: every frame either side may send, as types. `docs/protocol.md` explains them with examples.
 *
 * Frames are text: compact JSON arrays. One socket carries all views of a page, each under a small integer that the
 * client chose when it joined. Requests carry a `ref`, counted from 1 by the client, per view.
 */

/**
 * Changes with every incompatible change of the wire; sent in the socket's URL (`?v=1`). A mismatch reloads the page.
 */
export const PROTOCOL_VERSION = 1;

// ---------------------------------------------------------------------------------------------- values and diffs

/** A leaf value before escaping: a text, a number, `true` (a bare attribute) or `null` (nothing there). */
export type Leaf = string | number | true | null;

/**
 * The full value of a slot.
 *
 * - text, attr, prop, class, style, content, html, ignored: a leaf; with several values in a run or mixed attribute,
 *   the array of them
 * - spread: a record of leaves
 * - block, component, outlet: `0` for nothing, else `[block, …values]`, where `block` is the number in the view's block
 *   table; a stateful component begins with its own number, negative: `[-component, block, …values]`; one that the page
 *   has, wherever it is, is `[-component]`
 * - list, append, prepend: the rows' values one after the other; a row without slots counts as one `0`
 */
export type Value = Leaf | readonly Value[] | { readonly [name: string]: Leaf };

/**
 * A patch: slot number, change, slot number, change …
 *
 * - leaf slots: the new value; `["more"]`, where the slot has one value, appends to it
 * - runs and mixed attributes with several values: a patch of these, with their numbers, value number, change, …
 * - spread: the attributes that differ (`null` removes)
 * - block, component, outlet: `0` (now nothing), `[[block, …values]]` (another block, or the same anew), or a patch of
 *   the block shown
 * - list: an edit script of {@link ListOp}s
 * - append, prepend: `[[…values]]`, the rows to add, or to change where the page has their id
 *
 * An array that begins with a number patches what is there; one that begins with an array brings something new.
 */
export type Patch = readonly (number | Change)[];
export type Change =
  | Leaf
  | readonly [suffix: string]
  | { readonly [name: string]: Leaf }
  | readonly [fresh: readonly Value[]]
  | Patch
  | ListEdit;

/**
 * One step of a list's edit script; a cursor walks the old rows.
 *
 * - `n` > 0: keep the next n rows; `n` < 0: step over the next |n| rows (they go, unless taken later)
 * - `"i"`: take old row i from where it is; `"i,n"`: take n rows from there
 * - `[slot, change, …]`: patch the row just kept or taken
 * - `[[…values]]`: insert new rows
 *
 * The cursor does not see rows already taken: they are neither counted nor kept again. Rows after the cursor are kept
 * at the end. A script that begins with `0` is a plain enumeration instead: every further number is the old index of
 * the next row, and rows not named go.
 */
export type ListOp = number | string | Patch | readonly [values: readonly Value[]];
export type ListEdit = readonly ListOp[];

/**
 * What a frame may change at the top: a patch of the root block, or `[[block, …values]]`: all values anew. In the patch
 * a negative number stands for a stateful component, wherever it is: `[-component, patch]`.
 */
export type Diff = Patch | readonly [fresh: readonly Value[]];

// ---------------------------------------------------------------------------------------------- client → server

/** Third element of a client frame that is not an event. */
export const Op = { join: 0, leave: 1, patch: 2 } as const;

/** What a join brings along. */
export interface JoinRequest {
  /** The container's `data-live`: names view, route and the parked or suspended instance. */
  readonly token: string;
  /** From the page's `csrf-token` meta tag. */
  readonly csrf: string;
  /** Where the page is. A view that has to be mounted is mounted for it, where the page may go there by itself. */
  readonly url: string;
  /** The number of the view that the page shows, in whose place that of `url` is to come: a navigation. */
  readonly go?: number;
  /** What {@link Effects.f} gave the page to bring along. */
  readonly flash?: string;
  /** Connect params; `_mounts` is the number of earlier connections of this page. */
  readonly params: { readonly [name: string]: unknown };
  /**
   * The last server frame applied, as a count; absent in the first join, 0 while none of its answers arrived. Asks for
   * what was missed.
   */
  readonly seq?: number;
  /** The page was altered on its way, or holds nothing: send all values. */
  readonly values?: true;
  /** URL of the statics the client has, to notice a deploy. */
  readonly statics: string;
}

/**
 * Client frames.
 *
 * - `[view, ref, 0, join]`, `[view, ref, 1]` leave
 * - `[view, ref, 2, path]` a patch: the page of this view goes to another URL of its own
 * - `[view, ref, "event", payload?, component?, ack?]`; a form's payload is `[fields, own]`; a number in the fourth
 *   place is the ack of an event without payload. The event is for the component of that number, or the nearest around
 *   it that handles it; `0` or absent: for the view. `[component, "id", …]` names the containers that its diff may
 *   change: what else changes comes with a later frame
 * - `[view, ack]` every frame up to `ack` was applied
 * - `[0]` heartbeat, answered by `[0]`
 */
export type ClientFrame =
  | readonly [view: number, ref: number, op: 0, join: JoinRequest]
  | readonly [view: number, ref: number, op: 1]
  | readonly [view: number, ref: number, op: 2, path: string]
  | readonly [
      view: number,
      ref: number,
      event: string,
      payloadOrAck?: EventPayload | number | 0,
      target?: number | readonly [component: number, ...containers: string[]],
      ack?: number,
    ]
  | readonly [view: number, ack: number]
  | readonly [0];

/**
 * What an event carries: an element's own values, or beside them, first, the fields of a form under their names as they
 * are written (`user[name]`), which the server decodes. Names of own values may end in a type (`id:int`).
 */
export type EventPayload = Payload | readonly [fields: Fields, own: Payload | 0];

/** The fields of a form by their names as they are written; those that repeat are arrays. */
export interface Fields {
  readonly [name: string]: string | readonly string[];
}

/** Values by name, each of any JSON type. */
export interface Payload {
  readonly [name: string]: PayloadValue;
}
export type PayloadValue = string | number | boolean | null | readonly PayloadValue[] | Payload;

// ---------------------------------------------------------------------------------------------- server → client

/** What a frame carries besides the diff; each member only when needed. */
export interface Effects {
  /**
   * Blocks unknown to the view's statics, with the numbers they get: sent once, remembered. In development also blocks
   * that take the place of those numbers.
   */
  b?: readonly (readonly [number: number, block: readonly unknown[]])[];
  /** Page title, without prefix and suffix; in an array the whole of it. */
  t?: string | readonly [whole: string];
  /** Events for hooks and `document`: name, payload. With an empty name, commands for the page to run. */
  e?: readonly (readonly [name: string, payload: unknown])[];
  /** Reply of the event's handler. */
  y?: unknown;
  /**
   * The join is not taken up, for the client's statics are others: it is to fetch this file and to join again. With a
   * diff, of a navigation: it is taken up, and the client is to fetch the file before it goes on.
   */
  s?: string;
  /** Navigation only: the container, where it is not a plain `<div>`. */
  c?: readonly [tag: string, attributes: { readonly [name: string]: string }];
  /** The page was patched: its URL from now on, a path; in an array it takes the place of the last one in history. */
  p?: string | readonly [path: string];
  /** Go to another page of this live session, a path; in an array it takes the place of this one in history. */
  g?: string | readonly [path: string];
  /** Flash messages, sealed: brought along where `g` or `r` leads. */
  f?: string;
  /** Join only: a new token for the container, where the one in the page names no live instance any more. */
  k?: string;
  /** Join only: the number of the frame this is; the client counts on from here. Absent: 1. */
  n?: number;
  /**
   * Answer to a resuming join only: the highest ref of an event that the view has received, 0 for none. These are run
   * once, or were; the client sends its later events again, in order and with their refs, before anything newer. Absent
   * where the view was mounted: nothing of what the page sent before reaches it.
   */
  a?: number;
  /** The request was refused, and why, in words for the developer. */
  d?: string;
  /** Leave this page: a URL to load. */
  r?: string;
  /** The view ended: "reload" the page, "closed" for good, or "error": join anew after a back-off. */
  x?: "reload" | "closed" | "error";
}

/**
 * Server frames: `[view, ref, diff?, effects?]`.
 *
 * `ref` answers that request and all earlier ones; `0` for what the server began. The answer to a join answers the join
 * alone: events wait for frames of their own. Frames of a view are numbered implicitly, from 1 at the join's answer, in
 * the order of the transport; frames with effect `x` or `s` are not counted. A frame without diff but with effects has
 * `0` for the diff.
 */
export type ServerFrame = readonly [view: number, ref: number, diff?: Diff | 0, effects?: Effects] | readonly [0];

/** Unacknowledged frames after which the client acknowledges by itself, and the time after which it does. */
export const ACK_AFTER_FRAMES = 8;
export const ACK_AFTER_MS = 250;
