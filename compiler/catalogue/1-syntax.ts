/** LC10xx: the file, its expressions, its tags and its script block. */

export const files = {
  LC1001: {
    severity: "error",
    title: "template too large",
    message: "This template has %size%; the limit is %limit%.",
    fix: "Split it into components, or load the data in the view instead of writing it down here.",
    explanation: [
      "A template is markup that people write and read. A file this large is generated, or carries data that belongs into the view's state;",
      "usually the path in a build script is wrong and something else was saved as `.live.html`.",
    ],
    wrong: { shown: "<p>… more than a mebibyte of this …</p>", source: (): string => `<p>${"x".repeat(1024 * 1024)}</p>` },
    right: `<p :for={line of lines} :key={line}>{line}</p>`,
  },
  LC1002: {
    severity: "error",
    title: "not a text file",
    message: "There is a %what% here: this is not a UTF-8 text file.",
    fix: "Save the file as UTF-8, or remove the character.",
    explanation: [
      "Templates are UTF-8. A replacement character means that the file was saved in another encoding and its letters are already lost;",
      "a control character means that it is no text at all.",
    ],
    wrong: `<p>Caf«\ufffd»</p>`,
    right: `<p>Café</p>`,
  },
  LC1003: {
    severity: "error",
    title: "reserved character",
    message: "The private-use character %character% is reserved for the compiler.",
    fix: "Write it as a character reference: %reference%",
    explanation: [
      "Unicode's private-use characters U+E000 to U+F8FF look like nothing in most editors. Icon fonts give them pictures. The compiler uses",
      "them for itself while it reads a file, so write them as references, which people can read too.",
    ],
    wrong: `<i class="icon">«\ue87c»</i>`,
    right: `<i class="icon">&#xE87C;</i>`,
  },
  LC1004: {
    severity: "error",
    title: "nested too deeply",
    message: "%what% is nested more than %limit% levels deep.",
    fix: "Move the inner part into a component.",
    explanation: [
      "Browsers give up on elements that are nested a few hundred levels deep and put the rest beside them, so the compiler stops before.",
      "Such depth usually comes from end tags that are missing.",
    ],
    wrong: { shown: "<b><b><b> … 257 of them … </b></b></b>", source: (): string => "<b>".repeat(257) + "</b>".repeat(257) },
    right: `<script lang="ts">
  import Node from "./node.live.js";
  export interface Assigns { root: Tree }
</script>
<Node tree={root}/>`,
  },
  LC1005: {
    severity: "error",
    title: "too many errors",
    message: "There are more than %limit% errors in this file; the others are not shown.",
    fix: "Fix the first ones; they often cause the others.",
    explanation: ["One slip, such as a quote that is never closed, can make the rest of a file look wrong. Begin at the top."],
    wrong: { shown: "</b></b></b> … 101 of them …", source: (): string => "</b>".repeat(101) },
    right: `<b>bold</b>`,
  },
  LC1006: {
    severity: "error",
    title: "substitution in an inline template",
    message: "`${…}` is filled in when the program runs; an inline template is compiled before that.",
    fix: "Write {%code%}, and have what it needs in the assigns.",
    explanation: [
      "The text of an inline template is the template, as in a `.live.html`. Values come to it as assigns, between braces. In a template literal inside an",
      "expression, backticks and `${` are escaped: `` {\\`…\\${name}\\`} ``.",
    ],
    file: "example.ts",
    wrong: `import { live } from "./example.live.js";
export interface Assigns { name: string }
export default live\`<p>Hello «\${name}»</p>\`;`,
    right: `import { live } from "./example.live.js";
export interface Assigns { name: string }
export default live\`<p>Hello {name}</p>\`;`,
  },
  LC1007: {
    severity: "error",
    title: "two inline templates of one module",
    message: "There is an inline template of `%module%` already; each has a module of its own.",
    fix: "%fix%",
    explanation: [
      "The type of an inline template is that of the tag, and the tag is its module's. So a file with several imports one tag for each: from `./page.live.js`,",
      "`./page.row.live.js`, `./page.footer.live.js`.",
    ],
    file: "example.ts",
    wrong: `import { live } from "./example.live.js";
export const page = live\`<p>One</p>\`;
export const row = «live»\`<p>Two</p>\`;`,
    right: `import { live } from "./example.live.js";
import { live as liveRow } from "./example.row.live.js";
export const page = live\`<p>One</p>\`;
export const row = liveRow\`<p>Two</p>\`;`,
  },
  LC1008: {
    severity: "error",
    title: "tag of another file",
    message: "`%found%` cannot have a template of this file: its module is named after the file.",
    fix: 'Import the tag from "%own%".',
    explanation: [
      "`counter.ts` has its inline template in `./counter.live.js`, and more of them in modules such as `./counter.row.live.js`. To use a template of another",
      "file, import the module's default.",
    ],
    file: "example.ts",
    wrong: `import { live } from «"./other.live.js"»;
export default live\`<p>Hi</p>\`;`,
    right: `import { live } from "./example.live.js";
export default live\`<p>Hi</p>\`;`,
  },
  LC1009: {
    severity: "error",
    title: "file with an inline template does not parse",
    message: "This file has an inline template, but does not parse: %reason%.",
    explanation: [
      "To find the template, the compiler reads the file. The place is where it could not go on; the mistake may stand just before it.",
    ],
    file: "example.ts",
    wrong: `import { live } from "./example.live.js";
export default «=» live\`<p>Hi</p>\`;`,
    right: `import { live } from "./example.live.js";
export default live\`<p>Hi</p>\`;`,
  },
} as const;

export const expressions = {
  LC1010: {
    severity: "error",
    title: "unclosed brace",
    message: "This { is never closed.",
    fix: 'Add the missing }. To show a brace, write {"{"}.',
    explanation: [
      "A `{` begins an expression, which ends at the `}` that belongs to it. Braces, quotes and template literals inside the expression are",
      "paired as in TypeScript, so also look for a quote that is not closed.",
    ],
    wrong: `<p>Hello «{»name</p>`,
    right: `<p>Hello {name}</p>`,
  },
  LC1011: {
    severity: "error",
    title: "empty braces",
    message: "There is no expression between these braces.",
    fix: 'Write an expression, or {"{}"} to show the braces.',
    explanation: [
      'Braces hold one expression. A comment may stand alone, `{/* … */}`; nothing at all may not. Braces that shall be seen are a string: `{"{}"}`.',
    ],
    wrong: `<p>Total: «{}»</p>`,
    right: `<p>Total: {total}</p>`,
  },
  LC1012: {
    severity: "error",
    title: "expression does not parse",
    message: "This expression does not parse: %reason%.",
    fix: "%fix%",
    explanation: [
      "Between braces stands one TypeScript expression: what could stand to the right of a `=`. Statements, such as `if` or `const`, cannot:",
      "conditions and loops are directives on elements (`:if`, `:for`).",
    ],
    wrong: `<p>{user.«}»</p>`,
    right: `<p>{user.name}</p>`,
  },
  LC1013: {
    severity: "error",
    title: "text after the expression",
    message: "The expression has ended, but `%found%` follows.",
    fix: "%fix%",
    explanation: [
      "Two expressions need two pairs of braces, or an operator between them. Words that shall be shown stand outside of the braces.",
    ],
    wrong: `<p>{first «last»}</p>`,
    right: `<p>{first} {last}</p>`,
  },
  LC1014: {
    severity: "error",
    title: "comma between expressions",
    message: "You wrote several expressions with commas between them; braces hold one.",
    fix: "Give each its own braces: {a}{b}.",
    explanation: ["JavaScript's comma operator would evaluate all and show only the last, which is never what was meant."],
    wrong: `<p>{«first, last»}</p>`,
    right: `<p>{first}, {last}</p>`,
  },
  LC1015: {
    severity: "error",
    title: "side effect in a template",
    message: "`%what%` has no place in a template: its expressions only read.",
    fix: "Do this in the view and hand the result over as an assign.",
    explanation: [
      "Expressions are evaluated when what they read has changed, which may be never or often. So they only read: no assignments, `++`,",
      "`delete`, `await` or `yield`. State changes in the view's events; data is loaded there too.",
    ],
    wrong: `<p>{«count++»}</p>`,
    right: `<button live-click="increment">{count}</button>`,
  },
  LC1017: {
    severity: "error",
    title: "syntax of another framework",
    message: "`%found%` is not livec's syntax.",
    fix: "%fix%",
    explanation: [
      "Control flow is written on the element it concerns, as a directive. `<template>` with a directive groups several elements and leaves none behind.",
    ],
    wrong: `«{#if open}»<p>Hi</p>{/if}`,
    right: `<p :if={open}>Hi</p>`,
  },
  LC1018: {
    severity: "error",
    title: "script does not parse",
    message: "The script does not parse: %reason%.",
    explanation: [
      "The script block is an ordinary TypeScript module. The place is where the parser could not go on; the mistake may stand just before it.",
    ],
    wrong: `<script lang="ts">
  export interface Assigns { name «string» }
</script>
<p>{name}</p>`,
    right: `<script lang="ts">
  export interface Assigns { name: string }
</script>
<p>{name}</p>`,
  },
  LC1020: {
    severity: "error",
    title: "spread outside a tag",
    message: "{...e} spreads attributes; it can only stand inside a tag.",
    fix: "To show a list, use :for.",
    explanation: ["`<p {...attributes}>` puts the entries of an object on the tag. Among children there is nothing to spread onto."],
    wrong: `<ul>«{...items}»</ul>`,
    right: `<ul><li :for={item of items} :key={item}>{item}</li></ul>`,
  },
  LC1021: {
    severity: "error",
    title: "expression in a tag name",
    message: "The name of a tag cannot contain an expression.",
    fix: "Choose between tags with :if and :else.",
    explanation: ["The compiler must know every element to know how a browser will read it, and what may stand in its attributes."],
    wrong: `<«h{level}»>Title</h{level}>`,
    right: `<h1 :if={level === 1}>Title</h1>
<h2 :else>Title</h2>`,
  },
  LC1022: {
    severity: "error",
    title: "expression in an attribute name",
    message: "The name of an attribute cannot contain an expression.",
    fix: "Spread an object instead: {...{ [name]: value }}.",
    explanation: ["What a value may be depends on its attribute: a URL, a style, plain text. A spread checks names when it is rendered."],
    wrong: `<p «data-{name}="x"»>Hi</p>`,
    right: `<p {...{ [\`data-\${name}\`]: "x" }}>Hi</p>`,
  },
  LC1023: {
    severity: "error",
    title: "expression without an attribute",
    message: "{%code%} stands in a tag without an attribute name.",
    fix: "Write name={%code%} for an attribute, or {...%code%} to spread an object.",
    explanation: ["Inside a tag stand attributes. There is no shorthand in which the variable's name is that of the attribute."],
    wrong: `<p «{title}»>Hi</p>`,
    right: `<p title={title}>Hi</p>`,
  },
} as const;
