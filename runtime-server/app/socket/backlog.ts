/** Frames on their way to a client that may read slowly. */
import type { Peer } from "../../transport/transport.ts";
import type { Limits } from "../limits.ts";

/** Whose frames wait. */
export interface Waiter {
  waiting: number;
}

interface Waiting {
  readonly frame: string;
  readonly bytes: number;
  readonly waiter: Waiter | undefined;
}

/**
 * Made when a frame has to wait, and let go when none does. Frames wait their turn, however large they are. A view
 * whose frames wait adds none, and no view does while the backlog is full.
 */
export class Backlog {
  readonly #peer: Peer;
  readonly #limits: Pick<Limits, "waitingFrames" | "waitingBytes">;
  #waiting: Waiting[] = [];
  #bytes = 0;

  constructor(peer: Peer, limits: Pick<Limits, "waitingFrames" | "waitingBytes">) {
    this.#peer = peer;
    this.#limits = limits;
  }

  /** A frame that the peer did not take, or that comes behind one. False when more wait than may. */
  add(frame: string, waiter?: Waiter): boolean {
    const bytes = Buffer.byteLength(frame);
    this.#waiting.push({ frame, bytes, waiter });
    this.#bytes += bytes;
    if (waiter !== undefined) waiter.waiting++;
    return this.#waiting.length <= this.#limits.waitingFrames;
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  /** As many bytes wait as may. */
  get full(): boolean {
    return this.#bytes >= this.#limits.waitingBytes;
  }

  /** The client has read some. */
  drain(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#peer.send(next.frame); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#bytes -= next.bytes;
      if (next.waiter !== undefined) next.waiter.waiting--;
    }
  }

  clear(): void {
    this.#waiting = [];
    this.#bytes = 0;
  }
}
