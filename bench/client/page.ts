/** What runs in the page: one contestant does one operation, again and again. */
import { contestants } from "./contestants.ts";
import type { Sample } from "./operations.ts";

/**
 * Median script time of an operation, in milliseconds; `undefined` where the table is not what it should be. Each run
 * has a new table.
 */
export function time(name: string, statics: string, sample: Sample, runs: number): number | undefined {
  const libraries = (globalThis as unknown as { libraries: Parameters<typeof contestants>[1] }).libraries;
  const contestant = contestants(statics, libraries)[name];
  if (contestant === undefined) throw new RangeError(`There is no ${name}.`);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const container = document.createElement("div");
    document.body.replaceChildren(container);
    const operate = contestant(container, sample);
    // What was made for it is laid out before, as on a page that a visitor looks at.
    void container.getBoundingClientRect();
    const start = performance.now();
    operate();
    times.push(performance.now() - start);
    if (run === 0 && shown(container) !== wanted(sample)) return undefined;
  }
  return times.sort((a, b) => a - b)[runs >> 1];
}

function shown(container: Element): string {
  const body = container.querySelector("tbody")?.cloneNode(true) as Element;
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Comment[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode as Comment);
  for (const comment of comments) comment.remove();
  for (const row of body.querySelectorAll("[class='']")) row.removeAttribute("class");
  return body.innerHTML;
}

function wanted({ expected }: Sample): string {
  const table = document.createElement("table");
  table.innerHTML = `<tbody>${expected}</tbody>`;
  return (table.firstChild as Element).innerHTML;
}
