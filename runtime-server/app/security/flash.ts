/** Flash messages on their way to the next page: sealed for one visitor, and shown once. */
import type { Clock } from "../../base/host.ts";
import { type Flash, NO_FLASH } from "../../view/features/flash.ts";
import type { VisitorSession } from "./session.ts";
import { randomId, type Sealer, sameText } from "./token.ts";

/** The cookie that carries them to a page that is loaded; the client writes it as well. */
export const FLASH_COOKIE = "_livec_flash";

/** Time a page may take to come, ms. */
const MAX_AGE = 60_000;
/** What a browser keeps of a cookie, less its attributes. */
const LONGEST = 3_900;
/** Seals that were opened are remembered as long as they would open; of more than these the oldest are forgotten. */
const MOST_OPENED = 10_000;

export class Flashes {
  readonly #sealer: Sealer;
  readonly #clock: Clock;
  /** When each was opened. */
  readonly #opened = new Map<string, number>();

  constructor(sealer: Sealer, clock: Clock) {
    this.#sealer = sealer;
    this.#clock = clock;
  }

  seal(flash: Flash, session: VisitorSession): string {
    return this.#sealer.seal("flash", [randomId(), session.id, flash], MAX_AGE);
  }

  /** The messages in it, once; none where it was sealed for another visitor, or is too old. */
  open(sealed: string | undefined, session: VisitorSession): Flash {
    const opened = sealed === undefined ? undefined : this.#sealer.open("flash", sealed);
    if (opened === undefined || opened.expired) return NO_FLASH;
    const [id, owner, flash] = opened.data as [string, string, Flash];
    if (!sameText(owner, session.id) || this.#opened.has(id)) return NO_FLASH;
    this.#remember(id);
    return { ...flash };
  }

  /** The messages in it, for who looks on: they are not shown by that. */
  peek(sealed: string): Flash {
    const [, , flash] = (this.#sealer.open("flash", sealed)?.data ?? [null, null, NO_FLASH]) as [unknown, unknown, Flash];
    return { ...flash };
  }

  /** The cookie of a request. */
  read(header: string | undefined): string | undefined {
    return new RegExp(`(?:^|;)\\s*${FLASH_COOKIE}=([\\w-]+)`).exec(header ?? "")?.[1];
  }

  /** The `Set-Cookie` header that carries messages to the next page, or takes the cookie away. */
  write(flash: Flash | undefined, session: VisitorSession): string {
    const sealed = flash === undefined ? "" : this.seal(flash, session);
    const age = sealed === "" || sealed.length > LONGEST ? 0 : MAX_AGE / 1_000;
    return `${FLASH_COOKIE}=${age === 0 ? "" : sealed}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
  }

  #remember(id: string): void {
    const now = this.#clock.now();
    for (const [old, at] of this.#opened) {
      if (now - at < MAX_AGE && this.#opened.size < MOST_OPENED) break;
      this.#opened.delete(old);
    }
    this.#opened.set(id, now);
  }
}
