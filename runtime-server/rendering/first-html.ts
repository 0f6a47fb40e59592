/**
 * The HTML of a first render, written while it was made: that of the template, and that of each component, which is
 * rendered after what is around it.
 */
import type { Written } from "./cursor.ts";
import { Root } from "./instance.ts";

export class FirstHtml {
  readonly #written = new Map<Root, Written>();
  #isOutdated = false;

  /** A root was rendered. What is rendered again has changed since it was written. */
  add(root: Root, isNew: boolean, written: Written): void {
    if (isNew) this.#written.set(root, written);
    else this.#isOutdated = true;
  }

  /** The whole; `undefined` where it is not what was rendered last. */
  of(root: Root): string | undefined {
    return this.#isOutdated ? undefined : this.#join(root);
  }

  #join(root: Root): string {
    let html = "";
    for (const part of this.#written.get(root) ?? []) {
      html += typeof part === "string" ? part : part instanceof Root ? this.#join(part) : part.html;
    }
    return html;
  }
}
