import { describe, expect, test } from "vitest";
import { problems } from "./outline.testing.ts";

describe("in a <noscript>", () => {
  test.each([
    ["<noscript><p>{a}</p></noscript>", "1:14"],
    ["<p>\n<noscript>\nx {a.b} {c}</noscript></p>", "3:3"],
    ["<noscript><p :if={a}>x</p></noscript>", "1:18"],
    ["<noscript><style>p { color: red }</style><img src={a}></noscript>", "1:51"],
    ["<head><noscript>{a}</noscript></head>", "1:17"],
  ])("an expression is an error: %j", (source, place) => {
    expect(
      problems(source)
        .filter((problem) => problem.startsWith("LC1044"))
        .map((problem) => problem.split(" ")[1]),
    ).toEqual([place]);
  });

  test.each([
    "<noscript>&#123;a}</noscript>",
    "<noscript><style>p { color: red } i { }</style><!-- {a} --><p>x</p></noscript>",
    "<noscript><script>if (a) { b() }</script></noscript>",
    "<noscript>{</noscript>",
    "<noscript>}</noscript>{a}",
    "<noscript class={a}>x</noscript>",
    "<iframe>{a}</iframe>",
  ])("nothing is wrong with %j", (source) => {
    expect(problems(source)).toEqual([]);
  });

  test("what is said names it", () => {
    expect(problems("<noscript>{count} left</noscript>")).toEqual([
      "LC1044 1:11 Nothing in <noscript> is an expression: visitors without scripts would read {count}.",
    ]);
  });
});
