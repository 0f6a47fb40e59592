/**
 * Who a request is really from, and what it was sent to, where proxies stand in between: as far as these are trusted.
 */
import { BlockList, isIP } from "node:net";
import { LivecError } from "../../base/errors.ts";
import { plainAddress } from "../../transport/address.ts";
import type { RequestHead } from "../../transport/transport.ts";

/** How many proxies stand before the app, or their addresses: `["10.0.0.7", "10.1.0.0/16"]`. */
export type TrustProxy = number | readonly string[];

type Head = Pick<RequestHead, "headers" | "remoteAddress" | "secure">;

export class Proxies {
  readonly #hops: number;
  readonly #trusted: BlockList | undefined;

  readonly #unknown: () => void;
  #isUnknownTold: boolean;

  /**
   * Throws `bad-option` on what is neither a count nor addresses. Where no proxy is trusted, `unknown` is called,
   * once, for a request that seems to come from one.
   */
  constructor(trust: TrustProxy = 0, unknown: () => void = () => {}) {
    if (typeof trust === "number" ? !Number.isInteger(trust) || trust < 0 || trust > 16 : !Array.isArray(trust)) {
      throw new LivecError(
        "bad-option",
        `trustProxy: ${JSON.stringify(trust)} is neither a number of proxies (0 to 16) nor a list of their addresses.`,
      );
    }
    this.#unknown = unknown;
    this.#isUnknownTold = trust !== 0;
    this.#hops = typeof trust === "number" ? trust : 0;
    this.#trusted = typeof trust === "number" ? undefined : listOf(trust);
  }

  /**
   * The address of the visitor. Each proxy adds, at the end, whom it was asked by; what stands before the last
   * trusted one may be made up.
   */
  addressOf(head: Head): string {
    if (!this.#isUnknownTold && head.headers.has("x-forwarded-for")) {
      this.#isUnknownTold = true;
      this.#unknown();
    }
    const chain = this.#chain(head);
    const address = chain[chain.length - 1 - this.#passed(chain)] ?? "";
    return isIP(address) === 0 ? head.remoteAddress : address;
  }

  /** The visitor's connection is TLS. */
  isSecure(head: Head): boolean {
    return (this.#forwarded(head, "x-forwarded-proto")?.toLowerCase() ?? (head.secure ? "https" : "http")) === "https";
  }

  /** Scheme and host as the visitor's browser shows them: `https://shop.example`. */
  originOf(head: Head): string {
    const host = this.#forwarded(head, "x-forwarded-host") ?? head.headers.get("host") ?? "localhost";
    return `${this.isSecure(head) ? "https" : "http"}://${host}`;
  }

  /** From the visitor to the last proxy. */
  #chain({ headers, remoteAddress }: Head): readonly string[] {
    return [...listed(headers.get("x-forwarded-for")).map(hostOf), remoteAddress];
  }

  /** How many of the chain, from its end, are trusted proxies. */
  #passed(chain: readonly string[]): number {
    const most = chain.length - 1;
    if (this.#trusted === undefined) return Math.min(this.#hops, most);
    let passed = 0;
    while (passed < most && this.#isTrusted(chain[chain.length - 1 - passed])) passed++;
    return passed;
  }

  #isTrusted(address = ""): boolean {
    const version = isIP(address);
    return version !== 0 && this.#trusted?.check(address, version === 6 ? "ipv6" : "ipv4") === true;
  }

  /** What the first trusted proxy said of the request. */
  #forwarded(head: Head, name: string): string | undefined {
    const trusted =
      this.#trusted === undefined ? this.#hops : this.#isTrusted(head.remoteAddress) ? Math.max(1, this.#passed(this.#chain(head))) : 0;
    const values = listed(head.headers.get(name));
    return trusted === 0 ? undefined : values[Math.max(0, values.length - trusted)];
  }
}

function listed(header: string | undefined): readonly string[] {
  return header === undefined ? [] : header.split(",").map((part) => part.trim());
}

/** Some proxies write the port as well: `1.2.3.4:5678`, `[2001:db8::1]:5678`. */
function hostOf(text: string): string {
  const [, bracketed, plain] = /^\[([\da-f:.]+)\](?::\d+)?$|^([\d.]+):\d+$/i.exec(text) ?? [];
  return plainAddress(bracketed ?? plain ?? text);
}

function listOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of addresses) {
    const [address = "", prefix] = String(text).split("/", 2);
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 6 ? 128 : 32) || prefix === "") {
      throw new LivecError("bad-option", `trustProxy: ${JSON.stringify(text)} is not an address such as "10.0.0.7" or "10.1.0.0/16".`);
    }
    list.addSubnet(address, bits, version === 6 ? "ipv6" : "ipv4");
  }
  return list;
}

/** What one visitor's addresses have in common: of IPv6 the /64, which a network is given whole. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const groups = new URL(`http://[${address.replace(/%.*/, "")}]`).hostname.slice(1, -1);
  const [head = "", tail] = groups.split("::", 2).map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return `${[...head, ...zeros, ...(tail ?? [])].slice(0, 4).join(":")}::/64`;
}
