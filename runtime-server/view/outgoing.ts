/** What a view owes its page besides the diff: answers to its requests, replies, a redirect. And how all of it becomes frames. */
import type { Effects, ServerFrame } from "../../protocol/wire.ts";
import { answer, type Change, frame } from "../wire/encode.ts";
import type { Joining } from "./link.ts";
import type { Redirect } from "./redirect.ts";

interface Reply {
  readonly ref: number;
  readonly reply: unknown;
}

/** A frame of the server with a view: all but the answer to a heartbeat. */
type ViewFrame = Exclude<ServerFrame, readonly [0]>;

/** Collects until the next frame takes it. Replies are bounded by the rate of events and the time a page may leave unacknowledged. */
export class Outgoing {
  #ref = 0;
  #refused = 0;
  #joining: Joining | undefined;
  #replies: Reply[] | undefined;
  #redirect: Redirect | undefined;

  /** The join that waits for its answer. */
  get joining(): Joining | undefined {
    return this.#joining;
  }

  /** The last request that waits for its answer; 0 for none. */
  get ref(): number {
    return this.#joining?.ref ?? this.#ref;
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

  /** Request `ref` was refused: it is answered after those before it, some of which still wait. */
  refused(ref: number): void {
    this.#refused = ref;
  }

  /** No request waits any more. */
  idle(): void {
    this.handled(this.#refused);
    this.#refused = 0;
  }

  reply(ref: number, reply: unknown): void {
    this.#replies ??= [];
    this.#replies.push({ ref, reply });
  }

  leave(redirect: Redirect): void {
    this.#redirect = redirect;
  }

  /** Replies and a redirect of frames that never arrived are due again, before all else. Answers the effects of these frames. */
  again(bodies: readonly string[]): readonly Effects[] {
    const lost = bodies.map((body) => JSON.parse(`[1${body}`) as ViewFrame);
    const replies = lost.flatMap(([, ref, , { y } = {}]) => (y === undefined ? [] : [{ ref, reply: y }]));
    if (replies.length > 0) this.#replies = [...replies, ...(this.#replies ?? [])];
    const effects = lost.flatMap(([, , , effects]) => effects ?? []);
    const url = effects.findLast(({ r }) => r !== undefined)?.r;
    if (url !== undefined) this.#redirect ??= { url };
    return effects;
  }

  /** The connection is gone, and with it whoever waited for an answer. */
  forgetRequests(): void {
    this.#joining = this.#replies = undefined;
    this.#ref = this.#refused = 0;
  }

  /**
   * The frames of a turn, and nothing is due any more. The first carries the change and the effects; every further reply needs its own, and
   * a last one acknowledges what came after it. In the middle of a handler (`midway`) no request is answered but a join.
   */
  take(change: Change, added: Effects | undefined, midway: boolean): readonly string[] {
    const joining = this.#joining;
    const replies = midway ? [] : (this.#replies ?? []);
    if (!midway) this.#replies = undefined;
    const first = joining === undefined ? replies.shift() : undefined;
    const effects = this.#takeEffects(added, first);
    let ref = joining?.ref ?? first?.ref ?? (midway ? 0 : this.#ref);
    const bodies = change === undefined && ref === 0 && effects === undefined ? [] : [frame(ref, change, effects)];
    for (const { ref: later, reply } of replies) {
      bodies.push(answer(later, { y: reply }));
      ref = Math.max(ref, later);
    }
    if (midway) return bodies;
    if (this.#ref > ref) bodies.push(answer(this.#ref));
    this.#ref = 0;
    return bodies;
  }

  #takeEffects(added: Effects | undefined, first: Reply | undefined): Effects | undefined {
    const joining = this.#joining;
    const redirect = this.#redirect;
    if (joining === undefined && redirect === undefined && first === undefined) return added;
    this.#joining = this.#redirect = undefined;
    const effects: Effects = { ...joining?.effects, ...added };
    if (redirect !== undefined) effects.r = redirect.url;
    if (first !== undefined) effects.y = first.reply;
    return Object.keys(effects).length > 0 ? effects : undefined;
  }
}
