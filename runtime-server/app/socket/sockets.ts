/** All sockets of an app, from the request that asks for one to its end. */
import { refusal } from "../../transport/answers.ts";
import type { Peer, Receiver, RequestHead, Response } from "../../transport/transport.ts";
import { originAllowed } from "../security/origin.ts";
import type { Services } from "../services.ts";
import { Channel, type ChannelServices } from "./channel.ts";

const SHUTTING_DOWN = 1012;

export class Sockets {
  readonly #services: ChannelServices & Pick<Services, "path">;
  readonly #origins: ReadonlySet<string> | undefined;
  readonly #channels = new Set<Channel>();
  #isClosing = false;

  /** Without `origins` a page may connect to the host it is from. */
  constructor(services: ChannelServices & Pick<Services, "path">, origins: ReadonlySet<string> | undefined) {
    this.#services = services;
    this.#origins = origins;
  }

  get size(): number {
    return this.#channels.size;
  }

  /** Whom to tell of the socket, or why there is none. */
  upgrade(head: RequestHead): Response | ((peer: Peer) => Receiver) {
    const { path, logger, sessions, proxies, crowd } = this.#services;
    if (head.path !== `${path}/websocket`) return refusal(404);
    const [origin, host] = [head.headers.get("origin"), head.headers.get("host")];
    if (!originAllowed(origin, host, this.#origins)) {
      logger.warn("refused: a socket from another origin", { origin, host });
      return refusal(403);
    }
    if (this.#isClosing) return refusal(503);
    const visitor = { session: sessions.read(head.headers.get("cookie"))?.session, address: proxies.addressOf(head) };
    const limit = crowd.full("Sockets", visitor);
    if (limit !== undefined) {
      logger.warn(`refused: a socket beyond ${limit}`, { address: visitor.address });
      return refusal(429, { headers: [["Retry-After", "5"]] });
    }
    return (peer) => {
      const release = crowd.hold("Sockets", visitor);
      const channel: Channel = new Channel(peer, head, visitor, this.#services, () => {
        this.#channels.delete(channel);
        release();
      });
      this.#channels.add(channel);
      return channel;
    };
  }

  /** Opens no more. */
  stop(): void {
    this.#isClosing = true;
  }

  /** Closes them all. */
  close(): void {
    this.stop();
    for (const channel of [...this.#channels]) channel.close(SHUTTING_DOWN, "the server stops");
  }
}
