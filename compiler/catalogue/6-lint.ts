/** LC5xxx: what compiles, and is probably a mistake. All of it can be silenced, in place or in the configuration. */

export const slips = {
  LC5001: {
    severity: "warning",
    title: "unknown element",
    message: "HTML has no element <%tag%>.",
    fix: "%fix%",
    explanation: [
      "A browser takes an element it does not know as a `<span>` without a meaning. An element of your own has a dash in its name, a component begins with a capital.",
    ],
    wrong: `<«buton» live-click="save">Save</buton>`,
    right: `<button live-click="save">Save</button>`,
  },
  LC5002: {
    severity: "warning",
    title: "unknown attribute",
    message: "<%tag%> has no attribute `%name%`.",
    fix: "Did you mean `%near%`? An attribute of your own begins with data-.",
    explanation: [
      "A browser ignores attributes it does not know. Only names that are one or two letters away from a known one are reported, and those of livec's",
      "bindings without their prefix: `click` for `live-click`. In a project with another `bindingPrefix`, those with the usual one as well.",
    ],
    wrong: `<p «clas»="note">Hi</p>`,
    right: `<p class="note">Hi</p>`,
  },
  LC5003: {
    severity: "warning",
    title: "expression that depends on all assigns",
    message: "This expression uses the whole `assigns`, so it is evaluated again whenever any of them changes.",
    fix: "Name what it needs: assigns.name, or simply name.",
    explanation: [
      "Change tracking works by paths: `{user.name}` is evaluated when `user.name` changed. `<Child {...assigns}/>` is fine: it is tracked prop by prop.",
    ],
    wrong: `<script lang="ts">
  import { total } from "./cart.js";
  export interface Assigns { items: Item[]; coupon: string }
</script>
<p>{total(«assigns»)}</p>`,
    right: `<script lang="ts">
  import { total } from "./cart.js";
  export interface Assigns { items: Item[]; coupon: string }
</script>
<p>{total(items, coupon)}</p>`,
  },
  LC5004: {
    severity: "warning",
    title: "unused assign",
    message: "`%name%` is declared in Assigns, but the template never reads it.",
    fix: "%fix%",
    explanation: [
      "Whoever uses the template must provide every assign that is not optional. Types that extend or import others are not looked into.",
    ],
    wrong: `<script lang="ts">
  export interface Assigns { name: string; «age»: number }
</script>
<p>{name}</p>`,
    right: `<script lang="ts">
  export interface Assigns { name: string }
</script>
<p>{name}</p>`,
  },
  LC5005: {
    severity: "warning",
    title: "duplicate id",
    message: '%what% with id="%id%".',
    fix: "%fix%",
    explanation: [
      "An id names one element of a page. Labels, links and scripts find only the first. Branches that exclude each other may share one.",
    ],
    wrong: `<h2 id="news">News</h2>
<p «id="news"»>Nothing new.</p>`,
    right: `<h2 id="news">News</h2>
<p id="latest">Nothing new.</p>`,
  },
  LC5006: {
    severity: "warning",
    title: "stray brace",
    message: "This } is shown as text: the expression before it has already ended.",
    fix: 'Remove it. To show a brace, write {"}"}.',
    explanation: ["A `}` that belongs to no `{` is text like any other. Right after an expression it is usually one too many."],
    wrong: `<p>Hello {name}«}»</p>`,
    right: `<p>Hello {name}</p>`,
  },
  LC5007: {
    severity: "warning",
    title: "boolean attribute with a text",
    message: '`%name%="%value%"` switches `%name%` on: an attribute such as this one is on as soon as it is there.',
    fix: "Write %name%={false}, or leave it out.",
    explanation: [
      "`disabled`, `checked`, `required` and their like have no value: there, they are on, whatever the text says. An expression takes the attribute away",
      "when it is `false`: `disabled={busy}`.",
    ],
    wrong: `<button «disabled="false"» live-click="save">Save</button>`,
    right: `<button disabled={false} live-click="save">Save</button>`,
  },
  LC5008: {
    severity: "warning",
    title: "variable in the script",
    message: "`%name%` is a variable of the module, which all visitors share; no change of it is shown.",
    fix: "%fix%",
    explanation: [
      "The script runs once, when the server loads the module: it is for types, imports, constants and functions. What a page shows is the state of its view,",
      "and comes as an assign. A template has no `export let`: its inputs are the members of `Assigns`.",
    ],
    wrong: `<script lang="ts">
  «let count» = 0;
  export interface Assigns { name: string }
</script>
<p>{name}: {count}</p>`,
    right: `<script lang="ts">
  export interface Assigns { name: string; count: number }
</script>
<p>{name}: {count}</p>`,
  },
  LC5009: {
    severity: "warning",
    title: "dollar sign before an expression",
    message: "The $ before this expression is part of the value of `%name%`.",
    fix: "Leave it out: an expression is {…}, without a $.",
    explanation: [
      "In a template literal of JavaScript `${id}` is an expression; in a template `{id}` is. Where the $ is meant, write {`$${id}`}.",
    ],
    wrong: `<a href="/items/«$»{id}">Show</a>`,
    right: `<a href="/items/{id}">Show</a>`,
  },
} as const;

export const accessibility = {
  LC5101: {
    severity: "warning",
    title: "image without alt",
    message: "This <%tag%> has no `alt`: screen readers will read out its file name.",
    fix: 'Say what it shows, alt="A red bicycle", or that it is decoration: alt="".',
    explanation: ["Screen readers read `alt`, and browsers show it while an image is not there. An empty one makes them pass over it."],
    wrong: `<«img» src="/bicycle.jpg">`,
    right: `<img src="/bicycle.jpg" alt="A red bicycle">`,
  },
  LC5102: {
    severity: "warning",
    title: "label without control",
    message: "This <label> belongs to no control.",
    fix: 'Put the control into it, or name its id: for="email".',
    explanation: [
      "A label gives a control its name, and a click on it goes to the control. Text that labels nothing is a `<span>` or `<p>`.",
    ],
    wrong: `<«label»>Email</label><input name="email" id="email">`,
    right: `<label for="email">Email</label><input name="email" id="email">`,
  },
  LC5103: {
    severity: "warning",
    title: "control without label",
    message: "This <%tag%> has no label: screen readers cannot say what it is for.",
    fix: 'Put it into a <label>, point one at it with for="its-id", or give it an aria-label.',
    explanation: [
      "A placeholder is no label: it is gone as soon as somebody types. Controls at the root of a template are not reported, since their label may be where the template is used.",
    ],
    wrong: `<form live-submit="add"><«input» name="title" placeholder="Title"></form>`,
    right: `<form live-submit="add"><label>Title <input name="title"></label></form>`,
  },
  LC5104: {
    severity: "warning",
    title: "positive tabindex",
    message: "tabindex=%value% puts this element before everything else on the page.",
    fix: 'Write tabindex="0", and put the element where it belongs in the order of the document.',
    explanation: [
      "With a positive number the Tab key jumps around: first through all numbered elements, then through the others. Nobody keeps such an order right.",
    ],
    wrong: `<input name="q" aria-label="Search" «tabindex="1"»>`,
    right: `<input name="q" aria-label="Search">`,
  },
  LC5105: {
    severity: "warning",
    title: "redundant role",
    message: '<%tag%> has the role "%role%" by itself.',
    fix: "Remove the attribute.",
    explanation: ["Elements have roles of their own. Repeating one says nothing, and hides the day when it is wrong."],
    wrong: `<nav «role="navigation"»><a href="/">Home</a></nav>`,
    right: `<nav><a href="/">Home</a></nav>`,
  },
  LC5106: {
    severity: "warning",
    title: "unknown ARIA name",
    message: "ARIA has no %what% `%name%`.",
    fix: "%fix%",
    explanation: [
      "Assistive technology ignores roles and `aria-` attributes it does not know, so a slip takes away what you meant to add.",
    ],
    wrong: `<div «aria-lable»="News">…</div>`,
    right: `<div aria-label="News">…</div>`,
  },
  LC5107: {
    severity: "warning",
    title: "not for the keyboard",
    message: "%what% cannot be used with the keyboard.",
    fix: "%fix%",
    explanation: [
      "Links, buttons and form controls take focus and answer Enter and Space by themselves. Any other element that is clicked needs a `role` that says",
      'what it is, `tabindex="0"`, and a `live-keydown`. A `<button>` with your style is nearly always less work.',
    ],
    wrong: `<div «live-click»="open">Open</div>`,
    right: `<button live-click="open">Open</button>`,
  },
  LC5108: {
    severity: "warning",
    title: "nothing to read",
    message: "This <%tag%> has no content that could be read out.",
    fix: "Write text into it, or give it an aria-label.",
    explanation: ["Headings, links and buttons are announced by their text. An icon alone has none: describe what it does."],
    wrong: `<«button» live-click="close"><i class="icon-close"></i></button>`,
    right: `<button live-click="close" aria-label="Close"><i class="icon-close"></i></button>`,
  },
  LC5109: {
    severity: "warning",
    title: "page without a language",
    message: "This <html> does not say in which language the page is.",
    fix: 'Write <html lang="en">, or whichever it is.',
    explanation: ["Screen readers choose a voice by it, browsers hyphenation, quotes and whether to offer a translation."],
    wrong: `<!doctype html><«html»><head><title>Shop</title></head><body><slot/></body></html>`,
    right: `<!doctype html><html lang="en"><head><title>Shop</title></head><body><slot/></body></html>`,
  },
  LC5110: {
    severity: "warning",
    title: "frame without title",
    message: "This <iframe> has no `title`: screen readers announce it as a frame.",
    fix: 'Say what it shows: title="Map of the city".',
    explanation: ["Whoever cannot see the frame decides by its title whether to enter it."],
    wrong: `<«iframe» src="https://maps.example/"></iframe>`,
    right: `<iframe src="https://maps.example/" title="Map of the city"></iframe>`,
  },
} as const;

export const caution = {
  LC5201: {
    severity: "warning",
    title: "new tab that knows its opener",
    message: '`target="_blank"` to another site without `rel`.',
    fix: 'Add rel="noopener", or rel="noreferrer" to hide where the visitor came from.',
    explanation: ["A page that was opened so can steer the one it came from in older browsers, and learns its address in all."],
    wrong: `<a href="https://example.com/" «target="_blank"»>Example</a>`,
    right: `<a href="https://example.com/" target="_blank" rel="noreferrer">Example</a>`,
  },
  LC5202: {
    severity: "warning",
    title: "reserved binding",
    message: "`%name%` is reserved: nothing acts on it in this version.",
    fix: "Take it out, or silence this where the page has a script of its own for it.",
    explanation: [
      "Names of bindings that are still to come are no mistakes of spelling, so the compiler takes them, and says that they do nothing. The bindings that do something",
      "are in [The client](../client.md#bindings).",
    ],
    wrong: `<div «live-optimistic»="liked:!liked"></div>`,
    right: `<div data-liked></div>`,
  },
  LC5203: {
    severity: "warning",
    title: "key in other capitals",
    message: "`%key%`: capitals make no difference to `live-key`, and the key is called `%name%`.",
    fix: "Write `%name%`. To tell a capital from a small letter, look at `key` in the event's handler.",
    explanation: [
      "`live-key` takes a key in capitals or not, so that a pressed Shift or Caps Lock changes nothing. A name in other capitals than",
      "`KeyboardEvent.key` has works, but says less than it seems to.",
    ],
    wrong: `<input «live-key»="A" live-keydown="answer" aria-label="Answer">`,
    right: `<input live-key="a" live-keydown="answer" aria-label="Answer">`,
  },
  LC5901: {
    severity: "warning",
    title: "livec-ignore that ignores nothing",
    message: "livec-ignore %problem%.",
    fix: "%fix%",
    explanation: [
      "`<!-- livec-ignore LC5101 -->` or `{/* livec-ignore LC5101 */}` silences warnings with these codes in the element that follows. Errors cannot be silenced.",
    ],
    wrong: `«<!-- livec-ignore LC510 -->»
<p>Hi</p>`,
    right: `<!-- livec-ignore LC5101 -->
<img src="/pixel.gif">`,
  },
  LC5902: {
    severity: "warning",
    title: "too many warnings",
    message: "There are more than %limit% warnings in this file; the others are not shown.",
    fix: "Fix the first ones, or switch off what you do not want to hear of.",
    explanation: [
      "Warnings that are silenced, by a `livec-ignore` or in the configuration, do not count. However many there are, warnings never fail a build,",
      "unless `--max-warnings` says so.",
    ],
    wrong: { shown: '<img src="/a.png"> … 101 of them …', source: (): string => '<img src="/a.png">'.repeat(101) },
    right: `<img src="/a.png" alt="A">`,
  },
} as const;
