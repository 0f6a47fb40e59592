/** What is due to the page besides the diff: acknowledgements, replies, events, a title, a redirect. And how it all becomes frames. */
import type { Effects, ServerFrame } from "../../protocol/wire.ts";
import { answer, type Change, frame } from "../wire/encode.ts";
import type { Redirect } from "./redirect.ts";

/** The client's request to join, as far as the view answers it. */
export interface Joining {
  readonly ref: number;
  /** Send all values: the page has none, or other ones. */
  readonly values: boolean;
  /** To be sent with the answer. */
  readonly effects: Effects;
}

/** Collects until the next frame takes it. Replies are bounded by the rate of events and the time a page may leave unacknowledged. */
export class Due {
  readonly #maxEvents: number;
  #ref = 0;
  #refused = 0;
  #joining: Joining | undefined;
  #replies: { readonly ref: number; readonly reply: unknown }[] = [];
  #events: (readonly [name: string, payload: unknown])[] = [];
  /** How many of them go with the render that began last: later ones are about what it does not show. */
  #ready = Infinity;
  #title: unknown;
  #redirect: Redirect | undefined;

  /** Keeps `maxEvents` pushed events. */
  constructor(maxEvents: number) {
    this.#maxEvents = maxEvents;
  }

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

  /** What frames that never arrived would have done besides changing the page is due again, before all else. */
  again(bodies: readonly string[]): void {
    const lost = bodies.map((body) => JSON.parse(`[1${body}`) as Exclude<ServerFrame, readonly [0]>);
    this.#events.unshift(...lost.flatMap(([, , , effects]) => effects?.e ?? []));
    this.#replies.unshift(...lost.flatMap(([, ref, , { y } = {}]) => (y === undefined ? [] : [{ ref, reply: y }])));
    for (const [, , , effects] of lost.reverse()) if (effects?.r !== undefined) this.#redirect ??= { url: effects.r };
  }

  reply(ref: number, reply: unknown): void {
    this.#replies.push({ ref, reply });
  }

  /** False when too many events wait, and this one is lost. */
  event(name: string, payload: unknown): boolean {
    if (this.#events.length >= this.#maxEvents) return false;
    this.#events.push([name, payload]);
    return true;
  }

  /** A render begins; {@link take} ends it. */
  begin(): void {
    this.#ready = this.#events.length;
  }

  leave(redirect: Redirect): void {
    this.#redirect = redirect;
  }

  /** The page has this title already. */
  titled(title: unknown): void {
    this.#title = title;
  }

  /** The connection is gone, and with it whoever waited for an answer. */
  forgetRequests(): void {
    this.#joining = undefined;
    this.#replies = [];
    this.#ref = this.#refused = 0;
  }

  /**
   * The frames of a turn, and nothing is due any more. The first carries the change and the effects; every further reply needs its own, and a last one
   * acknowledges what came after it. In the middle of a handler (`midway`) no request is answered but a join.
   */
  take(change: Change, blocks: NonNullable<Effects["b"]>, title: unknown, midway: boolean): readonly string[] {
    const joining = this.#joining;
    const replies = midway ? [] : this.#replies.splice(0);
    const effects = this.#takeEffects(blocks, title);
    const first = joining === undefined ? replies.shift() : undefined;
    if (first !== undefined) effects.y = first.reply;
    let ref = joining?.ref ?? first?.ref ?? (midway ? 0 : this.#ref);
    const bodies = change === undefined && ref === 0 && Object.keys(effects).length === 0 ? [] : [frame(ref, change, effects)];
    for (const { ref: later, reply } of replies) {
      bodies.push(answer(later, { y: reply }));
      ref = Math.max(ref, later);
    }
    if (midway) return bodies;
    if (this.#ref > ref) bodies.push(answer(this.#ref));
    this.#ref = 0;
    return bodies;
  }

  #takeEffects(blocks: NonNullable<Effects["b"]>, title: unknown): Effects {
    const effects: Effects = { ...this.#joining?.effects };
    if (blocks.length > 0) effects.b = blocks;
    if (title !== this.#title || this.#joining?.values === true) {
      this.#title = title;
      if (title !== undefined && title !== null) effects.t = String(title);
    }
    const events = this.#events.splice(0, this.#ready);
    if (events.length > 0) effects.e = events;
    this.#ready = Infinity;
    if (this.#redirect !== undefined) effects.r = this.#redirect.url;
    this.#redirect = undefined;
    this.#joining = undefined;
    return effects;
  }
}
