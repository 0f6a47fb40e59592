/**
 * Sealed tokens: what the server gives out and trusts when it comes back. Encrypted, authenticated, expiring, one key
 * per purpose.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { LivecError } from "../../base/errors.ts";
import type { Clock } from "../../base/host.ts";

/** What a token is for; one sealed for one purpose opens for no other. */
export type Purpose = "session" | "mount" | "csrf" | "flash";

const LEAST_SECRET = 32;
const IV = 12;
const TAG = 16;
const LONGEST = 16_384;

/** A token that opens: its data, and whether it is too old. */
export interface Opened {
  readonly data: unknown;
  /** Milliseconds since it was sealed. */
  readonly age: number;
  readonly expired: boolean;
}

/** Seals with the first of its secrets and opens with any, so that secrets can be rotated. */
export class Sealer {
  readonly #secrets: readonly string[];
  readonly #clock: Clock;
  readonly #keys = new Map<Purpose, readonly Buffer[]>();

  constructor(secrets: readonly string[], clock: Clock) {
    for (const secret of secrets) {
      if (typeof secret !== "string" || Buffer.byteLength(secret) < LEAST_SECRET) {
        throw new LivecError(
          "bad-option",
          `secret must be at least ${LEAST_SECRET} bytes long. Make one with: node -p "crypto.randomBytes(32).toString('base64url')"`,
        );
      }
    }
    if (secrets.length === 0) throw new LivecError("bad-option", "secret: an empty list of secrets seals nothing.");
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** Seals `data` (JSON) for `maxAge` ms. */
  seal(purpose: Purpose, data: unknown, maxAge: number): string {
    const now = this.#clock.now();
    const iv = randomBytes(IV);
    const cipher = createCipheriv("aes-256-gcm", this.#keysOf(purpose)[0] as Buffer, iv);
    const sealed = Buffer.concat([
      iv,
      cipher.update(JSON.stringify([now, now + maxAge, data]), "utf8"),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return sealed.toString("base64url");
  }

  /** What is in the token; `undefined` when it was not sealed here, for this purpose, with a secret still known. */
  open(purpose: Purpose, token: unknown): Opened | undefined {
    if (typeof token !== "string" || token.length > LONGEST || !/^[\w-]+$/.test(token)) return undefined;
    const sealed = Buffer.from(token, "base64url");
    if (sealed.length <= IV + TAG) return undefined;
    for (const key of this.#keysOf(purpose)) {
      const plain = decrypt(key, sealed);
      if (plain === undefined) continue;
      const [sealedAt, expires, data] = JSON.parse(plain) as [number, number, unknown];
      const now = this.#clock.now();
      return { data, age: now - sealedAt, expired: now >= expires };
    }
    return undefined;
  }

  #keysOf(purpose: Purpose): readonly Buffer[] {
    const known = this.#keys.get(purpose);
    if (known !== undefined) return known;
    const keys = this.#secrets.map((secret) => Buffer.from(hkdfSync("sha256", secret, "livec", `livec ${purpose} v1`, 32)));
    this.#keys.set(purpose, keys);
    return keys;
  }
}

function decrypt(key: Buffer, sealed: Buffer): string | undefined {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV), { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV, sealed.length - TAG)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

/** A random name nobody can guess: 128 bits. */
export function randomId(): string {
  return randomBytes(16).toString("base64url");
}

/** Compares without telling, by its time, where the difference is. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
