/**
 * The frames a page has not acknowledged yet: what a resumed socket is sent again, and the window that stops rendering.
 */
import type { ViewLimits } from "../base/host.ts";

interface Sent {
  readonly body: string;
  readonly bytes: number;
}

/** How much may be unacknowledged. */
export type OutboxLimits = Pick<ViewLimits, "unackedFrames" | "unackedBytes">;

/** Shared by all that hold nothing; never written to. */
const NONE: Sent[] = [];

/**
 * Numbers outgoing frames from 1 and keeps those that are not acknowledged. Its size is bounded because nobody renders
 * into a closed window.
 */
export class Outbox {
  readonly #limits: OutboxLimits;
  /** Nothing is held while all is acknowledged: the state of most views, most of the time. */
  #frames: Sent[] = NONE;
  #bytes = 0;
  #last = 0;
  #acked = 0;

  constructor(limits: OutboxLimits) {
    this.#limits = limits;
  }

  /** Number of the last frame sent; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** The highest number that a page said it has; 0 before. */
  get acked(): number {
    return this.#acked;
  }

  /** False while so much is unacknowledged that nothing more may be rendered. */
  get open(): boolean {
    return this.#frames.length < this.#limits.unackedFrames && this.#bytes < this.#limits.unackedBytes;
  }

  /** Numbers and keeps a frame. */
  push(body: string): void {
    const bytes = Buffer.byteLength(body);
    if (this.#frames === NONE) this.#frames = [{ body, bytes }];
    else this.#frames.push({ body, bytes });
    this.#bytes += bytes;
    this.#last++;
  }

  /** Forgets every frame up to number `seq`. */
  ack(seq: number): void {
    this.#acked = Math.max(this.#acked, seq);
    const first = this.#last - this.#frames.length + 1;
    if (seq >= this.#last) this.#release();
    else for (const { bytes } of this.#frames.splice(0, Math.max(0, seq - first + 1))) this.#bytes -= bytes;
  }

  /** The frames after number `seq`; nothing when some of them are not kept any more, or `seq` was never sent. */
  since(seq: number): readonly string[] | undefined {
    const missed = this.#last - seq;
    if (missed < 0 || missed > this.#frames.length) return undefined;
    return this.#frames.slice(this.#frames.length - missed).map(({ body }) => body);
  }

  /**
   * Forgets all frames, as when all values are about to be sent anew; numbers go on. Answers those after number `seq`
   * that were still kept.
   */
  clear(seq: number = this.#last): readonly string[] {
    const kept = this.#frames.slice(Math.max(0, this.#frames.length - (this.#last - seq)));
    this.#release();
    return seq < this.#last ? kept.map(({ body }) => body) : [];
  }

  #release(): void {
    this.#frames = NONE;
    this.#bytes = 0;
  }
}
