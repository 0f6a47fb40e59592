/** What one visitor, and one address, may take of a server that others use as well. */
import type { Clock } from "../../base/host.ts";
import { networkOf } from "../security/proxy.ts";
import type { VisitorSession } from "../security/session.ts";
import { Bucket } from "./bucket.ts";

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
type Rate = "Mounts" | "Joins";

/** Those that hold nothing and have rested are forgotten when there are more. */
const MOST_REMEMBERED = 50_000;
/** How many are looked at to forget one: most who came long ago have gone. */
const LOOKED_AT = 8;

interface Taker {
  readonly kind: "visitor" | "address";
  readonly held: { [T in Thing]: number };
  readonly rates: { readonly [R in Rate]: Bucket };
}

export class Crowd {
  readonly #clock: Clock;
  readonly #limits: CrowdLimits;
  /** In the order they came. */
  readonly #takers = new Map<string, Taker>();

  constructor(clock: Clock, limits: CrowdLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Visitors and addresses that are remembered. */
  get size(): number {
    return this.#takers.size;
  }

  /** The name of the limit that one thing more would break; nothing where there is room. */
  full(thing: Thing, visitor: Visitor): keyof CrowdLimits | undefined {
    for (const { kind, held } of this.#of(visitor)) {
      const limit = `${kind}${thing}` as const;
      if (held[thing] >= this.#limits[limit]) return limit;
    }
    return undefined;
  }

  /** One thing more. Returns what gives it back, once. */
  hold(thing: Thing, visitor: Visitor): () => void {
    const takers = this.#of(visitor);
    for (const { held } of takers) held[thing]++;
    let isHeld = true;
    return () => {
      if (isHeld) for (const { held } of takers) held[thing]--;
      isHeld = false;
    };
  }

  /** Takes one of what is allowed per second. The name of the limit where there is none left. */
  take(rate: Rate, visitor: Visitor): keyof CrowdLimits | undefined {
    const tired = this.#of(visitor).find(({ rates }) => !rates[rate].take());
    return tired && `${tired.kind}${rate}PerSecond`;
  }

  #of({ session, address }: Visitor): readonly Taker[] {
    const network = this.#taker("address", networkOf(address));
    return session === undefined ? [network] : [this.#taker("visitor", session.id), network];
  }

  #taker(kind: Taker["kind"], name: string): Taker {
    const key = `${kind} ${name}`;
    const known = this.#takers.get(key);
    if (known !== undefined) return known;
    if (this.#takers.size >= MOST_REMEMBERED) this.#forget();
    const taker = this.#newTaker(kind);
    this.#takers.set(key, taker);
    return taker;
  }

  #newTaker(kind: Taker["kind"]): Taker {
    const limits = this.#limits;
    const bucket = (rate: Rate): Bucket => new Bucket(this.#clock, limits[`${kind}${rate}PerSecond`], limits[`${kind}${rate}Burst`]);
    return { kind, held: { Sockets: 0, Views: 0 }, rates: { Mounts: bucket("Mounts"), Joins: bucket("Joins") } };
  }

  /** Those that came first are looked at first; who has to stay goes to the end. */
  #forget(): void {
    let looks = 0;
    for (const [key, taker] of this.#takers) {
      if (looks++ === LOOKED_AT) return;
      this.#takers.delete(key);
      const { held, rates } = taker;
      const isIdle = held.Sockets === 0 && held.Views === 0 && (taker.kind === "visitor" || (rates.Mounts.full && rates.Joins.full));
      if (!isIdle) this.#takers.set(key, taker);
    }
  }
}
