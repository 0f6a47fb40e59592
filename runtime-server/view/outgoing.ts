/**
 * What a view owes its page besides the diff: answers to its requests, replies, a redirect. And how all of it becomes
 * frames.
 */
import type { Effects, ServerFrame } from "../../protocol/wire.ts";
import { answer, type Change, frame } from "../wire/encode.ts";
import type { Joining } from "./link.ts";
import type { Redirect, RedirectKind } from "./redirect.ts";

/** What a request is answered with besides its ref: a reply, or why it was refused. */
interface Answer {
  readonly ref: number;
  readonly effects: Effects;
}

const NONE: readonly Answer[] = [];

/** Takes frames in their order. */
export interface FrameSink {
  /** `kept` is what a page gets that missed the frame. */
  emit(body: string, kept: string): void;
}

/** A frame of the server with a view: all but the answer to a heartbeat. */
type ViewFrame = Exclude<ServerFrame, readonly [0]>;

/**
 * Collects until the next frame takes it. Replies are bounded: no event is taken while as many wait as the mailbox
 * holds.
 */
export class Outgoing {
  #ref = 0;
  #joining: Joining | undefined;
  #answers: Answer[] | undefined;
  /** Requests that were refused, after those that still wait for their turn. */
  #refused: Answer[] | undefined;
  #redirect: Redirect | undefined;

  /** The join that waits for its answer. */
  get joining(): Joining | undefined {
    return this.#joining;
  }

  /** The last request that waits for its answer; 0 for none. */
  get ref(): number {
    return this.#joining?.ref ?? this.#ref;
  }

  /** Answers with contents that no frame has taken yet. */
  get waiting(): number {
    return this.#answers === undefined ? 0 : this.#answers.length;
  }

  get redirect(): Redirect | undefined {
    return this.#redirect;
  }

  join(joining: Joining): void {
    this.#joining = joining;
  }

  /** Request `ref` is handled. */
  handled(ref: number): void {
    this.#ref = Math.max(this.#ref, ref);
  }

  /** Request `ref` was refused, for this reason: it is answered after those before it, some of which still wait. */
  refused(ref: number, reason: string | undefined): void {
    this.#refused ??= [];
    this.#refused.push({ ref, effects: reason === undefined ? {} : { d: reason } });
  }

  /** No request waits any more. */
  idle(): void {
    if (this.#refused === undefined) return;
    for (const { ref, effects } of this.#refused) {
      this.handled(ref);
      if (effects.d !== undefined) this.#answer(ref, effects);
    }
    this.#refused = undefined;
  }

  reply(ref: number, reply: unknown): void {
    this.#answer(ref, { y: reply });
  }

  leave(redirect: Redirect): void {
    this.#redirect = redirect;
  }

  /**
   * Answers and a redirect of frames that never arrived are due again, before all else. Returns the effects of these
   * frames.
   */
  again(bodies: readonly string[]): readonly Effects[] {
    const lost = bodies.map((body) => JSON.parse(`[1${body}`) as ViewFrame);
    for (const [, ref] of lost) this.handled(ref);
    const answers = lost.flatMap(([, ref, , { y, d } = {}]) => {
      if (y === undefined && d === undefined) return [];
      return [{ ref, effects: y === undefined ? { d } : { y } } as Answer];
    });
    if (answers.length > 0) this.#answers = [...answers, ...(this.#answers ?? [])];
    const effects = lost.flatMap(([, , , effects]) => effects ?? []);
    const { r, g } = effects.findLast(({ r, g }) => r !== undefined || g !== undefined) ?? {};
    if (r !== undefined) this.#redirect ??= { url: r, kind: "load" };
    else if (typeof g === "string") this.#redirect ??= { url: g, kind: "navigate" };
    else if (g !== undefined) this.#redirect ??= { url: g[0], kind: "replace" };
    return effects;
  }

  /**
   * The connection is gone, and with it the join that waited for its answer. Events wait on: their page may come back.
   */
  disconnect(): void {
    this.#joining = undefined;
  }

  /**
   * Gives `sink` the frames of a turn; then nothing is due any more. The first carries the change and the effects;
   * every further answer needs its own, and a last one acknowledges what came after it. In the middle of a handler
   * (`midway`) no request is answered but a join.
   */
  send(change: Change, added: Effects | undefined, midway: boolean, sink: FrameSink): void {
    const answers = (midway ? undefined : this.#answers) ?? NONE;
    const effects = this.#withRedirect(added);
    const joining = this.#joining;
    const first = joining === undefined ? answers[0] : undefined;
    let ref = 0;
    if (joining === undefined) {
      ref = first?.ref ?? (midway ? 0 : this.#ref);
      const all = first === undefined ? effects : { ...effects, ...first.effects };
      if (change !== undefined || ref !== 0 || all !== undefined) emit(sink, frame(ref, change, all));
    } else {
      // It answers the join alone: a page that gets it late has joined by another one.
      sink.emit(frame(joining.ref, change, { ...joining.effects, ...effects }), frame(0, change, effects));
      this.#joining = undefined;
    }
    for (const later of first === undefined ? answers : answers.slice(1)) {
      emit(sink, answer(later.ref, later.effects));
      ref = Math.max(ref, later.ref);
    }
    if (midway) return;
    if (this.#ref > ref) emit(sink, answer(this.#ref));
    this.#ref = 0;
    this.#answers = undefined;
  }

  #answer(ref: number, effects: Effects): void {
    if (this.#answers === undefined) this.#answers = [{ ref, effects }];
    else this.#answers.push({ ref, effects });
  }

  #withRedirect(effects: Effects | undefined): Effects | undefined {
    const redirect = this.#redirect;
    if (redirect === undefined) return effects;
    this.#redirect = undefined;
    return { ...effects, ...leaving(redirect) };
  }
}

/** What tells a page to go elsewhere. */
export function leaving({ url, kind }: { readonly url: string; readonly kind: RedirectKind }): Effects {
  return kind === "load" ? { r: url } : { g: kind === "replace" ? [url] : url };
}

function emit(sink: FrameSink, body: string): void {
  sink.emit(body, body);
}
