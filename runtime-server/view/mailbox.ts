/** The serial queue of a view: one message at a time, bounded, settled once per turn. */
import type { Cancel, Clock } from "../base/host.ts";

/** What a mailbox does with its messages. */
export interface MailboxOwner<M> {
  readonly clock: Clock;
  /** A handler that has not returned after so many milliseconds is reported. */
  readonly timeout: number;
  /** Calls `fn` with `argument`, in which the messages of a turn are delivered. */
  within<A>(fn: (argument: A) => void, argument: A): void;
  /** Handles one message. The next waits until its promise is settled. */
  deliver(message: M): void | Promise<void>;
  /** A turn is over: every message that was there when it began is handled. */
  settled(): void | Promise<void>;
  /** `deliver` or `settled` threw, or their promise was rejected. */
  failed(error: unknown, message: M | undefined): void;
  /** `message` has been in its handler for `timeout`; it goes on. */
  late(message: M): void;
  /** What goes on behind this promise is part of a turn. */
  during(work: Promise<void>): void;
}

/**
 * Messages wait until {@link start}; from then on a turn takes all that are there when it begins, in order. What a
 * handler sends to its own view therefore comes in the next turn, after a render.
 */
export class Mailbox<M> {
  readonly #owner: MailboxOwner<M>;
  #limit: number;
  /** Made where something waits. */
  #queue: M[] | undefined;
  #state: "waiting" | "idle" | "busy" | "closed" = "waiting";
  #left = 0;
  #current: M | undefined;
  /** What a turn begins with. */
  #next: M | undefined;

  /** Holds `limit` messages. */
  constructor(owner: MailboxOwner<M>, limit: number) {
    this.#owner = owner;
    this.#limit = limit;
  }

  get size(): number {
    return this.#queue === undefined ? 0 : this.#queue.length;
  }

  /** A turn is under way, and will be settled. */
  get busy(): boolean {
    return this.#state === "busy";
  }

  /** Adds a message; false when the mailbox is full (or closed) and the message is lost. */
  post(message: M): boolean {
    if (this.#state === "closed" || this.size >= this.#limit) return false;
    // The common message comes to an idle view, and waits for nobody.
    if (this.#state === "idle") this.#begin(message);
    else if (this.#queue === undefined) this.#queue = [message];
    else this.#queue.push(message);
    return true;
  }

  /** Adds messages for one turn; false, and none is added, where more than `most` would wait. */
  postAll(messages: readonly M[], most: number): boolean {
    if (this.#state === "closed" || this.size + messages.length > most) return false;
    this.#queue = [...(this.#queue ?? []), ...messages];
    if (this.#state === "idle") this.#begin();
    return true;
  }

  /** Begins to deliver: `first`, then what has been waiting. From now on `limit` messages fit. */
  start(first: M, limit: number): void {
    this.#limit = limit;
    this.#begin(first);
  }

  /** Forgets what waits and takes nothing more; a handler that runs is not interrupted. */
  close(): void {
    this.#state = "closed";
    this.#queue = this.#next = undefined;
  }

  /** Begins a turn, with `first` before those that wait. */
  #begin(first?: M): void {
    this.#state = "busy";
    this.#next = first;
    this.#left = this.size + (first === undefined ? 0 : 1);
    this.#owner.within(Mailbox.#run, this);
  }

  static #run<M>(mailbox: Mailbox<M>): void {
    mailbox.#turn();
  }

  /** Handlers that return at once are handled at once: the common event costs no promise and no tick. */
  #turn(): void {
    try {
      while (this.#left > 0 && this.#state !== "closed") {
        this.#left--;
        const message = this.#next ?? (this.#queue?.shift() as M);
        this.#next = undefined;
        this.#current = message;
        const result = this.#owner.deliver(message);
        if (result instanceof Promise) return this.#wait(result, message, () => this.#turn());
      }
      if (this.#state === "closed") return;
      const settled = this.#owner.settled();
      const last = this.#current;
      this.#current = undefined;
      if (settled instanceof Promise) return this.#wait(settled, last, () => this.#rest());
    } catch (error) {
      this.#owner.failed(error, this.#current);
    }
    this.#rest();
  }

  #wait(result: Promise<void>, message: M | undefined, then: () => void): void {
    this.#owner.during(result);
    const cancel: Cancel = this.#owner.clock.setTimeout(() => message !== undefined && this.#owner.late(message), this.#owner.timeout);
    result.then(
      () => {
        cancel();
        then();
      },
      (error: unknown) => {
        cancel();
        this.#owner.failed(error, message);
        this.#rest();
      },
    );
  }

  #rest(): void {
    if (this.#state === "closed") return;
    this.#state = "idle";
    // Deferred, so that a view that keeps sending to itself shares the thread with the others.
    if (this.size === 0) this.#queue = undefined;
    else {
      this.#state = "busy";
      this.#owner.clock.defer(() => this.#state !== "closed" && this.#begin());
    }
  }
}
