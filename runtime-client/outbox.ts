/**
 * The outbox: a view's events that are not answered. They are sent once each and in order, on however many connections.
 */
import type { Effects } from "../protocol/wire.ts";
import { lock, revisit, unlock } from "./lock.ts";
import { type Push, refuse, tell } from "./push.ts";
import { settled } from "./stages.ts";
import { rest, wait } from "./waiting.ts";

export interface Outbox {
  /** Takes an event, and sends it if it can. What exceeds the bounds is refused, and the page told. */
  readonly add_: (push: Push) => void;
  /** The view is connected, and has received the events up to this one, which it answers: sends what it has not. */
  readonly open_: (received: number) => void;
  /** The connection is gone: forms are free again, and nothing is sent. */
  readonly close_: () => void;
  /** Events up to this one were answered, it alone by these effects: a reply, or why it was refused. */
  readonly answered_: (ref: number, effects?: Effects) => void;
  /** The view is gone, and with it what it has not answered. Such events are never sent again by themselves. */
  readonly lose_: () => void;
}

/** Un-answered events of a view: as many as its mailbox on the server holds. */
const PENDING_EVENTS = 64;

/** Bytes of a frame beside an event's name, payload and containers. */
const ENVELOPE = 64;

/**
 * Bytes of a view's un-answered events, and so of one: what a server takes in a frame, if its page does not say
 * otherwise.
 */
const pendingBytes = (): number => Number(document.querySelector<HTMLMetaElement>("meta[name=live-frame-bytes]")?.content ?? 65_536);

/** An event with its size, until it is answered. */
interface Kept {
  readonly push_: Push;
  readonly bytes_: number;
  isSent_?: boolean;
}

/**
 * @param nextRef the next number of the view's requests
 * @param send sends an event; false where there is no connection
 * @param allowance milliseconds to wait before the page may send another event
 * @param answered is told of each event that was answered
 */
export function openOutbox(
  nextRef: () => number,
  send: (push: Push) => boolean,
  allowance: () => number,
  answered: (push: Push) => void,
): Outbox {
  let kept: readonly Kept[] = [];
  /** How many of them were sent on this connection; none is sent while it is not open. */
  let sent = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const pump = (): void => {
    for (let next = kept[sent]; next; next = kept[sent]) {
      const ms = allowance();
      if (ms) {
        timer = setTimeout(pump, ms);
        return;
      }
      if (!send(next.push_)) return;
      next.isSent_ = true;
      sent++;
    }
    timer = undefined;
  };

  const add_ = (push: Push): void => {
    const bytes = new Blob([JSON.stringify([push.name_, push.payload_, push.ids_])]).size + ENVELOPE;
    const last = kept.at(-1);
    // Of what is typed while nothing can be sent, only the end is told.
    const isSuperseded =
      last && !last.isSent_ && push.type_ === "change" && last.push_.type_ === "change" && last.push_.owner_ === push.owner_;
    const others = isSuperseded ? kept.slice(0, -1) : kept;
    const why =
      others.length >= PENDING_EVENTS
        ? `${PENDING_EVENTS} others are not answered`
        : others.reduce((sum, { bytes_ }) => sum + bytes_, bytes) > pendingBytes() && `${bytes} bytes are too many`;
    if (why) {
      revisit(push);
      return refuse(push, why);
    }
    if (isSuperseded) end(last.push_);
    push.ref_ = isSuperseded ? (last.push_.ref_ as number) : nextRef();
    kept = [...others, { push_: push, bytes_: bytes }];
    lock(push);
    if (sent < Infinity) wait(push);
    if (!timer) pump();
  };

  const end = (push: Push): void => {
    rest(push);
    unlock(push);
  };

  const answered_: Outbox["answered_"] = (ref, { d: reason, y: reply } = {}) => {
    const done = kept.filter(({ push_: push }) => (push.ref_ as number) <= ref);
    kept = kept.slice(done.length);
    sent = Math.max(0, sent - done.length);
    for (const { push_: push } of done) {
      end(push);
      answered(push);
      const isIt = push.ref_ === ref;
      if (isIt && reason) refuse(push, reason);
      else push.answered_?.(push, isIt ? reply : undefined);
    }
  };

  return {
    add_,
    answered_,
    open_: (received) => {
      // What was never sent is newer than the join.
      for (const { push_: push, isSent_: isSent } of kept) {
        if (!isSent) push.ref_ = nextRef();
        wait(push);
      }
      sent = kept.filter(({ push_: push }) => (push.ref_ as number) <= received).length;
      if (!timer) pump();
    },
    close_: () => {
      sent = Infinity;
      clearTimeout(timer);
      timer = undefined;
      for (const { push_: push } of kept) rest(push);
      settled();
    },
    lose_: () => {
      const lost = kept;
      kept = [];
      for (const { push_: push } of lost) {
        end(push);
        tell(push, "lost");
      }
    },
  };
}
