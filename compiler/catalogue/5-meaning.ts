/** LC4xxx: names, bindings, and contexts in which a value has no safe meaning. */

export const names = {
  LC4001: {
    severity: "error",
    title: "assigns without a type",
    message: "The template reads `%name%`, but its script declares no `Assigns`.",
    fix: "%fix%",
    explanation: [
      "A name that is no local, nothing of the script and none of the language's own is an assign: an input of the template. `Assigns`, an",
      "interface or a type, says what inputs there are, so that TypeScript can check both sides.",
    ],
    wrong: `<p>Hello {«name»}</p>`,
    right: `<script lang="ts">
  export interface Assigns { name: string }
</script>
<p>Hello {name}</p>`,
  },
  LC4002: {
    severity: "error",
    title: "component not imported",
    message: "<%tag%> is a component, but the script neither imports nor declares `%name%`.",
    fix: "%fix%",
    explanation: ["A tag that begins with a capital is a value of the script, usually the default import of another template."],
    wrong: `<«Badge»/>`,
    right: `<script lang="ts">
  import Badge from "./badge.live.js";
</script>
<Badge/>`,
  },
  LC4003: {
    severity: "warning",
    title: "untracked value",
    message: "`%what%` changes by itself: no change tracking can see it, and this place is not rendered again when it does.",
    fix: "Compute it in the view and hand it over as an assign.",
    explanation: ["An expression is evaluated again when an assign it reads has changed. The clock and the dice are no assigns."],
    wrong: `<p>{«Date.now()»}</p>`,
    right: `<p>{now}</p>`,
  },
  LC4004: {
    severity: "error",
    title: "needs a later version",
    message: "%what% needs a later version of livec.",
    fix: "%fix%",
    explanation: ["The syntax is known, but this version does not act on it. It is refused rather than ignored."],
    wrong: `<x-card><template «shadowrootmode="open"»><p>Hi</p></template></x-card>`,
    right: `<x-card><p>Hi</p></x-card>`,
  },
  LC4005: {
    severity: "error",
    title: "default export",
    message: "The script has a default export, but a template's module exports the template as its default.",
    fix: "Give the export a name, or move it to a file of its own.",
    explanation: ['`import todo from "./todo.live.js"` is the template. Everything else the script exports has a name.'],
    wrong: `<script lang="ts">
  «export default 42;»
</script>
<p>Hi</p>`,
    right: `<script lang="ts">
  export const answer = 42;
</script>
<p>{answer}</p>`,
  },
  LC4006: {
    severity: "error",
    title: "no Slots",
    message: "The slot `%name%` hands values back, but the script declares no `Slots` that says of which types.",
    fix: "%fix%",
    explanation: [
      "`Slots` has a member for each slot, with the values that it hands back. By it `:let` is checked where the component is used.",
    ],
    wrong: `<script lang="ts">export interface Assigns { column: string }</script>
<slot name="header" «column»={column}/>`,
    right: `<script lang="ts">
  export interface Assigns { column: string }
  export interface Slots { header: { column: string } }
</script>
<slot name="header" column={column}/>`,
  },
  LC4007: {
    severity: "error",
    title: "content in a nested view",
    message: "<LiveView> shows what its view renders; it has no content of its own.",
    fix: 'Write <LiveView … />. What the view is to know goes into its session: session={{ tz: "UTC" }}.',
    explanation: [
      "A nested view has a template, a state and a life of its own. Content that belongs to the page around it goes into a component's slot.",
    ],
    wrong: `<script lang="ts">import Clock from "./clock.js";</script>
<LiveView view={Clock} id="clock">«<b>now</b>»</LiveView>`,
    right: `<script lang="ts">import Clock from "./clock.js";</script>
<LiveView view={Clock} id="clock"/>`,
  },
  LC4008: {
    severity: "error",
    title: "nested view without view or id",
    message: "<LiveView> needs %missing%.",
    fix: 'Write <LiveView view={Clock} id="clock"/>, with the import of the view in the script.',
    explanation: [
      "`view` is what `defineView` made. `id` tells it from the other views on the page; with another `id` it is another view.",
    ],
    wrong: `<script lang="ts">import Clock from "./clock.js";</script>
<«LiveView» view={Clock}/>`,
    right: `<script lang="ts">import Clock from "./clock.js";</script>
<LiveView view={Clock} id="clock"/>`,
  },
  LC4009: {
    severity: "warning",
    title: "array changed in a template",
    message: "`%what%.%method%()` changes the view's own data while it is shown, and no change tracking can see it.",
    fix: "%fix%",
    explanation: [
      "Rendering only reads. An array that a template sorts or empties is another one for whatever reads it next, and at the next render it is the same",
      "object as before, so that nothing shows the change.",
    ],
    wrong: `<p>{«names.sort()».join(", ")}</p>`,
    right: `<p>{names.toSorted().join(", ")}</p>`,
  },
} as const;

export const updates = {
  LC4010: {
    severity: "error",
    title: "unknown live-update",
    message: "`%prefix%update` must be one of replace, ignore, append and prepend, written out.",
    fix: "%fix%",
    explanation: [
      "What becomes of an element's content after the first render is known when the template is compiled. `replace` is what happens without it:",
      "the content follows the state.",
    ],
    wrong: `<p «live-update="apend"»>{text}</p>`,
    right: `<p live-update="ignore">{text}</p>`,
  },
  LC4011: {
    severity: "error",
    title: "live-update out of place",
    message: "`%prefix%update` cannot stand on %what%, which %why%.",
    fix: "Put it on an element around it.",
    explanation: ["`live-update` says what becomes of the content that the template writes in an element."],
    wrong: `<img «live-update="ignore"» src={url} alt="">`,
    right: `<p live-update="ignore"><img src={url} alt=""></p>`,
  },
  LC4012: {
    severity: "error",
    title: "live-update without ids",
    message: '`%prefix%update="%mode%"` needs %what%.',
    fix: "%fix%",
    explanation: [
      "The server sends new items and keeps none. The page adds each to what is there; one whose `id` is there already changes in place. So the container and each",
      "row must have an `id`, and a `:for` must be all that is in the container.",
    ],
    wrong: `<ul id="log" «live-update="append"»><li :for={line of lines} :key={line}>{line}</li></ul>`,
    right: `<ul id="log" live-update="append"><li :for={line of lines} :key={line} id="line-{line}">{line}</li></ul>`,
  },
  LC4013: {
    severity: "error",
    title: "container without an id",
    message: "A <%tag%> with a bare `%prefix%target` is a container, and needs an `id` that is written out.",
    fix: 'Write id="…"; to aim an event, give `%prefix%target` a value.',
    explanation: [
      'An event aims at a container by its id, `live-target="#results"`; the frame that answers it then changes only what is inside. What is inside is known',
      "when the template is compiled.",
    ],
    wrong: `<div «live-target»>{text}</div>`,
    right: `<div id="results" live-target>{text}</div>`,
  },
  LC4014: {
    severity: "error",
    title: "container in a loop",
    message: "A container cannot stand in a `:for`: this <%tag%> would be there many times.",
    fix: "Make the element around the `:for` the container.",
    explanation: ["The server looks for a container when an event is for it. It does not go through the items of lists."],
    wrong: `<ul><li :for={x of xs} :key={x} id="x-{x}" «live-target»>{x}</li></ul>`,
    right: `<ul id="all" live-target><li :for={x of xs} :key={x}>{x}</li></ul>`,
  },
} as const;

export const bindings = {
  LC4101: {
    severity: "error",
    title: "unknown binding",
    message: "There is no binding `%name%`.",
    fix: "%fix%",
    explanation: [
      "Attributes that begin with `live-` are acted on by the client. It knows those listed in the client's guide; a name of your own begins with `data-`.",
    ],
    wrong: `<button «live-clik»="save">Save</button>`,
    right: `<button live-click="save">Save</button>`,
  },
  LC4102: {
    severity: "error",
    title: "binding without an event",
    message: "`%name%` needs the name of the event to send.",
    fix: 'Write %name%="save", and handle `save` in the view.',
    explanation: ["The value of a binding is the name of an event; the view has a handler of that name."],
    wrong: `<button «live-click»>Save</button>`,
    right: `<button live-click="save">Save</button>`,
  },
  LC4103: {
    severity: "error",
    title: "binding with a function",
    message: "`%name%` takes the name of an event, not a function: templates run on the server.",
    fix: 'Write %name%="save", and what it does into the view: events: { save(socket) { … } }.',
    explanation: [
      "The client sends the name of an event to the view, whose handler changes the state; the page then shows it. What an event is about comes as `live-value-*`.",
    ],
    wrong: `<button «live-click={() => save()}»>Save</button>`,
    right: `<button live-click="save" live-value-id="7">Save</button>`,
  },
} as const;

export const contexts = {
  LC4201: {
    severity: "error",
    title: "event handler attribute",
    message: "`%name%` is inline script, which a strict Content-Security-Policy forbids.",
    fix: "%fix%",
    explanation: [
      'Events are handled by the view, on the server: `live-click="save"` sends it the event `save`. Code that must run in the browser goes into',
      'a script of the page, `<script type="module" src="/assets/page.js">`, that listens with `addEventListener`.',
    ],
    wrong: `<button «onclick="save()"»>Save</button>`,
    right: `<button live-click="save">Save</button>`,
  },
  LC4202: {
    severity: "error",
    title: "no safe meaning",
    message: "`%name%` of <%tag%> cannot hold an expression: %reason%.",
    fix: "%fix%",
    explanation: ["No escaping makes a value safe in a place that loads or runs code: whoever could choose the value would own the page."],
    wrong: `<iframe «src={url}» title="Map"></iframe>`,
    right: `<iframe src="https://maps.example/" title="Map"></iframe>`,
  },
  LC4203: {
    severity: "error",
    title: "script URL",
    message: "`%name%` holds a %scheme% URL, which is inline script.",
    fix: "Use a binding such as %prefix%click, or a real URL.",
    explanation: ["A link that only runs code is a button."],
    wrong: `<a «href="javascript:save()"»>Save</a>`,
    right: `<button live-click="save">Save</button>`,
  },
  LC4204: {
    severity: "error",
    title: "value inside a scheme or host",
    message: 'The value after "%prefix%" could change the scheme or host of this URL.',
    fix: "%fix%",
    explanation: [
      "After `page-` a value of `x:y` would make a scheme of it, after `https://` it would choose the server. A whole URL in one expression is checked when it is rendered.",
    ],
    wrong: `<a «href="page-{id}"»>Next</a>`,
    right: `<a href="/page-{id}">Next</a>`,
  },
  LC4205: {
    severity: "error",
    title: "mixed style",
    message: "`style` cannot mix text and expressions.",
    fix: "Write style={{ color: value }}, or give the whole text in one expression.",
    explanation: ["An object says what is a property and what its value, so that a value can never add properties of its own."],
    wrong: `<p «style="color: {color}"»>Hi</p>`,
    right: `<p style={{ color }}>Hi</p>`,
  },
  LC4206: {
    severity: "error",
    title: "value attribute",
    message: "HTML has no `value` attribute on <%tag%>.",
    fix: "%fix%",
    explanation: ["A `<textarea>` has its value as content, a `<select>` through its options."],
    wrong: `<textarea «value={note}» aria-label="Note"></textarea>`,
    right: `<textarea aria-label="Note">{note}</textarea>`,
  },
  LC4207: {
    severity: "error",
    title: "spread on an element that loads",
    message: "Attributes cannot be spread on <%tag%>: among them could be one that loads or runs code.",
    fix: "Write the attributes one by one.",
    explanation: ["On elements such as `<iframe>`, `<script>` and `<link>` most attributes decide what is loaded or run."],
    wrong: `<iframe «{...options}» title="Map"></iframe>`,
    right: `<iframe loading={loading} title="Map"></iframe>`,
  },
  LC4208: {
    severity: "error",
    title: "trusted HTML without a place",
    message: "`:html` on <%tag%> needs a value and an element that may have others in it.",
    fix: "Write :html={e} on an ordinary element, such as a <div>, with a SafeHtml as its value.",
    explanation: [
      "`:html={e}` makes a trusted piece of HTML the content of its element. Void elements have no content, and that of `<textarea>`, `<title>`,",
      "`<script>` and `<style>` is no HTML.",
    ],
    wrong: `<textarea «:html={html}»></textarea>`,
    right: `<div :html={html}></div>`,
  },
  LC4209: {
    severity: "error",
    title: "trusted HTML beside other content",
    message: "<%tag%> has `:html`, and content of its own.",
    fix: "Give the trusted HTML an element of its own.",
    explanation: ["`:html={e}` is all there is in its element: what it holds is not known when the template is compiled."],
    wrong: `<div «:html={html}»>Hello</div>`,
    right: `<div>Hello <span :html={html}></span></div>`,
  },
  LC4210: {
    severity: "error",
    title: "CSRF token that could leave the site",
    message: "`formaction` may send this form, and the CSRF token in it, to another site.",
    fix: 'Begin with a path of this site (formaction="/todos/{id}"), or give the button a form of its own.',
    explanation: [
      "A `<form method=\"post\">` carries the visitor's CSRF token, with which another site could post in the visitor's name. Of the form's own `action` this is checked",
      "when it is rendered; what a button does to it is only known when it is pressed.",
    ],
    wrong: `<form method="post" action="/save"><button «formaction={url}»>Send</button></form>`,
    right: `<form method="post" action="/save"><button formaction="/send/{id}">Send</button></form>`,
  },
} as const;
