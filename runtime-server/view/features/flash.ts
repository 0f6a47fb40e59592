/** Flash: messages that are shown once, on this page or on the next. */
import type { Effects } from "../../../protocol/wire.ts";
import type { Feature } from "../feature.ts";

/** Messages by their kinds: `{ info: "Saved" }`. An assign of every view. */
export type Flash = { readonly [kind: string]: string | undefined };

/** Flash messages. */
export interface FlashSocket {
  /** The messages that are shown. */
  readonly flash: Flash;
  /**
   * Shows a message: on this page, or on the one that this turn leads to. `kind` is `info`, `error` or what you like.
   */
  putFlash(kind: string, message: string): void;
  /** Takes back the message of a kind, or all. */
  clearFlash(kind?: string): void;
}

/** The event by which a page dismisses messages; no view needs a handler for it. */
export const CLEAR_FLASH = "lv:clear-flash";

export const NO_FLASH: Flash = Object.freeze(Object.create(null) as Flash);

/** `flash` with this message, or without messages of this kind, or of any. */
export function withFlash(flash: Flash, kind: string, message: string): Flash {
  return { ...flash, [kind]: message };
}

export function withoutFlash(flash: Flash, kind?: string): Flash {
  if (kind === undefined) return NO_FLASH;
  const { [kind]: _gone, ...rest } = flash;
  return rest;
}

/** The messages among the assigns of a view, whatever else they may hold by that name. */
export function flashOf(assigns: { readonly [name: string]: unknown } = {}): Flash {
  const { flash } = assigns;
  return typeof flash === "object" && flash !== null ? (flash as Flash) : NO_FLASH;
}

export function isEmpty(flash: Flash): boolean {
  return Object.keys(flash).length === 0;
}

/** What carrying messages to another page needs of a view. */
interface FlashOwner {
  readonly leaving: boolean;
  readonly flash: Flash;
  /** Seals messages for the visitor. */
  sealFlash(flash: Flash): string | undefined;
}

/** Sends messages along where the page is told to go elsewhere. */
export class FlashLuggage implements Feature {
  readonly #owner: FlashOwner;

  constructor(owner: FlashOwner) {
    this.#owner = owner;
  }

  effects(): Effects | undefined {
    const { leaving, flash } = this.#owner;
    const sealed = leaving && !isEmpty(flash) ? this.#owner.sealFlash(flash) : undefined;
    return sealed === undefined ? undefined : { f: sealed };
  }
}
