/** What carries messages between the processes of an app. */

/** What an engine tells the app that it was opened by. */
export interface PubsubListener {
  /** Another process, or this one, published `data` to a topic that is listened to. */
  received(topic: string, data: string): void;
  /** The engine is of no use for a while, or again: for the log. Messages in between are lost. */
  changed(isUp: boolean, reason: string): void;
}

/**
 * An engine: Redis, NATS, or one of your own. It may deliver a message to the process that published it as well, and
 * lose messages while it cannot be reached; what one process publishes arrives in that order.
 *
 * @example
 * createApp({ pubsub: redisPubsub({ url: "redis://localhost" }) })
 */
export interface Pubsub {
  /** Connects, and tells `listener` what comes. Rejects where the engine cannot be reached. */
  open(listener: PubsubListener): Promise<void>;
  /** From now on messages for `topic` are wanted. */
  listen(topic: string): void;
  /** They are wanted no more. */
  ignore(topic: string): void;
  /** Hands `data` to the engine, connecting to it if {@link open} did not. Rejects where it cannot be reached. */
  publish(topic: string, data: string): Promise<void>;
  /** Ends the connection. */
  close(): Promise<void>;
}
