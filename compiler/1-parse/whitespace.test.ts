import { expect, test } from "vitest";
import { outline } from "./outline.testing.ts";

test.each([
  ["\n <p>\n  a \t\n b  </p>\n\n<p> c </p>\n", 'p["a b"] " " p["c"]'],
  ["<p> a <b> b </b> {c} d </p>", 'p["a " b["b"] " " {c} " d"]'],
  ["<p> {a} </p>", "p[{a}]"],
  ['<p>a{" "}</p>', 'p["a" {" "}]'],
  ["<p>a&nbsp; </p>", 'p["a\u00a0"]'],
  ["<table> <tbody> <tr> <td> a </td> <td>b</td> </tr> </tbody> </table>", 'table[tbody[tr[td["a"] td["b"]]]]'],
  ["<tbody> <tr :for={a of b} :key={a}> <td/> </tr> <tr/> </tbody>", "tbody[for(a of b key a[tr[td]]) tr]"],
  ["<select> <option>a</option> <option :if={b}>c</option> </select>", 'select[option["a"] if(b[option["c"]])]'],
  ["<html> <head> <meta> <title> a </title> </head> <body> b </body> </html>", 'html[head[meta title["a"]] body["b"]]'],
  ["<pre> a\n  <b> b </b> </pre>", 'pre[" a\\n  " b[" b "] " "]'],
  ["<textarea> a\n b </textarea>", 'textarea[" a\\n b "]'],
  ["<div live-space id=a> a  <b> b </b></div>", 'div(id="a")[" a  " b[" b "]]'],
  ["<p>a <template :if={b}> c </template> d</p>", 'p["a " if(b["c"]) " d"]'],
  ["<Card> a <slot> b </slot> </Card>", 'Card["a " slot:default["b"]]'],
  [
    "<svg> <g> <text> a <tspan>b</tspan> <tspan>c</tspan></text> </g> </svg>",
    'svg:svg[svg:g[svg:text["a " svg:tspan["b"] " " svg:tspan["c"]]]]',
  ],
  ["<style>\n a { b } \n</style>", 'style["\\n a { b } \\n"]'],
])("%j is %j", (source, tree) => {
  expect(outline(source)).toBe(tree);
});
