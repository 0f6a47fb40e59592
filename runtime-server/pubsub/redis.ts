/** `livec/redis`: messages between processes by Redis, or Valkey. */
import type { Pubsub, PubsubListener } from "./engine.ts";
import { load, Presence } from "./package.ts";

/** Options of {@link redisPubsub}. */
export interface RedisPubsubOptions {
  /** Where the server is: `redis://user:password@host:6379/0`, or `rediss:` for TLS. */
  readonly url?: string;
  /** What its channels begin with; apps that share a server have prefixes of their own. `livec`. */
  readonly prefix?: string;
}

/** As much of a client of the package `ioredis` as is used. */
interface Client {
  readonly status: string;
  connect(): Promise<void>;
  disconnect(): void;
  publish(channel: string, data: string): Promise<number>;
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  on(event: "error", heard: (error: Error) => void): unknown;
  on(event: "ready" | "close", heard: () => void): unknown;
  on(event: "message", heard: (channel: string, data: string) => void): unknown;
}
interface Package {
  readonly Redis: new (url: string, options: object) => Client;
}

/** A command that cannot be sent fails at once: nothing is kept for a server that may never come back. */
const OPTIONS = { lazyConnect: true, enableOfflineQueue: false, autoResubscribe: false, maxRetriesPerRequest: 0 };
/** Milliseconds between attempts to connect again. */
const LONGEST_WAIT = 2_000;

/**
 * An engine over Redis: one connection that publishes, one that listens. It needs the package `ioredis`.
 *
 * @example
 * createApp({ pubsub: redisPubsub({ url: process.env.REDIS_URL }) })
 */
export function redisPubsub({ url = "redis://localhost:6379", prefix = "livec" }: RedisPubsubOptions = {}): Pubsub {
  return new RedisPubsub(url, `${prefix}:`);
}

class RedisPubsub implements Pubsub {
  readonly #url: string;
  readonly #prefix: string;
  /** Of the topics that are wanted. */
  readonly #channels = new Set<string>();
  #publisher: Promise<Client> | undefined;
  #subscriber: Client | undefined;

  constructor(url: string, prefix: string) {
    this.#url = url;
    this.#prefix = prefix;
  }

  async open(listener: PubsubListener): Promise<void> {
    const presence = new Presence((isUp, reason) => listener.changed(isUp, reason));
    try {
      await this.#publishing();
      this.#subscriber = await this.#connect();
    } catch (error) {
      await this.close();
      throw error;
    }
    const subscriber = this.#subscriber;
    subscriber.on("message", (channel, data) => listener.received(channel.slice(this.#prefix.length), data));
    subscriber.on("close", () => this.#subscriber === subscriber && presence.set(false, "the connection was closed"));
    subscriber.on("ready", () => {
      for (const channel of this.#channels) this.#subscribe(channel);
      presence.set(true, "it is connected");
    });
  }

  listen(topic: string): void {
    const channel = this.#prefix + topic;
    this.#channels.add(channel);
    this.#subscribe(channel);
  }

  ignore(topic: string): void {
    const channel = this.#prefix + topic;
    this.#channels.delete(channel);
    if (this.#subscriber?.status === "ready") this.#subscriber.unsubscribe(channel).catch(lost);
  }

  async publish(topic: string, data: string): Promise<void> {
    const publisher = await this.#publishing();
    await publisher.publish(this.#prefix + topic, data);
  }

  async close(): Promise<void> {
    const publisher = this.#publisher;
    const subscriber = this.#subscriber;
    this.#publisher = undefined;
    this.#subscriber = undefined;
    subscriber?.disconnect();
    await publisher?.then((client) => client.disconnect(), lost);
  }

  /** When the connection is there again, all are subscribed to. */
  #subscribe(channel: string): void {
    if (this.#subscriber?.status === "ready") this.#subscriber.subscribe(channel).catch(lost);
  }

  /** Made when it is first used, or when it could not be made before. */
  #publishing(): Promise<Client> {
    const publisher = this.#publisher ?? this.#connect();
    this.#publisher = publisher;
    publisher.catch(() => {
      if (this.#publisher === publisher) this.#publisher = undefined;
    });
    return publisher;
  }

  async #connect(): Promise<Client> {
    const { Redis } = await load<Package>("ioredis", "livec/redis");
    let isConnected = false;
    const retryStrategy = (tries: number): number | null => (isConnected ? Math.min(tries * 100, LONGEST_WAIT) : null);
    const client = new Redis(this.#url, { ...OPTIONS, retryStrategy });
    let reason: Error | undefined;
    client.on("error", (error) => {
      reason = error;
    });
    try {
      await client.connect();
    } catch (error) {
      client.disconnect();
      throw reason ?? error;
    }
    isConnected = true;
    return client;
  }
}

/** What a connection that is gone did not do is done when it is there again. */
function lost(): void {}
