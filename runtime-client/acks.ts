/** Acknowledgements: how many frames of a view were applied, and when its server is told. */
import { ACK_AFTER_FRAMES, ACK_AFTER_MS } from "../protocol/wire.ts";

export interface Acks {
  /** A frame was applied: the next one, or the one of this number. */
  readonly count_: (seq?: number) => void;
  /** What an event carries of it: the number of the last frame applied, if the server does not know it. */
  readonly take_: () => readonly number[];
  /** The number of the last frame applied; none in a new life, and 0 once it was asked for. */
  readonly seq_: () => number | undefined;
  /** The server was asked to join. */
  readonly asked_: () => void;
  /** There is nobody to tell. */
  readonly stop_: () => void;
  /** A new life begins: frames are counted from its first one. */
  readonly restart_: () => void;
}

/** @param send tells the server */
export function openAcks(send: (seq: number) => void): Acks {
  let seq: number | undefined;
  let unacknowledged = 0;

  const take_ = (): readonly number[] => {
    const ack = unacknowledged ? [seq as number] : [];
    unacknowledged = 0;
    return ack;
  };
  /** An earlier timer may do so a little sooner than it had to. */
  const acknowledge = (): void => take_().forEach(send);
  const stop_ = (): void => {
    unacknowledged = 0;
  };
  return {
    count_: (number = (seq as number) + 1) => {
      seq = number;
      if (!unacknowledged) setTimeout(acknowledge, ACK_AFTER_MS);
      if (++unacknowledged >= ACK_AFTER_FRAMES) acknowledge();
    },
    take_,
    seq_: () => seq,
    asked_: () => {
      seq ??= 0;
    },
    stop_,
    restart_: () => {
      seq = undefined;
    },
  };
}
