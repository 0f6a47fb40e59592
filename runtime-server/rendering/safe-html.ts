/** Trusted HTML: the only thing `:html={e}` accepts. */
import { ValueError } from "./value-error.ts";
import { wellFormed } from "./well-formed.ts";

/** HTML that somebody vouched for; only {@link unsafeHtml} makes it. */
export class SafeHtml {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }

  /** True for what this class made: no look-alike has its private member. */
  static is(value: unknown): value is SafeHtml {
    return typeof value === "object" && value !== null && #html in value;
  }
}

/**
 * Vouches for HTML: it will be part of the page as it is, scripts and all. Only for HTML that you wrote, or that a
 * sanitizer has been over; tags must be balanced.
 *
 * @example
 * // In the template: <div :html={article}></div>
 * socket.assign({ article: unsafeHtml(sanitize(markdown.render(text))) });
 */
export function unsafeHtml(html: string): SafeHtml {
  return new SafeHtml(wellFormed(String(html)));
}

/** The leaf of trusted HTML. Throws a TypeError for anything else, a string above all. */
export function htmlLeaf(value: SafeHtml | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (SafeHtml.is(value)) return value.toString();
  throw new ValueError(":html takes what unsafeHtml(html) gives, not a plain value. To show it as text, write {value}.");
}
