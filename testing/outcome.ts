/** What comes of an action: the view's HTML, or where the visitor is sent. */
import type { Redirection } from "./page.ts";

/**
 * The HTML of the view after an action. Where the visitor was sent elsewhere it is not a text: its `redirect` says
 * where to, and `followRedirect` goes there.
 *
 * @example
 * assert.match(await view.element("button").click(), /saved/);
 * assert.equal((await view.element("a", "Next").click()).redirect?.to, "/next");
 */
export type Outcome = string & { readonly redirect?: Redirection };

export function redirectedTo(redirect: Redirection): Outcome {
  // What is asked of it as a text tells the test where the text went.
  const outcome = Object.defineProperty({ redirect }, "toString", { value: () => `(redirected to ${redirect.to})` });
  return outcome as unknown as Outcome;
}

export function shown(html: string): Outcome {
  return html as Outcome;
}
