/** One turn of a view: every task that waited when it began is delivered, in order; then what came of them is sent. */
import type { Clock, LogFields, LogLevel, ViewLimits } from "../base/host.ts";
import { after, type Maybe } from "../base/maybe.ts";
import type { Task } from "./feature.ts";
import type { Frames } from "./frames.ts";
import { Mailbox } from "./mailbox.ts";

/** What a turn needs of its view. */
export interface TurnOwner {
  readonly clock: Clock;
  readonly limits: ViewLimits;
  readonly ended: boolean;
  readonly frames: Frames;
  /** A handler has run: goes where it wants the page to go. */
  settle(): Maybe<void>;
  fail(error: unknown, task?: Task): void;
  log(level: LogLevel, message: string, fields?: LogFields): void;
  /** Calls `fn` with `argument`; errors that come of it later are this view's. */
  within<A>(fn: (argument: A) => void, argument: A): void;
  guard(action: () => Maybe<void>): void;
  /** What goes on behind this promise is work of this view. */
  during(work: Promise<void>): void;
}

export class Turn {
  readonly #view: TurnOwner;
  readonly #mailbox: Mailbox<Task>;

  constructor(view: TurnOwner) {
    this.#view = view;
    this.#mailbox = new Mailbox<Task>(this, view.limits.parkedMailbox);
  }

  get clock(): Clock {
    return this.#view.clock;
  }

  get timeout(): number {
    return this.#view.limits.handlerTimeout;
  }

  /** Tasks that wait. */
  get waiting(): number {
    return this.#mailbox.size;
  }

  get busy(): boolean {
    return this.#mailbox.busy;
  }

  /** False when the mailbox is full. */
  offer(task: Task): boolean {
    return this.#mailbox.post(task);
  }

  /** False, and none is taken, where more than `most` would wait. */
  offerAll(tasks: readonly Task[], most: number): boolean {
    return this.#mailbox.postAll(tasks, most);
  }

  /** The page is connected: `first`, then what has been waiting. */
  start(first: Task): void {
    this.#mailbox.start(first, this.#view.limits.mailbox);
  }

  close(): void {
    this.#mailbox.close();
  }

  /** A request was refused: it is answered in its turn, for an answer is one to all before it. */
  refuse(ref: number, reason: string | undefined): void {
    const { frames } = this.#view;
    frames.outgoing.refused(ref, reason);
    if (this.#mailbox.busy) return;
    frames.outgoing.idle();
    this.#view.guard(() => frames.render());
  }

  /** A render that waits for components comes first: no handler finds them half done. */
  deliver(task: Task): Maybe<void> {
    const { frames } = this.#view;
    const { underway } = frames;
    const handled = underway === undefined ? this.#run(task) : underway.then(() => this.#run(task));
    if (!(handled instanceof Promise)) return frames.keepTemporary();
    // A join does not wait for handlers that take their time.
    if (frames.outgoing.joining !== undefined) this.#view.guard(() => frames.render(true));
    return handled.then(() => frames.keepTemporary());
  }

  settled(): Maybe<void> {
    const { frames } = this.#view;
    if (this.#mailbox.size === 0) frames.outgoing.idle();
    return frames.render();
  }

  within<A>(fn: (argument: A) => void, argument: A): void {
    this.#view.within(fn, argument);
  }

  failed(error: unknown, task: Task | undefined): void {
    this.#view.fail(error, task);
  }

  during(work: Promise<void>): void {
    this.#view.during(work);
  }

  late(task: Task): void {
    const { handlerTimeout } = this.#view.limits;
    this.#view.log("error", "a handler has not returned; this view waits for it", { ...task.describe(), after: handlerTimeout });
  }

  #run(task: Task): Maybe<void> {
    if (this.#view.ended) return;
    this.#view.frames.aim(task.containers);
    const { clock, limits } = this.#view;
    const begun = clock.now();
    const handled = task.run();
    const took = clock.now() - begun;
    // Nobody else is served meanwhile.
    if (took >= limits.slowHandler)
      this.#view.log("warn", "a handler computed for long, while every view waited", { ...task.describe(), took });
    return after(handled, () => this.#view.settle());
  }
}
