/** Checks one walk of states in a browser page. */
import type { ClientBlock } from "../../protocol/slots.ts";
import type { Diff } from "../../protocol/wire.ts";
import { dump } from "./dump.ts";
import { Page } from "./page.ts";

export interface Walk {
  readonly blocks: readonly ClientBlock[];
  readonly html: string;
  readonly skeleton: string;
  readonly values: Diff;
  readonly steps: readonly { readonly diff: Diff | null; readonly html: string }[];
}

/** `null`, or what does not hold. */
export function check({ blocks, html, skeleton, values, steps }: Walk): string | null {
  const page = new Page(blocks, html, skeleton);
  if (!page.intact) return "the page is not what the skeleton says";
  const built = new Page(blocks, "");
  built.apply(values);
  if (dump(built.container) !== dump(page.container)) return `Agreement: ${dump(built.container)} is not ${dump(page.container)}`;
  for (const [index, step] of steps.entries()) {
    const observer = new MutationObserver(() => {});
    observer.observe(page.container, { attributes: true, characterData: true, childList: true, subtree: true });
    page.apply(step.diff ?? undefined);
    if (step.diff === null && observer.takeRecords().length > 0) return `Silence: step ${index} wrote`;
    observer.disconnect();
    const fresh = document.createElement("div");
    fresh.innerHTML = step.html;
    if (dump(page.container) !== dump(fresh)) return `Convergence, step ${index}: ${dump(page.container)} is not ${dump(fresh)}`;
  }
  return null;
}
