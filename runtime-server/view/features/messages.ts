/**
 * Messages from elsewhere: of topics, of the app, of other processes. Those that come together are handled in one
 * turn.
 */
import { LivecError } from "../../base/errors.ts";
import { checkTopic, type Subscriber, type Topics } from "../../pubsub/topics.ts";
import type { Desk, Feature, Task } from "../feature.ts";

/** Messages by topic, between all views of an app. */
export interface MessageSocket {
  /**
   * Hands messages of `topic` to this view's `handleInfo`, from now until the view ends; also while it waits for its
   * page. Throws `too-many-subscriptions`.
   */
  subscribe(topic: string): void;
  /** Ends that. What has come already is handled. */
  unsubscribe(topic: string): void;
  /** Sends `message` to all who are subscribed to `topic`, in every process; to this view as well, where it is. */
  broadcast(topic: string, message: unknown): void;
  /** Sends `message` to all others who are subscribed to `topic`. */
  broadcastFrom(topic: string, message: unknown): void;
}

/** What this feature needs of its view. */
export interface MessagesDesk extends Desk {
  readonly topics: Topics;
  /** The task that hands `message` to `handleInfo`. */
  infoTask(message: unknown): Task;
  /** Tasks for one turn. A view that cannot hold them is given up: its page mounts anew. */
  takeAll(tasks: readonly Task[]): void;
}

export class Messages implements Feature, Subscriber {
  readonly #view: MessagesDesk;
  readonly #subscriptions = new Set<string>();
  /** What came since this moment began. */
  #arrived: Task[] = [];

  constructor(view: MessagesDesk) {
    this.#view = view;
  }

  has(topic: string): boolean {
    return this.#subscriptions.has(topic);
  }

  subscribe(topic: string): void {
    checkTopic(topic);
    const { ended, limits, topics } = this.#view;
    if (ended || this.has(topic)) return;
    if (this.#subscriptions.size >= limits.subscriptions) {
      throw new LivecError("too-many-subscriptions", `A view has at most ${limits.subscriptions} subscriptions (limit "subscriptions").`);
    }
    this.#subscriptions.add(topic);
    topics.subscribe(topic, this);
  }

  unsubscribe(topic: string): void {
    if (this.#subscriptions.delete(topic)) this.#view.topics.unsubscribe(topic, this);
  }

  /** `toOthers`: not to this view. */
  broadcast(topic: string, message: unknown, toOthers: boolean): void {
    checkTopic(topic);
    this.#view.topics.publish(topic, message, toOthers ? this : undefined);
  }

  receive(message: unknown): void {
    this.take(this.#view.infoTask(message));
  }

  /** What else comes in this moment is part of the same turn, and so of the same render. */
  take(task: Task): void {
    this.#arrived.push(task);
    const { clock, ended, limits } = this.#view;
    if (ended) return;
    if (this.#arrived.length === 1) clock.defer(() => this.#hand());
    // No more are collected than can be handed over.
    else if (this.#arrived.length > limits.broadcasts) this.#hand();
  }

  #hand(): void {
    const tasks = this.#arrived;
    this.#arrived = [];
    if (tasks.length > 0) this.#view.takeAll(tasks);
  }

  end(): void {
    for (const topic of this.#subscriptions) this.#view.topics.unsubscribe(topic, this);
    this.#subscriptions.clear();
    this.#arrived = [];
  }
}
