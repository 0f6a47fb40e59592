import { expect, test } from "vitest";
import { outline, problems } from "../outline.testing.ts";

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
  ["<p :html={a}/><ul :update='append'/><Card :let={{ a, b = 1 }}>x</Card>", 'p(:html={a}) ul(:update="append") Card({ a, b = 1 })["x"]'],
  ['<slot name="head" column={a} rowCount="3" {...b}>d</slot>', 'slot:head(column={a} rowCount="3" {...b})["d"]'],
  ['<Card> <template slot="a" :let={x}>{x}</template> b <template slot="c"/> </Card>', 'Card["b"].a(x)[{x}].c[]'],
  ['<Card> <template slot="a">1</template> <template slot="a">2</template> </Card>', 'Card.a["1"].a["2"]'],
  ['<Card :let={x}>\n<template slot="a">1</template>\n<p :if={x}>2</p></Card>', 'Card(x)[if(x[p["2"]])].a["1"]'],
  ['<Card><template slot="a" :if={x}>1</template> <template slot="a" :else>2</template> </Card>', 'Card.a[if(x["1"] else["2"])]'],
  [
    '<Card><template slot="a" :if={x}>1</template><template slot="b" :else-if={y}>2</template><template slot="a" :else>3</template></Card>',
    'Card.a[if(x["1"] y else["3"])].b[if(x y["2"])]',
  ],
  [
    '<Card><template slot="a" :let={x} :if={y}>1</template><template slot="a" :let={z} :else>2</template></Card>',
    'Card.a(x)[if(y["1"])].a(z)[if(y else["2"])]',
  ],
  ['<Card><template slot="a" :for={x of xs} :key={x} :if={y}>{x}</template></Card>', "Card.a[for(x of xs key x where y[{x}])]"],
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
  ['<template slot="head">x</template>', ['LC2012 1:11 <template slot="head"> fills the slot of a component, but is not directly in one.']],
  [
    '<Card><p><template slot="head">x</template></p></Card>',
    ['LC2012 1:20 <template slot="head"> fills the slot of a component, but is not directly in one.'],
  ],
  ["<Card><template slot={a}>x</template></Card>", ["LC2013 1:17 The name of a slot is a plain text."]],
  [
    '<Card><template slot="a" class="b" {...c}>x</template></Card>',
    [
      "LC2013 1:26 `class` has no effect: <template slot> leaves no element behind.",
      "LC2013 1:36 `{...}` has no effect: <template slot> leaves no element behind.",
    ],
  ],
  ['<Card><template slot="a" :html={b}>x</template></Card>', ["LC2017 1:26 `:html` cannot stand on <template slot>."]],
  [
    '<template slot="a" :if={b}>x</template>',
    ['LC2012 1:11 <template slot="a"> fills the slot of a component, but is not directly in one.'],
  ],
  [
    '<Card><template slot="a" :if={b}/><p/><template slot="a" :else/></Card>',
    ["LC2004 1:58 `:else` needs a sibling with `:if` or `:else-if` right before it; you have a plain <p> before it."],
  ],
  [
    '<Card><template slot="a" :if={b}/><p :else/></Card>',
    ["LC2004 1:38 `:else` needs a sibling with `:if` or `:else-if` right before it; you have nothing before it."],
  ],
  ['<Card><template slot="a" :key={b}/></Card>', ["LC2006 1:26 `:key` names the items of a `:for`; there is none on this tag."]],
  ['<Card><template slot="a" :lte={b}>x</template></Card>', ["LC2001 1:26 There is no directive `:lte`."]],
  ["<p :let={a}>x</p>", ["LC2017 1:4 `:let` cannot stand on <p>."]],
  ["<slot :let={a}/>", ["LC2017 1:7 `:let` cannot stand on <slot>."]],
  ["<template :let={a}>x</template>", ["LC2017 1:11 `:let` cannot stand on <template>."]],
  ['<Card :let="a">x</Card>', ['LC2002 1:7 `:let` needs an expression in braces; you wrote "a".']],
  ["<Card :let={a} :let={b}>x</Card>", ["LC1025 1:16 `:let` is written twice on this <card>; a browser ignores the second."]],
  ["<slot name={a}/>", ["LC2013 1:7 The name of a slot is a plain text."]],
  ["<LiveScripts a='b'/>", ["LC2014 1:1 <LiveScripts/> takes no attributes and no content."]],
  [
    "<template><p>{a}</p></template>",
    ["LC2015 1:14 The content of a plain <template> is inert in the browser, so an expression inside it cannot be live."],
  ],
  ["<template :if={a} class=b>x</template>", ["LC2016 1:19 `class` has no effect: <template :if> leaves no element behind."]],
  ["<slot :html={a}/>", ["LC2017 1:7 `:html` cannot stand on <slot>."]],
  ["<Ui.>x</Ui.>", ["LC2018 1:2 <Ui.> is not a valid component name."]],
])("%j is reported", (source, expected) => {
  expect(problems(source)).toEqual(expected);
});
