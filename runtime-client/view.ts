/** One view of the page: joins, applies frames, sends events, and comes back after whatever happened. */
import { ContainerAttribute, CSRF_META } from "../protocol/bindings.ts";
import type { ClientBlock } from "../protocol/slots.ts";
import { ACK_AFTER_FRAMES, ACK_AFTER_MS, type Diff, type Effects, Op, type Payload } from "../protocol/wire.ts";
import { type BlockTable, blockTable, mismatch } from "./block.ts";
import { reloadPage } from "./connection.ts";
import type { Hole, Instance } from "./extent.ts";
import { abandon, hydrate } from "./hydrate.ts";
import { ownerOf } from "./owner.ts";
import { apply, isPatch } from "./patch.ts";

export interface View {
  /** Joins, once the view is hydrated and there is a connection; after a lost connection it goes on where it was. */
  readonly join_: () => void;
  /** The connection is gone: what was not answered never will be. */
  readonly lost_: () => void;
  /** Takes a frame of the server. Throws when it does not fit: the view is then to join again. */
  readonly receive_: (ref: number, diff?: Diff | 0, effects?: Effects) => void;
  /**
   * Sends an event to the component with this number, or to the one that `place` belongs to; with `ids` it may change the containers of these ids only. Until it is answered, `elements` have the class `live-<type>-loading`; then `undo` is called. Nothing is sent while the
   * view is not connected; what the user changed is sent when it is.
   */
  readonly push_: (
    place: Element,
    target: number,
    name: string,
    payload: Payload,
    type: string,
    elements: readonly (Element | null)[],
    undo?: () => void,
    ids?: readonly string[],
  ) => void;
  /** The containers of the views inside. */
  readonly nested_: () => Iterable<Element>;
}

/** An event that waits for its answer: `mark` shows or hides that it does, `undo` follows the answer. */
type Pending = readonly [ref: number, mark: (on: boolean) => void, undo: (() => void) | undefined];

/**
 * A view in its container, under its number on the wire.
 *
 * @param send sends a frame over the socket the view shares
 * @param paramsOf gives the connect params
 * @param retryAfter milliseconds to wait before joining again after so many failures in a row
 * @param recover takes note of what the user changed in the container; each of the answer's functions sends one change
 */
export function openView(
  number: number,
  container: Element,
  send: (frame: readonly unknown[]) => boolean,
  paramsOf: () => object | undefined,
  recover: (container: Element) => readonly (() => void)[],
  retryAfter: (tries: number) => number,
): View {
  const root: Hole = { rows_: [], end_: new Text() };
  let table: BlockTable | undefined;
  let statics = "";
  let intact = false;
  let ref = 0;
  /** The join whose answer is awaited: frames that answer less belong to an earlier life. Nothing is awaited when 0. */
  let joining = Infinity;
  let joins = 0;
  let failures = 0;
  /** Number of the last frame applied. */
  let seq: number | undefined;
  let unacknowledged = 0;
  /** Something the user did was not sent, or not answered. */
  let missed = true;
  let pending: Pending[] = [];

  const attribute = (name: string): string => container.getAttribute(name) as string;

  const load = (url: string): void => {
    fetch(url)
      .then((response) => response.json())
      .then((blocks: ClientBlock[]) => {
        table = blockTable(blocks);
        // Blocks of another deploy make everything anew.
        intact = !statics && hydrate(table, container, root, attribute(ContainerAttribute.skeleton));
        statics = url;
        join_();
      })
      .catch(reloadPage);
  };

  const join_ = (): void => {
    if (!table || !container.isConnected) return;
    joining = ref + 1;
    const join = {
      token: attribute(ContainerAttribute.token),
      csrf: document.querySelector<HTMLMetaElement>(`meta[name=${CSRF_META}]`)?.content,
      url: location.href,
      params: { ...paramsOf(), _mounts: joins },
      seq,
      values: intact ? undefined : true,
      statics,
    };
    if (send([number, joining, Op.join, join])) ref++;
  };

  const lost_ = (): void => {
    missed ||= pending.length > 0;
    leave(false);
  };

  /** Shows that the view is not connected: lost, or `closed` for good. */
  const leave = (closed: boolean): void => {
    joining = Infinity;
    settle(joining);
    unacknowledged = 0;
    show(!closed, "disconnected");
  };

  const show = (error: boolean, state: string): void => {
    for (const name of ["connected", "disconnected"]) container.classList.toggle(`live-${name}`, name === state);
    container.classList.toggle("live-error", error);
  };

  const receive_: View["receive_"] = (answered, diff, effects = {}) => {
    if (answered < joining && joining) return;
    if (effects.s) {
      table = undefined;
      joining = Infinity;
      return load(effects.s);
    }
    const joined = joining;
    settle(answered);
    if (effects.x) {
      seq = undefined;
      const isError = effects.x === "error";
      leave(!isError);
      if (isError) {
        // It alone begins anew; a connection made meanwhile has done so already.
        intact = false;
        setTimeout(() => joining === Infinity && join_(), retryAfter(failures++));
        return;
      }
      table = undefined;
      return effects.x === "reload" ? reloadPage() : undefined;
    }
    if (!joined) failures = 0;
    seq = joined ? (effects.n ?? 1) : (seq as number) + 1;
    if (effects.k) container.setAttribute(ContainerAttribute.token, effects.k);
    let changes: readonly (() => void)[] | false = joined && (missed || (diff && !isPatch(diff))) ? recover(container) : [];
    try {
      for (const [block, content] of effects.b ?? []) (table as BlockTable)[block] = content as unknown as ClientBlock;
      if (diff) {
        apply(table as BlockTable, root, diff);
        intact ||= !isPatch(diff);
      }
    } catch {
      abandon(container, root);
      changes = intact = false;
    }
    // A class that was written lost what the client itself put there.
    for (const [, mark] of pending) mark(true);
    if (joined) {
      joining = 0;
      joins++;
      missed = false;
      show(false, "connected");
    }
    if (effects.t != null) setTitle(effects.t);
    for (const [name, detail] of effects.e ?? []) document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));
    if (effects.r) location.assign(effects.r);
    // A frame counts as applied and its effects are not sent again: they come first also where its patch did not fit.
    for (const send of changes || mismatch()) send();
    if (!unacknowledged) setTimeout(acknowledge, ACK_AFTER_MS);
    if (++unacknowledged >= ACK_AFTER_FRAMES) acknowledge();
  };

  const push_: View["push_"] = (place, target, name, payload, type, elements, undo, ids) => {
    if (joining) {
      missed = true;
      return undo?.();
    }
    const ack = unacknowledged ? [seq] : [];
    const owner = target || (table?.components_.size && ownerOf(root.rows_[0] as Instance, place)) || 0;
    const component = ids ? [owner, ...ids] : owner;
    const filled = Object.keys(payload)[0] ? payload : 0;
    unacknowledged = 0;
    send([number, ++ref, name, ...(component || (filled && ack[0]) ? [filled, component, ...ack] : filled ? [filled] : ack)]);
    const mark = (on: boolean): void => {
      for (const element of elements) element?.classList.toggle(`live-${type}-loading`, on);
    };
    mark(true);
    pending.push([ref, mark, undo]);
  };

  /** Ends the loading states of all events up to `answered`; newer ones keep theirs. */
  const settle = (answered: number): void => {
    pending = pending.filter(([ref, mark, undo]) => {
      if (ref > answered) return true;
      mark(false);
      return undo?.();
    });
  };

  /** Acknowledges by itself what no event has: an earlier timer may do so a little sooner than it had to. */
  const acknowledge = (): void => {
    if (unacknowledged) send([number, seq]);
    unacknowledged = 0;
  };

  load(attribute(ContainerAttribute.statics));
  return { join_, lost_, receive_, push_, nested_: () => table?.views_.keys() ?? [] };
}

/** Sets the page's title between the prefix and suffix that the `<title>` element declares. */
function setTitle(title: string): void {
  const affix = (name: string): string => document.querySelector("title")?.getAttribute(`live-${name}`) ?? "";
  document.title = affix("prefix") + title + affix("suffix");
}
