/** The page's title: the assign `pageTitle`. */
import type { Effects } from "../../../protocol/wire.ts";
import type { Template } from "../../rendering/contract.ts";
import type { Feature, Shown } from "../feature.ts";
import { namesRead } from "../socket.ts";

const ASSIGN = "pageTitle";

/** The whole title of the page where the assign is `null` or `undefined`. */
export type Untitled = (assigns: Readonly<Record<string, unknown>>) => string;

/** Sends the title when it changed, and again with all values. */
export class Title implements Feature {
  readonly #untitled: Untitled;
  #sent: unknown;

  /** `title` is what the page was rendered with. */
  constructor(title: unknown, untitled: Untitled) {
    this.#sent = title;
    this.#untitled = untitled;
  }

  effects({ assigns, isWhole }: Shown): Effects | undefined {
    const title = assigns[ASSIGN];
    if (title === this.#sent && !isWhole) return undefined;
    this.#sent = title;
    return { t: title === undefined || title === null ? [this.#untitled(assigns)] : String(title) };
  }
}

/** The title of a view with this state and template; `undefined` where it cannot have one. */
export function titleOf(assigns: Readonly<Record<string, unknown>>, template: Template, untitled: Untitled): Title | undefined {
  return Object.hasOwn(assigns, ASSIGN) || namesRead(template).has(ASSIGN) ? new Title(assigns[ASSIGN], untitled) : undefined;
}
