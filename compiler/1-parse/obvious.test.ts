import fc from "fast-check";
import { expect, test } from "vitest";
import { Namespace } from "../../protocol/slots.ts";
import { Reporter } from "../diagnostics.ts";
import { isVoid } from "../html/content.ts";
import type { Child, Element } from "../tree.ts";
import { checkAgreement } from "./agreement.ts";
import { isObvious } from "./obvious.ts";
import { parse } from "./parse.ts";

const RUNS = Number(process.env["LIVEC_RUNS"] ?? 1);
const TIMEOUT = 20_000 + 20_000 * RUNS;
const at = { start: 0, end: 1 };

/** Elements that may be obvious, and some that never are. */
const HTML = (
  "a abbr address article aside audio b bdi blockquote br button caption cite code data datalist dd del details dialog div dl dt em fieldset " +
  "figcaption figure footer form h1 h2 header hgroup hr i img input ins kbd label legend li main menu meter nav ol optgroup option output p picture " +
  "progress q s search section select small source span strong sub summary sup table tbody td textarea tfoot th thead time tr u ul video wbr " +
  "base body col colgroup font head html iframe nobr noscript object pre rp rt ruby script style svg template title x-y"
).split(" ");
const SVG = "svg g path text tspan linearGradient clipPath rect title desc foreignObject a p b".split(" ");
/** What makes deep trees likely: elements with the parts they are made for. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  ul: ["li"],
  dl: ["dt", "dd"],
  table: ["caption", "thead", "tbody"],
  thead: ["tr"],
  tbody: ["tr"],
  tr: ["th", "td"],
  select: ["option", "optgroup"],
  optgroup: ["option"],
  datalist: ["option"],
  p: ["a", "b", "em", "b", "span", "button", "svg"],
};

function element(name: string, namespace: Namespace, children: readonly Child[]): Element {
  const isEmpty = namespace === Namespace.html && isVoid(name);
  return {
    kind: "element",
    name,
    nameSpan: at,
    namespace,
    attributes: [],
    directives: [],
    children: isEmpty ? [] : children,
    void: isEmpty,
    ...at,
  };
}

const text = fc
  .constantFrom("a", " ", "\n", "\n\n b", "<i>&amp;", "\u00a0", "\r", "\0", "]]>")
  .map((value): Child => ({ kind: "text", value, ...at }));

/** Trees, most of which are sound. */
function trees(depth: number, names: readonly string[], namespace: Namespace): fc.Arbitrary<readonly Child[]> {
  if (depth === 0) return fc.array(text, { maxLength: 1 });
  const child = fc.oneof(
    { weight: 1, arbitrary: text },
    {
      weight: 4,
      arbitrary: fc.constantFrom(...names).chain((name) => {
        const own = name === "svg" ? Namespace.svg : namespace;
        const fitting = FITTING[name];
        const inner = own === Namespace.svg ? SVG : fitting === undefined ? HTML : fitting;
        const some = fc.oneof(
          { weight: 9, arbitrary: trees(depth - 1, inner, own) },
          { weight: 1, arbitrary: trees(depth - 1, HTML, own) },
        );
        return some.map((children): Child => element(name, own, children));
      }),
    },
  );
  return fc.array(child, { maxLength: 3 });
}

test(
  "a browser builds every obvious tree as it is written",
  () => {
    let obvious = 0;
    fc.assert(
      fc.property(trees(5, HTML, Namespace.html), (children) => {
        if (!isObvious(children)) return;
        if (children.length > 0) obvious++;
        const reporter = new Reporter("test.live.html", "x");
        checkAgreement(children, reporter, () => false);
        expect(reporter.sorted().map(({ message }) => message)).toEqual([]);
      }),
      { numRuns: 10_000 * RUNS },
    );
    expect(obvious).toBeGreaterThan(1000);
  },
  TIMEOUT,
);

function obvious(source: string): boolean {
  return isObvious(parse(source, "test.live.html").template.children);
}

test.each([
  "text",
  "<ul><li :for={a of b} :key={a}><p>{a} <b>c</b></p></li></ul>",
  "<table><caption>a</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td><Badge/><form><button>x</button></form></td></tr></tbody></table>",
  "<label>a <select><option>{a}</option></select></label><textarea>{a}</textarea>",
  '<p><svg><g><path d="M0 0"/><text>{a}</text></g></svg></p>',
  "<h1>a</h1><section :if={a}><h2>b</h2></section><slot/>",
])("%j is obvious", (source) => {
  expect(obvious(source)).toBe(true);
});

test.each([
  "<p><button><div>a</div></button></p>",
  "<a><table><tbody><tr><td><a>x</a></td></tr></tbody></table></a>",
  "<table><tr><td>a</td></tr></table>",
  "<table>a</table>",
  "<table>\u00a0</table>",
  "<ul><li><div><li>a</li></div></li></ul>",
  "<tr><td>a</td></tr>",
  "<path/>",
  "<svg><desc><p>a</p></desc></svg>",
  "<math><mi>x</mi></math>",
  "<pre>a</pre>",
  "<textarea>a&#13;b</textarea>",
  "<!doctype html><html><head></head><body></body></html>",
  "<h1><h2>a</h2></h1>",
  "<select><option><b>a</b></option></select>",
])("%j is asked of a parser", (source) => {
  expect(obvious(source)).toBe(false);
});
