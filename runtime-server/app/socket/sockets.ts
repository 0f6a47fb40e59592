/** All sockets of an app, from the request that asks for one to its end. */
import { PROTOCOL_VERSION } from "../../../protocol/wire.ts";
import { refusal } from "../../transport/answers.ts";
import type { Peer, Receiver, RequestHead, Response } from "../../transport/transport.ts";
import type { ConnectInfo } from "../../view/socket.ts";
import { Rate } from "../bounds/bucket.ts";
import { originAllowed } from "../security/origin.ts";
import type { Services } from "../services.ts";
import { Channel, type ChannelServices } from "./channel.ts";
import { Entrance, type EntranceServices, type Guest } from "./entrance.ts";

const SHUTTING_DOWN = 1012;
const DISCONNECTED = 4001;

/** What the sockets need of their app. */
export interface SocketsServices extends EntranceServices, Pick<Services, "path" | "proxies"> {
  readonly connectInfo: readonly (keyof ConnectInfo)[];
}

export class Sockets {
  readonly #services: SocketsServices;
  readonly #origins: ReadonlySet<string> | undefined;
  /** What all channels share. */
  readonly #shared: ChannelServices;
  readonly #channels = new Set<Channel>();
  #isClosing = false;

  /** Without `origins` a page may connect to the host it is from. */
  constructor(services: SocketsServices, origins: ReadonlySet<string> | undefined) {
    const { clock, limits, logger } = services;
    this.#services = services;
    this.#origins = origins;
    this.#shared = {
      clock,
      limits,
      logger,
      entrance: new Entrance(services),
      frames: new Rate(clock, limits.eventsPerSecond, limits.eventsBurst),
      joins: new Rate(clock, limits.joinsPerSecond, limits.joinsBurst),
      sockets: this,
    };
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
    const guest: Guest = {
      ...visitor,
      speaks: new URLSearchParams(head.query).get("v") === String(PROTOCOL_VERSION),
      connectInfo: connectInfo(visitor.address, head, this.#services.connectInfo),
      origin: proxies.originOf(head),
    };
    return (peer) => this.#open(peer, guest);
  }

  /** The head of its request is not kept: a cookie alone may be 4 KB. */
  #open(peer: Peer, guest: Guest): Receiver {
    this.#services.crowd.hold("Sockets", guest);
    const channel = new Channel(peer, guest, this.#shared);
    this.#channels.add(channel);
    return channel;
  }

  /** A socket is closed. */
  closed(channel: Channel): void {
    if (this.#channels.delete(channel)) this.#services.crowd.release("Sockets", channel.guest);
  }

  /** Closes those of sessions with this id; their pages connect again, with the cookie as it is then. */
  disconnect(liveSocketId: string): void {
    for (const channel of [...this.#channels]) {
      if (channel.guest.session?.data["liveSocketId"] === liveSocketId) channel.close(DISCONNECTED, "disconnected");
    }
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

/** Shared by all pages of which nothing is asked. */
const NOTHING: ConnectInfo = Object.freeze({});

function connectInfo(address: string, { headers }: RequestHead, asked: readonly (keyof ConnectInfo)[]): ConnectInfo {
  if (asked.length === 0) return NOTHING;
  return {
    ...(asked.includes("peerData") ? { peerData: { address } } : {}),
    ...(asked.includes("userAgent") ? { userAgent: headers.get("user-agent") ?? "" } : {}),
  };
}
