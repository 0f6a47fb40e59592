import { expect, test } from "vitest";
import { problems } from "./outline.testing.ts";

test.each([
  "<tr><td>{a}</td></tr>",
  "<td>a</td><td>b</td>",
  "<tr><td>a</td></tr> <Row/> <tr :if={a}><td>b</td></tr>",
  "<caption>a</caption>",
  "<col>",
  "<option>a</option>",
  "<li>a</li>",
  "<path/><text>{a}</text>",
  "<svg><desc><p>a</p></desc><style>a > b { }</style></svg>",
  "<math><mi>x</mi></math>",
  "<p><button><div>a</div></button></p>",
  "<p><Badge><div>a</div></Badge></p>",
  "<a><table><tbody><tr><td><a>x</a></td></tr></tbody></table></a>",
  "<table><caption>a</caption><colgroup><col></colgroup><thead><tr><th>a</th></tr></thead><tbody :for={b of c} :key={b}><tr><td>{b}</td></tr></tbody></table>",
  "<table><tbody><Row/><slot/></tbody></table>",
  "<select><option>{a}</option><hr><optgroup><option>b</option></optgroup></select>",
  "<!doctype html><html><head><title>{a}</title><LiveScripts/></head><body><slot/></body></html>",
  "<pre>\n\na</pre>",
  "<template><tr><td>a</td></tr></template>",
  "<iframe></iframe><noscript><p>a</noscript>",
  "<ruby>a<rt>b</rt></ruby><details open><summary>a</summary></details>",
])("a browser agrees with %j", (source) => {
  expect(problems(source)).toEqual([]);
});

test.each([
  ["<p>a<div>b</div></p>", ["LC3001 1:5 A browser closes the <p> before this <div>."]],
  ["<p><b><ul><li>a</li></ul></b></p>", ["LC3001 1:7 A browser closes the <p> before this <ul>."]],
  ["<p><template :if={a}><p>b</p></template></p>", ["LC3001 1:22 A browser closes the <p> before this <p>."]],
  ["<h1><h2>a</h2></h1>", ["LC3001 1:5 A browser closes the <h1> before this <h2>."]],
  ["<ul><li><li>a</li></li></ul>", ["LC3001 1:9 A browser closes the <li> before this <li>."]],
  ["<table><tr><td>a</td></tr></table>", ["LC3002 1:8 A browser puts a <tbody> between <table> and <tr>."]],
  ["<table><tbody><td>a</td></tbody></table>", ["LC3002 1:15 A browser puts a <tr> between <tbody> and <td>."]],
  ["<table><td>a</td></table>", ["LC3002 1:8 A browser puts a <tbody><tr> between <table> and <td>."]],
  [
    "<table>a{b}</table>",
    [
      "LC3003 1:8 A browser moves this text out of the <table>, before the table.",
      "LC3003 1:9 A browser moves this expression out of the <table>, before the table.",
    ],
  ],
  ["<table><tbody><tr><div>a</div></tr></tbody></table>", ["LC3003 1:19 A browser moves <div> out of the <tr>, before the table."]],
  ["<div><tr><td>a</td></tr></div>", ["LC3004 1:6 A browser drops <tr> inside <div>."]],
  ["<form><div><form>a</form></div></form>", ["LC3005 1:12 A browser does not nest <form>: it ignores the inner <form>."]],
  ["<a><b><a>x</a></b></a>", ["LC3005 1:7 A browser does not nest <a>: it closes the first <a> before the second."]],
  ["<button><button>a</button></button>", ["LC3005 1:9 A browser does not nest <button>: it closes the first <button> before the second."]],
  [
    "<select><div>a</div>b</select>",
    ["LC3006 1:9 Browsers disagree about <div> in <select>.", "LC3006 1:21 Browsers disagree about text in <select>."],
  ],
  ["<select><option><b>a</b></option></select>", ["LC3006 1:17 Browsers disagree about <b> in <option>."]],
  [
    "<!doctype html><html><head><p>a</p></head><body></body></html>",
    ["LC3007 1:28 A browser ends the <head> before <p> and puts it into the <body>."],
  ],
  ["<div><body>a</body></div>", ["LC3008 1:6 A browser ignores <body> inside <div>."]],
  [
    "<!doctype html><html><body>a</body></html>",
    ["LC3009 1:22 A browser builds another tree here: where you have <body> in <html>, it has <head>."],
  ],
  [
    "<ul><li><div><li>a</li></div></li></ul>",
    ["LC3009 1:14 A browser builds another tree here: where you have <li> in <div>, it has nothing."],
  ],
  ["<svg><div>a</div></svg>", ["LC3009 1:6 A browser builds another tree here: where you have <div> in <svg>, it has nothing."]],
  [
    "<div><frameset></frameset></div>",
    ["LC3009 1:6 A browser builds another tree here: where you have <frameset> in <div>, it has nothing."],
  ],
  [
    "<Card><ul><li><i><li>a</li></i></li></ul></Card>",
    ["LC3009 1:18 A browser builds another tree here: where you have <li> in <i>, it has nothing."],
  ],
  [
    "<td :if={a}>a</td><div :else>b</div>",
    ["LC3011 1:1 This <td> belongs into a table, the <div> beside it does not: no parent can hold both."],
  ],
  [
    "<Card>a<tr><td>b</td></tr></Card>",
    ["LC3011 1:8 This <tr> belongs into a table, the text beside it does not: no parent can hold both."],
  ],
  ["<html><head></head><body></body></html>", ["LC3010 1:2 This layout has no <!doctype html>: browsers fall back to quirks mode."]],
])("%j is reported", (source, expected) => {
  expect(problems(source)).toEqual(expected);
});

test("only the cause is reported, and all causes", () => {
  expect(problems("<p><div><p>a</p></div></p><table><tr><td>a</td></tr></table>").map((problem) => problem.slice(0, 6))).toEqual([
    "LC3001",
    "LC3002",
  ]);
});
