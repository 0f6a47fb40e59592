import { expect, test } from "vitest";
import { outline, problems } from "./outline.testing.ts";

test.each([
  ["<p :if={a}>x</p>", 'if(a[p["x"]])'],
  ["<p :if={a}>x</p>\n<p :else-if={b}>y</p> <!-- c --> <p :else>z</p> <i/>", 'if(a[p["x"]] b[p["y"]] else[p["z"]]) " " i'],
  ["<p :if={a}>x</p> <p :if={b}>y</p>", 'if(a[p["x"]]) " " if(b[p["y"]])'],
  ["<template :if={a}> x <b/> </template><template :else/>", 'if(a["x " b] else)'],
  ["<li :for={x of xs} :key={x.id} :if={x.ok}>{x}</li>", "for(x of xs key x.id where x.ok[li[{x}]])"],
  ["<template :for={({ a }, i) of b} :key={a}><dt>{i}</dt><dd>{a}</dd></template>", "for({ a }, i of b key a[dt[{i}] dd[{a}]])"],
  ["<p :if={a}><b :for={x of a} :key={x}>{x}</b></p>", "if(a[p[for(x of a key x[b[{x}]])]])"],
  ["<template :for={x of xs}>{x}, </template>", 'for(x of xs[{x} ","])'],
  ["<Badge :if={a} kind=b>c</Badge>", 'if(a[Badge(kind="b")["c"]])'],
  ['<slot/><slot name="side">d</slot><slot :if={a}/>', 'slot:default slot:side["d"] if(a[slot:default])'],
  ["<template><p>a</p></template>", 'template[p["a"]]'],
  [
    "<p :html={a}/><ul :update='append'/><Card :let={{ a, b = 1 }}>x</Card>",
    'p(:html={a}) ul(:update="append") Card(:let={{ a, b = 1 }})["x"]',
  ],
  ["<LiveScripts/>", "live-scripts"],
])("%j is %j", (source, tree) => {
  expect(outline(source)).toBe(tree);
});

test.each([
  ["<p :iff={a}>x</p>", ["LC2001 1:4 There is no directive `:iff`."]],
  ['<p :if="a">x</p>', ['LC2002 1:4 `:if` needs an expression in braces; you wrote "a".']],
  ["<p :if>x</p>", ["LC2002 1:4 `:if` needs an expression in braces; you wrote nothing."]],
  ["<p :if={...a}>x</p>", ["LC2002 1:4 `:if` needs an expression in braces; you wrote a spread."]],
  ["<p :if={a}/><p :else={b}/>", ["LC2003 1:16 `:else` takes no value."]],
  ["<p :else>x</p>", ["LC2004 1:4 `:else` needs a sibling with `:if` or `:else-if` right before it; you have nothing before it."]],
  ["<p :if={a}/>x<p :else/>", ["LC2004 1:17 `:else` needs a sibling with `:if` or `:else-if` right before it; you have text before it."]],
  [
    "<p :if={a}/><p :else/><p :else/>",
    ["LC2004 1:26 `:else` needs a sibling with `:if` or `:else-if` right before it; you have <p :else> before it."],
  ],
  ["<p :if={a} :else>x</p>", ["LC2005 1:12 `:if` and `:else` cannot stand on one tag."]],
  ["<p :if={a}/><p :for={x of y} :key={x} :else/>", ["LC2005 1:39 `:for` and `:else` cannot stand on one tag."]],
  ["<p :key={a}>x</p>", ["LC2006 1:4 `:key` names the items of a `:for`; there is none on this tag."]],
  ["<p :for={x in y}>x</p>", ["LC2008 1:10 `:for` goes through a list with `of`; you wrote `in`."]],
  ["<p :for>x</p>", ["LC2007 1:4 This :for does not parse: its header stands between braces."]],
  ["<p :for={x of xs}>x</p>", ["LC2010 1:4 The items of this :for have no :key, so a moved item cannot be told from a changed one."]],
  [
    '<Card><template slot="head">x</template></Card>',
    ['LC2012 1:17 <template slot="head">: named slot content is not supported by this version.'],
  ],
  ["<slot name={a}/>", ["LC2013 1:7 The name of a slot is a plain text."]],
  ["<slot item={a}/>", ["LC2013 1:7 `item`: a <slot> that hands values back is not supported by this version."]],
  ["<LiveScripts a='b'/>", ["LC2014 1:1 <LiveScripts/> takes no attributes and no content."]],
  [
    "<template><p>{a}</p></template>",
    ["LC2015 1:14 The content of a plain <template> is inert in the browser, so an expression inside it cannot be live."],
  ],
  ["<template :if={a} class=b>x</template>", ["LC2016 1:19 `class` has no effect: <template :if> leaves no element behind."]],
  ["<slot :html={a}/>", ["LC2017 1:7 `:html` cannot stand on <slot>."]],
  ["<Ui.>x</Ui.>", ["LC2018 1:2 <Ui.> is no component name."]],
])("%j is reported", (source, expected) => {
  expect(problems(source)).toEqual(expected);
});
