/** What is said at run time names the template's line. */
import { expect, test } from "vitest";
import * as livec from "../template.ts";
import { Rendering } from "./rendering.ts";

interface Assigns {
  value: unknown;
  link: string;
  attributes: Record<string, unknown>;
  items: number[];
}

const row = livec.block("row", ["<li>", "</li>"], [livec.text([5])]);
const branch = livec.block("branch", ["<p>", "</p>"], [livec.text([0])]);
const root = livec.block(
  "root",
  ["", "<a", "", ">", ""],
  [
    livec.branch([0]),
    livec.attr([1], "href", null, "url"),
    livec.spread([2], "a", []),
    livec.list([3], { block: 2, from: 5, reads: [""] }),
  ],
);
const page = livec.template<Assigns, object>({
  name: "page.live.html",
  reads: ["value", "link", "attributes", "items"],
  blocks: [root, branch, row],
  lines: [[3, 5, 6, 8], [4], [9]],
  components: () => [],
  render(r, { value, link, attributes, items }) {
    if (r.stale(0)) {
      r.open(0, branch);
      if (r.stale(0)) r.text(0, value as string);
      r.close();
    }
    if (r.stale(1)) r.attr(1, link);
    if (r.stale(2)) r.spread(2, attributes);
    if (r.stale(3)) for (const item of r.each(3, items, row, (key) => key)) if (r.stale(0)) r.text(0, item);
  },
});

const GOOD: Assigns = { value: "a", link: "/", attributes: {}, items: [1, 2] };

function mounted(assigns: Assigns): { rendering: Rendering<Assigns>; warnings: string[] } {
  const warnings: string[] = [];
  const rendering = new Rendering<Assigns>(page, { warn: (message) => void warnings.push(message) });
  rendering.mount(assigns);
  return { rendering, warnings };
}

test("a value that cannot be shown", () => {
  expect(() => mounted({ ...GOOD, value: { a: 1 } })).toThrow(/^page\.live\.html:4: A template can print strings/);
});

test("a URL that could run code, and an attribute that a spread may not set", () => {
  const { warnings } = mounted({ ...GOOD, link: "javascript:alert(1)", attributes: { onclick: "alert(1)" } });
  expect(warnings.map((warning) => warning.slice(0, 40))).toEqual([
    "page.live.html:5: href was given a URL t",
    "page.live.html:6: A spread on <a> may no",
  ]);
});

test("two items with one key", () => {
  const { rendering } = mounted(GOOD);
  expect(() => rendering.update({ ...GOOD, items: [2, 3, 3, 1] })).toThrow(/^page\.live\.html:8: two items of one list have the :key "3"/);
});
