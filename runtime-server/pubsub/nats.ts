/** `livec/nats`: messages between processes by NATS. */
import type { Pubsub, PubsubListener } from "./engine.ts";
import { load, Presence } from "./package.ts";

/** Options of {@link natsPubsub}. */
export interface NatsPubsubOptions {
  /** Where the servers are: `nats://user:password@host:4222`, or `tls:`; one, or those of a cluster. */
  readonly servers?: string | readonly string[];
  /** What its subjects begin with; apps that share a server have prefixes of their own. `livec`. */
  readonly prefix?: string;
}

/** As much of a connection of the package `@nats-io/transport-node` as is used. */
interface Connection {
  publish(subject: string, data: string): void;
  subscribe(subject: string, options: { callback(error: Error | null, message: { string(): string }): void }): { unsubscribe(): void };
  flush(): Promise<void>;
  close(): Promise<void>;
  status(): AsyncIterable<{ readonly type: string }>;
}
interface Package {
  connect(options: object): Promise<Connection>;
}

/**
 * An engine over NATS, with one connection. It needs the package `@nats-io/transport-node`.
 *
 * @example
 * createApp({ pubsub: natsPubsub({ servers: process.env.NATS_URL }) })
 */
export function natsPubsub({ servers = "nats://localhost:4222", prefix = "livec" }: NatsPubsubOptions = {}): Pubsub {
  return new NatsPubsub(typeof servers === "string" ? [servers] : servers, `${prefix}.`);
}

class NatsPubsub implements Pubsub {
  readonly #servers: readonly string[];
  readonly #prefix: string;
  readonly #subscriptions = new Map<string, { unsubscribe(): void }>();
  #listener: PubsubListener | undefined;
  #presence = new Presence(() => {});
  #connection: Promise<Connection> | undefined;
  /** The same, once it is there. */
  #open: Connection | undefined;

  constructor(servers: readonly string[], prefix: string) {
    this.#servers = servers;
    this.#prefix = prefix;
  }

  async open(listener: PubsubListener): Promise<void> {
    this.#listener = listener;
    this.#presence = new Presence((isUp, reason) => listener.changed(isUp, reason));
    await this.#connected();
  }

  listen(topic: string): void {
    const listener = this.#listener;
    if (listener === undefined || this.#subscriptions.has(topic)) return;
    const callback = (error: Error | null, message: { string(): string }): void => {
      if (error === null) listener.received(topic, message.string());
    };
    const subscription = this.#open?.subscribe(this.#subject(topic), { callback });
    if (subscription !== undefined) this.#subscriptions.set(topic, subscription);
  }

  ignore(topic: string): void {
    this.#subscriptions.get(topic)?.unsubscribe();
    this.#subscriptions.delete(topic);
  }

  /** The client would keep what it cannot send, without a bound. */
  async publish(topic: string, data: string): Promise<void> {
    const connection = await this.#connected();
    if (!this.#presence.isUp) throw new Error("NATS is not connected");
    connection.publish(this.#subject(topic), data);
    // A process that does nothing else may end behind this.
    if (this.#listener === undefined) await connection.flush();
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#open = undefined;
    this.#subscriptions.clear();
    await connection?.then((open) => open.close()).catch(() => {});
  }

  /** A topic may have characters that a subject may not. */
  #subject(topic: string): string {
    return this.#prefix + Buffer.from(topic).toString("base64url");
  }

  #connected(): Promise<Connection> {
    const connection = this.#connection ?? this.#connect();
    this.#connection = connection;
    connection.catch(() => {
      if (this.#connection === connection) this.#connection = undefined;
    });
    return connection;
  }

  async #connect(): Promise<Connection> {
    const { connect } = await load<Package>("@nats-io/transport-node", "livec/nats");
    const connection = await connect({ servers: [...this.#servers], noEcho: true, maxReconnectAttempts: -1, reconnectTimeWait: 500 });
    this.#open = connection;
    void this.#watch(connection);
    return connection;
  }

  async #watch(connection: Connection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === "disconnect") this.#presence.set(false, "the connection was closed");
      if (type === "reconnect") this.#presence.set(true, "it is connected");
    }
  }
}
