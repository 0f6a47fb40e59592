/** Frames on their way to a client that may read slowly. */
import type { Peer } from "../../transport/transport.ts";

/** Frames wait their turn, however large they are; views with a closed window add none. */
export class Backlog {
  readonly #peer: Peer;
  readonly #most: number;
  readonly #waiting: string[] = [];

  /** `most` frames may wait. */
  constructor(peer: Peer, most: number) {
    this.#peer = peer;
    this.#most = most;
  }

  /** False when more wait than may. */
  send(frame: string): boolean {
    if (this.#waiting.length === 0 && this.#peer.send(frame)) return true;
    return this.#waiting.push(frame) <= this.#most;
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The client has read some. */
  drain(): void {
    while (this.#waiting[0] !== undefined && this.#peer.send(this.#waiting[0])) this.#waiting.shift();
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
