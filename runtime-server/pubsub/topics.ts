/** Topics: who is subscribed in this process, and what other processes are to hear of. */
import { randomUUID } from "node:crypto";
import { LivecError } from "../base/errors.ts";
import type { Logger } from "../base/host.ts";
import type { Pubsub, PubsubListener } from "./engine.ts";

/** Gets the messages of topics. It is called while the message is published: it takes it, and deals with it later. */
export interface Subscriber {
  receive(message: unknown): void;
}

/** Topics of livec itself begin so. */
export const OWN = "livec:";
/** Characters of a topic. Engines have bounds of their own, which are wider. */
const LONGEST = 200;

/** Throws `bad-option` unless a program may use `topic`. */
export function checkTopic(topic: unknown): void {
  if (typeof topic !== "string" || topic === "" || topic.length > LONGEST || topic.startsWith(OWN)) {
    const found = typeof topic === "string" ? JSON.stringify(topic.slice(0, LONGEST)) : typeof topic;
    throw new LivecError(
      "bad-option",
      `A topic is a string of up to ${LONGEST} characters that does not begin with "${OWN}", not ${found}.`,
    );
  }
}

export class Topics implements PubsubListener {
  /** Of this process: what it publishes comes back to it. */
  readonly id: string = randomUUID();
  readonly #engine: Pubsub | undefined;
  readonly #logger: Logger;
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  #isOpen = false;

  /** Without an engine, messages stay in this process. */
  constructor(engine: Pubsub | undefined, logger: Logger) {
    this.#engine = engine;
    this.#logger = logger;
  }

  /** True where there may be other processes. */
  get reachesOthers(): boolean {
    return this.#engine !== undefined;
  }

  /** Topics somebody here is subscribed to. */
  get size(): number {
    return this.#subscribers.size;
  }

  subscribe(topic: string, subscriber: Subscriber): void {
    const known = this.#subscribers.get(topic);
    if (known !== undefined) return void known.add(subscriber);
    this.#subscribers.set(topic, new Set([subscriber]));
    if (this.#isOpen) this.#engine?.listen(topic);
  }

  unsubscribe(topic: string, subscriber: Subscriber): void {
    const known = this.#subscribers.get(topic);
    if (known?.delete(subscriber) !== true || known.size > 0) return;
    this.#subscribers.delete(topic);
    if (this.#isOpen) this.#engine?.ignore(topic);
  }

  /**
   * To all who are subscribed, in every process, but for `except`. Within this process the message is the very object;
   * others get what JSON makes of it. Throws `bad-message` where that is nothing.
   */
  publish(topic: string, message: unknown, except?: Subscriber): void {
    const data = this.#engine && dataOf(this.id, message);
    this.#deliver(topic, message, except);
    if (data === undefined) return;
    this.#engine?.publish(topic, data).catch((error: unknown) => {
      this.#logger.error("a message did not reach the other processes", { topic, error });
    });
  }

  /** Joins the other processes. Rejects with `pubsub` where the engine cannot be reached. */
  async open(): Promise<void> {
    if (this.#engine === undefined || this.#isOpen) return;
    try {
      await this.#engine.open(this);
    } catch (cause) {
      throw new LivecError("pubsub", `The pubsub engine cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    }
    this.#isOpen = true;
    for (const topic of this.#subscribers.keys()) this.#engine.listen(topic);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#engine?.close().catch((error: unknown) => this.#logger.warn("the pubsub engine did not close", { error }));
  }

  received(topic: string, data: string): void {
    const envelope = envelopeOf(data);
    if (envelope === undefined) return this.#logger.warn("refused: a message of another process that is not livec's", { topic });
    if (envelope.from !== this.id) this.#deliver(topic, envelope.message);
  }

  changed(isUp: boolean, reason: string): void {
    if (isUp) this.#logger.info("the pubsub engine is there again; messages since it was lost did not arrive", { reason });
    else this.#logger.error("the pubsub engine is lost: messages reach this process alone", { reason });
  }

  #deliver(topic: string, message: unknown, except?: Subscriber): void {
    for (const subscriber of this.#subscribers.get(topic) ?? []) if (subscriber !== except) subscriber.receive(message);
  }
}

/** A message as it travels between processes. Throws `bad-message`. */
export function dataOf(from: string, message: unknown): string {
  let text: string | undefined;
  let reason = "it is nothing there";
  try {
    text = JSON.stringify(message);
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  if (text === undefined) throw new LivecError("bad-message", `A message for other processes travels as JSON: ${reason}.`);
  return `[${JSON.stringify(from)},${text}]`;
}

function envelopeOf(data: string): { readonly from: string; readonly message: unknown } | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    if (!Array.isArray(parsed) || parsed.length !== 2 || typeof parsed[0] !== "string") return undefined;
    return { from: parsed[0], message: parsed[1] };
  } catch {
    return undefined;
  }
}
