/** What one visitor, and one address, may take of a server that others use as well. */
import type { Clock } from "../../base/host.ts";
import { networkOf } from "../security/proxy.ts";
import type { VisitorSession } from "../security/session.ts";
import { Rate } from "./bucket.ts";

/**
 * Bounds of a visitor, who is a session, and of an address, behind which there may be many. IPv6 addresses of one /64
 * count as one.
 */
export interface CrowdLimits {
  readonly visitorSockets: number;
  readonly visitorViews: number;
  readonly visitorMountsPerSecond: number;
  readonly visitorMountsBurst: number;
  readonly visitorJoinsPerSecond: number;
  readonly visitorJoinsBurst: number;
  readonly addressSockets: number;
  readonly addressViews: number;
  readonly addressMountsPerSecond: number;
  readonly addressMountsBurst: number;
  readonly addressJoinsPerSecond: number;
  readonly addressJoinsBurst: number;
}

/** Who asks: a session, unless they have none, at an address. */
export interface Visitor {
  readonly session: VisitorSession | undefined;
  readonly address: string;
}

/** What is counted. */
type Thing = "Sockets" | "Views";
/** What is taken, at a rate. */
type Act = "Mounts" | "Joins";

/** Those that hold nothing and have rested are forgotten when there are more. */
const MOST_REMEMBERED = 50_000;
/** How many are looked at to forget one: most who came long ago have gone. */
const LOOKED_AT = 8;
/** How many are looked at for a new one while there are fewer: those who have gone are forgotten in the end. */
const GLANCED_AT = 2;

/** One object for each visitor, and each address. */
class Taker {
  readonly kind: "visitor" | "address";
  /** How many it holds. */
  Sockets = 0;
  Views = 0;
  /** When the bucket is full again. */
  Mounts = 0;
  Joins = 0;

  constructor(kind: Taker["kind"]) {
    this.kind = kind;
  }
}

export class Crowd {
  readonly #limits: CrowdLimits;
  readonly #rates: { readonly [K in Taker["kind"]]: { readonly [A in Act]: Rate } };
  /** In the order they came. */
  readonly #takers = new Map<string, Taker>();

  constructor(clock: Clock, limits: CrowdLimits) {
    this.#limits = limits;
    const rate = (name: `${Taker["kind"]}${Act}`): Rate => new Rate(clock, limits[`${name}PerSecond`], limits[`${name}Burst`]);
    this.#rates = {
      visitor: { Mounts: rate("visitorMounts"), Joins: rate("visitorJoins") },
      address: { Mounts: rate("addressMounts"), Joins: rate("addressJoins") },
    };
  }

  /** Visitors and addresses that are remembered. */
  get size(): number {
    return this.#takers.size;
  }

  /** The name of the limit that one thing more would break; nothing where there is room. */
  full(thing: Thing, visitor: Visitor): keyof CrowdLimits | undefined {
    for (const taker of this.#of(visitor)) {
      const limit = `${taker.kind}${thing}` as const;
      if (taker[thing] >= this.#limits[limit]) return limit;
    }
    return undefined;
  }

  /** One thing more, which {@link release} gives back. */
  hold(thing: Thing, visitor: Visitor): void {
    for (const taker of this.#of(visitor)) taker[thing]++;
  }

  /** One thing less. It must have been held for this visitor. */
  release(thing: Thing, visitor: Visitor): void {
    for (const taker of this.#of(visitor)) taker[thing]--;
  }

  /** Takes one of what is allowed per second. The name of the limit where there is none left. */
  take(act: Act, visitor: Visitor): keyof CrowdLimits | undefined {
    for (const taker of this.#of(visitor)) {
      const fullAt = this.#rates[taker.kind][act].take(taker[act]);
      if (fullAt === undefined) return `${taker.kind}${act}PerSecond`;
      taker[act] = fullAt;
    }
    return undefined;
  }

  #of({ session, address }: Visitor): readonly Taker[] {
    const network = `address ${networkOf(address)}`;
    if (session === undefined) {
      if (!this.#takers.has(network)) this.#forget();
      return [this.#taker("address", network)];
    }
    const visitor = `visitor ${session.id}`;
    // Before either is looked up: what is forgotten after that would be counted in vain.
    if (!this.#takers.has(network) || !this.#takers.has(visitor)) this.#forget();
    return [this.#taker("visitor", visitor), this.#taker("address", network)];
  }

  #taker(kind: Taker["kind"], key: string): Taker {
    const known = this.#takers.get(key);
    if (known !== undefined) return known;
    const taker = new Taker(kind);
    this.#takers.set(key, taker);
    return taker;
  }

  /**
   * Of those that came first, whoever holds nothing and has rested: they would be met as if they came for the first
   * time. Who has to stay goes to the end.
   */
  #forget(): void {
    const isCrowded = this.#takers.size >= MOST_REMEMBERED;
    let looks = 0;
    for (const [key, taker] of this.#takers) {
      if (looks++ === (isCrowded ? LOOKED_AT : GLANCED_AT)) return;
      this.#takers.delete(key);
      if (!this.#isIdle(taker, isCrowded)) this.#takers.set(key, taker);
    }
  }

  /** In a crowd it is enough for a visitor to hold nothing: a session is had for the asking. */
  #isIdle({ kind, Sockets, Views, Mounts, Joins }: Taker, isCrowded: boolean): boolean {
    if (Sockets > 0 || Views > 0) return false;
    const rates = this.#rates[kind];
    return (isCrowded && kind === "visitor") || (rates.Mounts.isFull(Mounts) && rates.Joins.isFull(Joins));
  }
}
