/** The pace of a page: what a program produces bit by bit travels in frames, and waits where the page reads slowly. */
import type { Cancel } from "../../base/host.ts";
import type { SafeHtml } from "../../rendering/safe-html.ts";
import type { Desk, Feature } from "../feature.ts";

/** Sends what a handler produces while it goes on. */
export interface PaceSocket {
  /**
   * Appends text to an assign, and sends it with whatever else comes within 16 ms; of a text that grows, only what is
   * new travels. The promise is settled when a frame has it: later where the page reads slowly or is away, at once
   * where there is none yet. So who awaits it produces no faster than the page takes.
   *
   * @example
   * for await (const token of answer) await socket.streamText("answer", token);
   */
  streamText(name: string, text: string): Promise<void>;
  /**
   * {@link streamText} for what is no text that grows: puts `html` into the assign, or sends what the handler has
   * assigned so far.
   */
  streamTo(name: string, content?: { readonly html?: SafeHtml }): Promise<void>;
}

/** Milliseconds within which everything travels in one frame. */
const FRAME = 16;

/** What it needs of its view besides. */
export interface PaceDesk extends Desk {
  flush(): void;
}

export class Pace implements Feature {
  readonly #desk: PaceDesk;
  #waiting: (() => void)[] = [];
  /** How many of them go with the render that began last. */
  #ready = 0;
  #timer: Cancel | undefined;

  constructor(desk: PaceDesk) {
    this.#desk = desk;
  }

  /** Settled when what is assigned by now is in a frame. */
  frame(): Promise<void> {
    const { started, ended, clock } = this.#desk;
    if (!started || ended) return Promise.resolve();
    this.#timer ??= clock.setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.length > 0) this.#desk.flush();
    }, FRAME);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  beginRender(): void {
    this.#ready = this.#waiting.length;
  }

  effects(): undefined {
    for (const settle of this.#waiting.splice(0, this.#ready)) settle();
    this.#ready = 0;
  }

  end(): void {
    this.#timer?.();
    for (const settle of this.#waiting.splice(0)) settle();
  }
}
