/** LC102x–LC104x: tags, attributes and the script block as they are written. */

export const tags = {
  LC1024: {
    severity: "error",
    title: "unquoted value with several parts",
    message: "The value of `%name%` has more than one part but no quotes.",
    fix: 'Write it in quotes: %name%="%value%"',
    explanation: ["Without quotes a value is one expression or one word. Text and expressions are mixed in quotes."],
    wrong: `<a href=«/todos/{id}»>Open</a>`,
    right: `<a href="/todos/{id}">Open</a>`,
  },
  LC1025: {
    severity: "error",
    title: "duplicate attribute",
    message: "`%name%` is written twice on this <%tag%>; a browser ignores the second.",
    fix: "Remove one of them.",
    explanation: ['For classes there is a form that combines: `class={["card", { open }]}`.'],
    wrong: `<p class="card" «class»={{ open }}>Hi</p>`,
    right: `<p class={["card", { open }]}>Hi</p>`,
  },
  LC1026: {
    severity: "error",
    title: "not well-formed HTML",
    message: "%reason%",
    fix: "%fix%",
    explanation: ["A browser would guess what was meant, and often guess wrong. In text, write `&lt;` for `<` and `&amp;` for `&`."],
    wrong: `<p>1 «<»2</p>`,
    right: `<p>1 &lt; 2</p>`,
  },
  LC1030: {
    severity: "error",
    title: "unclosed element",
    message: "<%tag%> is never closed.",
    fix: "%fix%",
    explanation: [
      "Every element is closed, also those whose end tag HTML lets people omit (`<p>`, `<li>`): the tree is then the one you see. Only void",
      "elements such as `<br>` and `<input>` have no end tag. An element without content may be written `<div/>`.",
    ],
    wrong: `<div>«<b>»bold</div>`,
    right: `<div><b>bold</b></div>`,
  },
  LC1031: {
    severity: "error",
    title: "crossed tags",
    message: "</%outer%> stands inside <%inner%>, which is closed only after it.",
    fix: "Close <%inner%> before </%outer%>.",
    explanation: ["Elements form a tree: what is opened last is closed first."],
    wrong: `<b><i>both«</b>»</i>`,
    right: `<b><i>both</i></b>`,
  },
  LC1032: {
    severity: "error",
    title: "stray end tag",
    message: "</%tag%> closes nothing: no <%tag%> is open here.",
    fix: "%fix%",
    explanation: ["Either the start tag is missing or misspelt, or the element was closed before."],
    wrong: `<p>Hi«</b>»</p>`,
    right: `<p>Hi</p>`,
  },
  LC1033: {
    severity: "error",
    title: "end tag of a void element",
    message: "</%tag%> closes nothing: <%tag%> never has content.",
    fix: "Remove it.",
    explanation: ["Void elements (`<br>`, `<img>`, `<input>` and a few others) consist of their start tag."],
    wrong: `<p>one<br>«</br>»two</p>`,
    right: `<p>one<br>two</p>`,
  },
  LC1034: {
    severity: "error",
    title: "element that cannot be closed",
    message: "<%tag%> cannot be used: %reason%.",
    fix: "Use <%instead%>.",
    explanation: [
      "`<plaintext>` makes everything after it text, to the end of the document. It is kept by browsers for pages of the early nineties.",
    ],
    wrong: `«<plaintext>»`,
    right: `<pre>text</pre>`,
  },
  LC1035: {
    severity: "error",
    title: "element in capitals",
    message: "<%tag%> is in capitals: a tag that begins with one is a component here.",
    fix: "Write <%element%>.",
    explanation: [
      "HTML does not care about case, livec does: `<Badge>` is a value of the script, `<badge>` an element. An element's name is written in lower case.",
    ],
    wrong: `<«INPUT» name="q" aria-label="Search">`,
    right: `<input name="q" aria-label="Search">`,
  },
  LC1038: {
    severity: "error",
    title: "misplaced doctype",
    message: "%reason%",
    fix: "Write <!doctype html>, once, at the very start of the root layout.",
    explanation: [
      "The doctype makes a browser read the page by today's rules. It belongs to the document, so only the root layout has one.",
    ],
    wrong: `<p>Hi</p>«<!doctype html>»`,
    right: `<!doctype html><html lang="en"><head><title>Hi</title></head><body><p>Hi</p></body></html>`,
  },
} as const;

export const script = {
  LC1040: {
    severity: "error",
    title: "two scripts",
    message: 'There are two <script lang="ts">; a template has one.',
    fix: "Move this code into the first.",
    explanation: ["The script block becomes the top of the generated module. A script for the browser has no `lang`."],
    wrong: `<script lang="ts">
  import Badge from "./badge.live.js";
</script>
«<script lang="ts">»
  export interface Assigns { n: number }
</script>
<Badge>{n}</Badge>`,
    right: `<script lang="ts">
  import Badge from "./badge.live.js";
  export interface Assigns { n: number }
</script>
<Badge>{n}</Badge>`,
  },
  LC1041: {
    severity: "error",
    title: "script is not first",
    message: '<script lang="ts"> must come first in the file, outside any element.',
    fix: "Move it to the top. A script for the browser has no lang attribute.",
    explanation: ["It declares what the markup uses, so readers find it where they begin."],
    wrong: `<p>Hi {name}</p>
«<script lang="ts">»
  export interface Assigns { name: string }
</script>`,
    right: `<script lang="ts">
  export interface Assigns { name: string }
</script>
<p>Hi {name}</p>`,
  },
  LC1042: {
    severity: "error",
    title: "script language",
    message: '`lang` of a script is "ts"; you wrote %found%.',
    fix: 'Write <script lang="ts">.',
    explanation: ["Plain JavaScript is TypeScript too. A script for the browser has no `lang`."],
    wrong: `<script «lang="js"»>const limit = 3;</script>
<p>{limit}</p>`,
    right: `<script lang="ts">const limit = 3;</script>
<p>{limit}</p>`,
  },
  LC1043: {
    severity: "error",
    title: "attributes on the script",
    message: '`%name%` has no meaning on the script block, which only takes lang="ts".',
    fix: "Remove it.",
    explanation: ["The script block runs on the server as part of the template's module; attributes are for scripts that a browser loads."],
    wrong: `<script lang="ts" «defer»>const limit = 3;</script>
<p>{limit}</p>`,
    right: `<script lang="ts">const limit = 3;</script>
<p>{limit}</p>`,
  },
  LC1044: {
    severity: "error",
    title: "expression in <noscript>",
    message: "Nothing in <noscript> is an expression: visitors without scripts would read %code%.",
    fix: "Show the value outside of it: the first HTML has it, with and without scripts. Write &#123; for a brace.",
    explanation: [
      "A browser that runs scripts takes what is in a `<noscript>` as text, so there is nothing there that could be kept up to date. A page is complete HTML before any script runs:",
      "values stand where they always stand, and a `<noscript>` only says what is missing. Styles and comments in it may have braces.",
    ],
    wrong: `<noscript><p>«{count}» in your cart</p></noscript>`,
    right: `<p>{count} in your cart</p>
<noscript><p>Reload the page to see changes.</p></noscript>`,
  },
} as const;
