/** A wire that a test drives: when frames arrive, and when the connection breaks. */
import type { WebSocketLike } from "../runtime-client/index.ts";
import type { MemorySocket } from "../runtime-server/transport/memory.ts";

/** A connection that carries nothing until it is told to. */
export class SlowWire implements WebSocketLike {
  onopen: WebSocketLike["onopen"] = null;
  onmessage: WebSocketLike["onmessage"] = null;
  onclose: WebSocketLike["onclose"] = null;
  readonly #raw: MemorySocket;
  readonly #up: string[] = [];
  #last: string | undefined;
  #delivered = 0;
  #open = true;

  constructor(raw: MemorySocket) {
    this.#raw = raw;
    queueMicrotask(() => this.onopen?.(new Event("open")));
  }

  send(data: string): void {
    if (this.#open) this.#up.push(data);
  }

  close(): void {
    this.#open = false;
    this.#raw.close();
  }

  /** Every frame the server sent. */
  get received(): readonly string[] {
    return this.#raw.received;
  }

  /** Frames to the server arrive. */
  up(count: number): void {
    if (!this.#open) return;
    for (const frame of this.#up.splice(0, count)) {
      this.#last = frame;
      this.#raw.send(frame);
    }
  }

  /** The last frame to the server arrives a second time, if it is an event. */
  again(): void {
    if (this.#open && /^\[\d+,\d+,"/.test(this.#last ?? "")) this.#raw.send(this.#last as string);
  }

  /** Frames to the page arrive; after them, that the server closed. */
  down(count: number): void {
    for (const data of this.#raw.received.slice(this.#delivered, this.#delivered + count)) {
      if (!this.#open) return;
      this.#delivered++;
      this.onmessage?.(new MessageEvent("message", { data }));
    }
    if (this.#raw.closed !== undefined && this.#delivered === this.#raw.received.length) this.break(true);
  }

  /** The page loses the connection, and with it what was under way; the server may learn of it later, or never. */
  break(told: boolean): void {
    if (!this.#open) return;
    this.#open = false;
    if (told) this.#raw.close();
    this.onclose?.(new Event("close") as CloseEvent);
  }
}
