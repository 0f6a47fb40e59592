/** One view of the page: joins, applies frames, sends events, and comes back after whatever happened. */
import { type ChunkName, ContainerAttribute, CSRF_META } from "../protocol/bindings.ts";
import type { ClientBlock } from "../protocol/slots.ts";
import { type Diff, type Effects, Op } from "../protocol/wire.ts";
import { openAcks } from "./acks.ts";
import { type BlockTable, blockTable } from "./block.ts";
import { backoff } from "./connection.ts";
import { findAll } from "./dom.ts";
import type { Extent, Instance } from "./extent.ts";
import { FIELDS } from "./field.ts";
import { abandon, hydrate } from "./hydrate.ts";
import { loadChunks, recovery, whenRecoverable } from "./later.ts";
import { broken } from "./lock.ts";
import { openOutbox } from "./outbox.ts";
import { ownerOf } from "./owner.ts";
import { apply, isPatch } from "./patch.ts";
import type { Push } from "./push.ts";
import type { Recovery } from "./recovery.ts";
import { type Going, settled, stages } from "./stages.ts";

export interface View {
  /** Joins, once the view is hydrated and there is a connection; after a lost connection it goes on where it was. */
  readonly join_: () => void;
  /** The connection is gone. */
  readonly lost_: () => void;
  /** Takes a frame of the server. */
  readonly receive_: (ref: number, diff?: Diff | 0, effects?: Effects) => void;
  /** Sends an event once, in its turn: now, or when the view is connected. */
  readonly push_: (push: Push) => void;
  /** Its container is gone, and so is it. */
  readonly end_: () => void;
  /** The containers of the views inside. */
  readonly nested_: () => Iterable<Element>;
  /** Runs something once the chunks that its bindings need are there, in the order of the calls. */
  readonly ready_: (run: () => void) => void;
  /** It is of no use any more: until the page is loaded anew, it is plain HTML. */
  readonly isOver_: () => boolean;
}

/** What the page lends its views. */
export interface Desk {
  /** Sends a frame; false, and nothing is sent, while there is no connection. */
  readonly send_: (frame: readonly unknown[]) => boolean;
  /** Milliseconds to wait before another event may be sent: pages keep to the rate that servers allow. */
  readonly allowance_: () => number;
  /** The connect params. */
  readonly params_: () => object | undefined;
  /** Milliseconds to wait before joining again after so many failures in a row. */
  readonly retryAfter_: (tries: number) => number;
  /**
   * Takes note of what the visitor changed in a view that is about to get all values anew; `isFirst`: also before the
   * script was there.
   */
  readonly recover_: (container: Element, isFirst: boolean) => Recovery | undefined;
  /** An event was answered. */
  readonly answered_: (push: Push) => void;
}

const isChunk = (block: ClientBlock | ChunkName): block is ChunkName => typeof block === "string";

/** A view in its container, under its number on the wire; one that is `going` to it is not in the page yet. */
export function openView(number: number, place: Element, desk: Desk, going?: Going): View {
  let container = place;
  const root: Extent = { rows_: [], end_: new Text() };
  let table: BlockTable | undefined;
  let statics = "";
  let intact = false;
  let ref = 0;
  /** The join whose answer is awaited: frames that answer less belong to an earlier life. Nothing is awaited when 0. */
  let joining = Infinity;
  let joins = 0;
  let failures = 0;
  let over = false;
  /** Frames wait for the recovery chunk. */
  let waits = false;
  /** What waits for the statics and chunks. */
  const waiting: (() => void)[] = [];

  const hasFields = (): boolean => findAll(container, FIELDS).length > 0;
  const attribute = (name: string): string => container.getAttribute(name) as string;
  const cause = attribute(ContainerAttribute.statics);
  const acks = openAcks((seq) => desk.send_([number, seq]));

  /** The component an event is for, as long as its element is on the page. */
  const aim = (push: Push): number => {
    push.component_ ??= table && (table.components_.size ? ownerOf(root.rows_[0] as Instance, push.place_) : 0);
    return push.component_ ?? 0;
  };
  const send = (push: Push): boolean => {
    if (push.type_ === "patch") return desk.send_([number, push.ref_, Op.patch, push.name_]);
    const owner = aim(push);
    const component = push.ids_ ? [owner, ...push.ids_] : owner;
    const isFilled = Array.isArray(push.payload_) || Object.keys(push.payload_)[0];
    const payload = isFilled ? push.payload_ : 0;
    const ack = acks.take_();
    const rest = component || (isFilled && ack[0]) ? [payload, component, ...ack] : isFilled ? [payload] : ack;
    return desk.send_([number, push.ref_, push.name_, ...rest]);
  };
  const outbox = openOutbox(() => ++ref, send, desk.allowance_, desk.answered_);

  const load = (url: string, then = join_): void => {
    fetch(url)
      .then((response) => response.json())
      .then(async (blocks: (ClientBlock | ChunkName)[]) => {
        await loadChunks(blocks.filter(isChunk));
        table = blockTable(blocks as ClientBlock[]);
        // Blocks of another deploy make everything anew.
        // On its way there is nothing in its container.
        intact = !statics && hydrate(table, container, root, attribute(ContainerAttribute.skeleton));
        statics = url;
        then();
        for (const run of waiting.splice(0)) run();
      })
      .catch((error: unknown) => giveUp(`the statics of a view could not be loaded (${error})`));
  };

  const join_ = (): void => {
    if (!table || over || !(going || container.isConnected)) return;
    joining = ref + 1;
    const join = {
      token: attribute(ContainerAttribute.token),
      csrf: document.querySelector<HTMLMetaElement>(`meta[name=${CSRF_META}]`)?.content,
      url: going?.url_ ?? location.href,
      go: going?.from_,
      flash: going?.flash_,
      params: { ...desk.params_(), _mounts: joins },
      seq: acks.seq_(),
      values: intact ? undefined : true,
      statics,
    };
    if (!desk.send_([number, joining, Op.join, join])) return;
    ref++;
    acks.asked_();
  };

  /** Shows that the view is not connected: lost, or `closed` for good. */
  const leave = (closed: boolean): void => {
    joining = Infinity;
    acks.stop_();
    show(!closed, "disconnected");
    outbox.close_();
  };

  const show = (error: boolean, state: string): void => {
    for (const name of ["connected", "disconnected"]) container.classList.toggle(`live-${name}`, name === state);
    container.classList.toggle("live-error", error);
  };

  const giveUp = (why: string): void => {
    over = true;
    if (going) return going.failed_();
    leave(true);
    whenRecoverable(
      () => recovery?.reload_(cause, why),
      () => console.error(`livec: ${why}`),
    );
  };

  /** Joins after a pause; a connection made meanwhile has done so already. */
  const retry = (): void => void setTimeout(() => joining === Infinity && join_(), desk.retryAfter_(failures++));

  const ended = (how: Effects["x"]): void => {
    acks.restart_();
    intact = false;
    if (going) return giveUp("");
    if (how === "error") {
      leave(false);
      return retry();
    }
    outbox.lose_();
    if (how === "reload") return giveUp("the server does not take a view up");
    over = true;
    leave(true);
  };

  /**
   * What may undo something of the visitor's waits for the recovery chunk, and what comes after it too. Where there is
   * none, a page that was just loaded goes on without; any other is loaded anew.
   */
  const receive_: View["receive_"] = (...frame) => {
    const [, diff] = frame;
    const go = (): void => {
      waits = false;
      received(...frame);
    };
    if (!waits && !(joining ? joins || hasFields() : diff && !isPatch(diff))) return go();
    waits = true;
    whenRecoverable(go, () => (joins ? setTimeout(() => location.reload(), backoff(0)) : go()));
  };

  const received: View["receive_"] = (answered, diff, effects = {}) => {
    if (answered < joining && joining) return;
    // Frames come while the statics do.
    if (going && !table) return void waiting.push(() => received(answered, diff, effects));
    if (effects.s && diff) {
      table = undefined;
      return load(effects.s, () => joined(diff, effects));
    }
    if (effects.s) {
      if (effects.s === statics) return giveUp("the server wants statics that the page has");
      table = undefined;
      joining = Infinity;
      return load(effects.s);
    }
    if (effects.x) {
      if (!joining) outbox.answered_(answered);
      return ended(effects.x);
    }
    if (joining) return joined(diff, effects);
    failures = 0;
    acks.count_();
    outbox.answered_(answered, effects);
    if (!take(diff, effects)) rejoin();
    finish(effects);
  };

  /** The answer to a join: the same view goes on, or another is there in its place. */
  const joined = (diff: Diff | 0 | undefined, effects: Effects): void => {
    const isFirst = !joins++;
    // Of a view that goes on, the events it received. The one that rendered the page has none yet.
    const received = effects.a ?? (isFirst && !effects.k ? 0 : undefined);
    const untold = isFirst || received === undefined ? desk.recover_(container, isFirst) : undefined;
    joining = 0;
    acks.count_(effects.n ?? 1);
    if (going) {
      if (!diff) {
        over = true;
        going.left_();
        return run(effects);
      }
      if (effects.c) container = going.contain_(container, root, effects.c);
    }
    if (effects.k) container.setAttribute(ContainerAttribute.token, effects.k);
    if (received === undefined) outbox.lose_();
    if (take(diff, effects, untold, received === undefined)) {
      // Later, there may be no network.
      whenRecoverable(() => recovery?.works_(cause));
      show(false, "connected");
      outbox.open_(received ?? ref);
      untold?.tell_();
    } else {
      // All values do not fit either: not again at once.
      if (going) return going.failed_();
      leave(false);
      retry();
    }
    finish(effects);
    going?.arrived_(container);
    going = undefined;
  };

  /**
   * Applies a frame; what the visitor typed goes over to a page that is built anew. False where the patch does not fit.
   */
  const take = (diff: Diff | 0 | undefined, effects: Effects, typed?: Recovery, isNew = false): boolean => {
    let fits = true;
    try {
      for (const [block, content] of effects.b ?? []) (table as BlockTable)[block] = content as unknown as ClientBlock;
      if (broken.has(table as BlockTable) && (!diff || isPatch(diff))) throw broken.get(table as BlockTable);
      if (diff) {
        const isAnew = !isPatch(diff);
        if (isAnew) typed ??= desk.recover_(container, false);
        apply(table as BlockTable, root, diff, isNew);
        intact ||= isAnew;
      }
    } catch (error) {
      console.error("livec: the page is not as the server left it; this view is built anew", container, error);
      abandon(container, root);
      fits = intact = false;
    }
    typed?.carry_();
    return fits;
  };

  /** What follows the patch of a frame. Effects come also where it did not fit, for the frame counts as applied. */
  const finish = (effects: Effects): void => {
    settled();
    run(effects);
  };

  const run = (effects: Effects): void => {
    for (const name of ["t", "e", "f", "p", "g", "r"] as const) {
      const value = effects[name];
      const effect = (): void => (stages.effects_[name] as (value: unknown) => void)(value);
      if (value == null) continue;
      if (stages.effects_[name]) effect();
      else loadChunks(["navigation"]).then(effect, (error: unknown) => console.error("livec:", error));
    }
  };

  /** The view joins again by itself, at once and on the same connection; the others go on. */
  const rejoin = (): void => {
    outbox.close_();
    join_();
  };

  // The visitor may have typed before there was a script.
  if (hasFields()) whenRecoverable(() => {});
  load(cause);
  return {
    join_,
    lost_: () => leave(over),
    receive_,
    push_: (push) => {
      aim(push);
      outbox.add_(push);
    },
    end_: () => {
      over = true;
      leave(true);
      outbox.lose_();
    },
    nested_: () => table?.views_.keys() ?? [],
    ready_: (run) => {
      if (table) run();
      else waiting.push(run);
    },
    isOver_: () => over,
  };
}
