/** LC3xxx: what a browser would make of it. */

export const browser = {
  LC3001: {
    severity: "error",
    title: "element in a paragraph",
    message: "A browser closes the <%outer%> before this <%inner%>.",
    linked: "a browser closes the <%outer%> before %its% <%inner%>.",
    fix: "%fix%",
    explanation: [
      "HTML ends some elements by itself: a `<p>` at the first block, a heading at the next, an `<li>` at its like. The page would then have",
      "another tree than the template, and the client, which finds its nodes by their place, would write into the wrong ones.",
    ],
    wrong: `<p>Some text «<div»>and a block</div></p>`,
    right: `<div>Some text <div>and a block</div></div>`,
  },
  LC3002: {
    severity: "error",
    title: "missing table part",
    message: "A browser puts a <%missing%> between <%outer%> and <%inner%>.",
    linked: "a browser puts a <%missing%> between <%outer%> and <%inner%>.",
    fix: "Write the <%missing%> yourself.",
    explanation: ["HTML completes tables. Write out what a browser would add, so that the template and the page have the same tree."],
    wrong: `<table>«<tr»><td>1</td></tr></table>`,
    right: `<table><tbody><tr><td>1</td></tr></tbody></table>`,
  },
  LC3003: {
    severity: "error",
    title: "content thrown out of a table",
    message: "A browser moves %what% out of the <%outer%>, before the table.",
    linked: "a browser moves %subject% out of the <%outer%>, before the table.",
    fix: "%fix%",
    explanation: [
      "Between the parts of a table only other parts may stand. Everything else a browser puts before the table. Content belongs into cells.",
    ],
    wrong: `<table><tbody>«{message}»<tr><td>1</td></tr></tbody></table>`,
    right: `<table><tbody><tr><td>{message}</td></tr><tr><td>1</td></tr></tbody></table>`,
  },
  LC3004: {
    severity: "error",
    title: "table part without its table",
    message: "A browser drops <%inner%> inside <%outer%>.",
    linked: "a browser drops <%inner%> inside <%outer%>.",
    fix: "%fix%",
    explanation: ["Rows and cells exist only in tables. As the root of a template they are fine: a component may be a row."],
    wrong: `<div>«<tr»><td>1</td></tr></div>`,
    right: `<table><tbody><tr><td>1</td></tr></tbody></table>`,
  },
  LC3005: {
    severity: "error",
    title: "element in its like",
    message: "A browser does not nest <%tag%>: %what%.",
    linked: "a browser does not nest <%tag%>: %what%.",
    fix: "Move this <%tag%> out of the other.",
    explanation: ['Forms, links and buttons cannot contain themselves. A button can belong to a form elsewhere by `form="its-id"`.'],
    wrong: `<a href="/todos">All «<a» href="/todos/1">first</a></a>`,
    right: `<a href="/todos">All</a> <a href="/todos/1">first</a>`,
  },
  LC3006: {
    severity: "error",
    title: "content of a select",
    message: "Browsers disagree about %what% in <%outer%>.",
    linked: "browsers disagree about %what% in <%outer%>.",
    fix: "Use only <option>, <optgroup> and <hr> in a <select>, and only text in an <option>.",
    explanation: ["Older browsers drop other content of a `<select>`, newer ones keep it, so no tree is right for both."],
    wrong: `<select name="size">«<div»>S</div></select>`,
    right: `<select name="size" aria-label="Size"><option>S</option></select>`,
  },
  LC3007: {
    severity: "error",
    title: "content of the head",
    message: "A browser ends the <head> before %what% and puts it into the <body>.",
    linked: "a browser ends the <head> before %subject% and puts it into the <body>.",
    fix: "Move it into the <body>.",
    explanation: ["The head holds what describes the document: `<title>`, `<meta>`, `<link>`, `<script>`, `<style>`."],
    wrong: `<!doctype html><html lang="en"><head>«<h1»>Shop</h1></head><body></body></html>`,
    right: `<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Shop</h1></body></html>`,
  },
  LC3008: {
    severity: "error",
    title: "document part out of place",
    message: "A browser ignores <%inner%> inside <%outer%>.",
    linked: "a browser ignores <%inner%> inside <%outer%>.",
    fix: "%fix%",
    explanation: ["`<html>`, `<head>` and `<body>` are the frame of a document. They belong into the root layout, each once."],
    wrong: `<div>«<body»>Hi</body></div>`,
    right: `<div>Hi</div>`,
  },
  LC3009: {
    severity: "error",
    title: "the browser's tree differs",
    message: "A browser builds another tree here: where you have %expected%, it has %actual%.",
    linked: "where there is %expected%, a browser has %actual%.",
    fix: "%fix%",
    explanation: [
      "The static HTML of a template was parsed as a browser parses it, and something else came out. The client finds its nodes by their place, so both trees must be the same.",
    ],
    wrong: `<svg>«<div»>a</div></svg>`,
    right: `<svg><foreignObject><div>a</div></foreignObject></svg>`,
  },
  LC3010: {
    severity: "warning",
    title: "missing doctype",
    message: "This layout has no <!doctype html>: browsers fall back to quirks mode.",
    fix: "Start the markup with <!doctype html>.",
    explanation: ["In quirks mode a browser lays pages out as it did in the nineties: other sizes, other tables, other inheritance."],
    wrong: `<«html» lang="en"><head><title>Shop</title></head><body><slot/></body></html>`,
    right: `<!doctype html><html lang="en"><head><title>Shop</title></head><body><slot/></body></html>`,
  },
  LC3011: {
    severity: "error",
    title: "roots that do not fit together",
    message: "This <%part%> belongs into a table, %other% beside it does not: no parent can hold both.",
    linked: "%its% <%part%> belongs into a table, %other% beside it does not: no parent can hold both.",
    fix: "Put them into templates of their own, or into one element.",
    explanation: [
      "What stands at the root of a template goes into one parent, wherever the template is used. A row needs a table there, a paragraph anything but one.",
    ],
    wrong: `«<tr»><td>1</td></tr>
<p>Total</p>`,
    right: `<tr><td>1</td></tr>
<tr><td>Total</td></tr>`,
  },
  LC3012: {
    severity: "error",
    title: "component out of place",
    message: "%component% does not fit here: %problem%",
    fix: "%fix%",
    explanation: [
      "The roots of a component's template stand where its tag is, so they must be what HTML allows there. All templates of a project are looked at together;",
      "the place in the other template is shown as well.",
    ],
    wrong: `<script lang="ts">import Part from "./part.live.js";</script>
<p>Some text «<Part»/></p>`,
    right: `<script lang="ts">import Part from "./part.live.js";</script>
<div>Some text <Part/></div>`,
    beside: { "part.live.html": "<section>A part</section>" },
  },
  LC3013: {
    severity: "error",
    title: "content that does not fit into a component",
    message: "This does not fit into %component%: %problem%",
    fix: "%fix%",
    explanation: ["What a component is handed stands in the place of its `<slot/>`, so it must be what HTML allows there."],
    wrong: `<script lang="ts">import Note from "./note.live.js";</script>
<Note>Mind the «<ul»><li>gap</li></ul></Note>`,
    right: `<script lang="ts">import Note from "./note.live.js";</script>
<Note>Mind the <b>gap</b></Note>`,
    beside: { "note.live.html": "<p><slot/></p>" },
  },
  LC3014: {
    severity: "error",
    title: "SVG or MathML apart from its element, or HTML in it",
    message: "%what% is %actual%, and here only %expected% fits.",
    fix: "%fix%",
    explanation: [
      "An element belongs to HTML, SVG or MathML by the elements around it. The root of a template is of SVG when its name is one that only SVG has: such a component",
      "is drawn into an `<svg>`. HTML stands in SVG inside of a `<foreignObject>`.",
    ],
    wrong: `<script lang="ts">import Dot from "./dot.live.js";</script>
<div>«<Dot»/></div>`,
    right: `<script lang="ts">import Dot from "./dot.live.js";</script>
<svg viewBox="0 0 9 9"><Dot/></svg>`,
    beside: { "dot.live.html": '<circle r="4"/>' },
  },
  LC3015: {
    severity: "error",
    title: "content for a component without a slot",
    message: "%component% has no %slot%: this content would not be shown.",
    fix: "%fix%",
    explanation: [
      'What stands between the tags of a component goes where its template has a `<slot/>`, and what is in a `<template slot="name">` where it has a',
      '`<slot name="name"/>`. Without one, the content would be lost without a word.',
    ],
    wrong: `<script lang="ts">import Star from "./star.live.js";</script>
«<Star»>five</Star>`,
    right: `<script lang="ts">import Star from "./star.live.js";</script>
five <Star/>`,
    beside: { "star.live.html": "<b>*</b>" },
  },
  LC3016: {
    severity: "error",
    title: "element behind the body",
    message: "This <%inner%> stands behind the end of the <body>: a browser moves it inside.",
    fix: "Write it before </body>.",
    linked: "a browser moves %its% <%inner%> into the <body>.",
    explanation: [
      "A document ends with its body. What is written behind `</body>` or `</html>` a browser puts at the body's end, so write it there.",
    ],
    wrong: `<!doctype html><html lang="en"><head><title>Shop</title></head><body><slot/></body>«<script» src="/shop.js"></script></html>`,
    right: `<!doctype html><html lang="en"><head><title>Shop</title></head><body><slot/><script src="/shop.js"></script></body></html>`,
  },
} as const;
