/** LC2xxx: directives, components and structure. */

export const directives = {
  LC2001: {
    severity: "error",
    title: "unknown directive",
    message: "There is no directive `:%name%`.",
    fix: "%fix%",
    explanation: [
      "Attributes that begin with `:` speak to the compiler: `:if`, `:else-if`, `:else`, `:for`, `:key`, `:html`, `:update`, `:let`.",
    ],
    wrong: `<p «:iff»={open}>Hi</p>`,
    right: `<p :if={open}>Hi</p>`,
  },
  LC2002: {
    severity: "error",
    title: "directive without expression",
    message: "`:%name%` needs an expression in braces; you wrote %found%.",
    fix: "%fix%",
    explanation: ["What a directive is given is TypeScript, and TypeScript stands in braces."],
    wrong: `<p «:if="open"»>Hi</p>`,
    right: `<p :if={open}>Hi</p>`,
  },
  LC2003: {
    severity: "error",
    title: "directive with a value",
    message: "`:%name%` takes no value.",
    fix: "%fix%",
    explanation: ["`:else` is what remains when no condition before it holds. A further condition is an `:else-if`."],
    wrong: `<p :if={a}>A</p>
<p «:else={b}»>B</p>`,
    right: `<p :if={a}>A</p>
<p :else-if={b}>B</p>`,
  },
  LC2004: {
    severity: "error",
    title: "else without if",
    message: "`:%name%` needs a sibling with `:if` or `:else-if` right before it; you have %found%.",
    fix: "Put it directly after the element with `:if`.",
    explanation: ["The parts of a chain stand side by side, with nothing but white space and comments between them."],
    wrong: `<p :if={user}>Hello</p>
<hr>
<p «:else»>Who are you?</p>`,
    right: `<p :if={user}>Hello</p>
<p :else>Who are you?</p>
<hr>`,
  },
  LC2005: {
    severity: "error",
    title: "directives that exclude each other",
    message: "`:%first%` and `:%second%` cannot stand on one tag.",
    fix: "%fix%",
    explanation: [
      "Of these only `:for` and `:if` go together: the `:if` then filters the items. For anything else nest them, with a `<template>` as the outer one.",
    ],
    wrong: `<p :if={a}>A</p>
<p :for={b of list} :key={b} «:else»>{b}</p>`,
    right: `<p :if={a}>A</p>
<template :else><p :for={b of list} :key={b}>{b}</p></template>`,
  },
  LC2006: {
    severity: "error",
    title: "key without for",
    message: "`:key` names the items of a `:for`; there is none on this tag.",
    fix: "Add :for, or remove :key.",
    explanation: ["A key says which row of a list is which. It stands on the tag that is repeated, not on one inside it."],
    wrong: `<ul :for={todo of todos} :key={todo.id}><li «:key={todo.id}»>{todo.title}</li></ul>`,
    right: `<ul :for={todo of todos} :key={todo.id}><li>{todo.title}</li></ul>`,
  },
  LC2007: {
    severity: "error",
    title: "for does not parse",
    message: "This :for does not parse: %reason%.",
    fix: "%fix%",
    explanation: ["The header is that of a TypeScript `for … of` without `const`. Patterns are welcome: `:for={{ id, title } of todos}`."],
    wrong: `<p :for={«todos»}>{title}</p>`,
    right: `<p :for={todo of todos} :key={todo.id}>{todo.title}</p>`,
  },
  LC2008: {
    severity: "error",
    title: "in instead of of",
    message: "`:for` goes through a list with `of`; you wrote `in`.",
    fix: "Write :for={%item% of %list%}.",
    explanation: [
      "As in TypeScript, `of` gives the items. For the keys of an object, write `:for={[key, value] of Object.entries(object)}`.",
    ],
    wrong: `<li :for={«todo in todos»} :key={todo.id}>{todo.title}</li>`,
    right: `<li :for={todo of todos} :key={todo.id}>{todo.title}</li>`,
  },
  LC2009: {
    severity: "error",
    title: "pattern does not parse",
    message: "The pattern of `:let` does not parse: %reason%.",
    fix: "Write :let={name} or :let={{ a, b }}.",
    explanation: [
      "`:let` names what a slot hands back, as a function names its parameter: an object with a member for each attribute of the `<slot>`.",
    ],
    wrong: `<Table :let={«1»}>{row}</Table>`,
    right: `<Table :let={{ row }}>{row}</Table>`,
  },
  LC2010: {
    severity: "warning",
    title: "list without keys",
    message: "The items of this :for have no :key, so a moved item cannot be told from a changed one.",
    fix: "Add :key={%item%.id}, or whatever names an item for good.",
    explanation: [
      "With a key, a row is its element for good: it moves with its focus, its selection and what the visitor typed in it. Without one, rows",
      "are matched by their position: inserting at the front changes them all.",
    ],
    wrong: `<li «:for={todo of todos}»>{todo.title}</li>`,
    right: `<li :for={todo of todos} :key={todo.id}>{todo.title}</li>`,
  },
  LC2011: {
    severity: "error",
    title: "attribute of another framework",
    message: "`%name%` is neither an HTML attribute nor a livec binding.",
    fix: "%fix%",
    explanation: [
      "Bindings begin with `live-`, directives with `:`, and any attribute takes an expression in braces. Most have the names you know from LiveView.",
    ],
    wrong: `<button «phx-click»="save">Save</button>`,
    right: `<button live-click="save">Save</button>`,
  },
  LC2012: {
    severity: "error",
    title: "slot content outside a component",
    message: '<template slot="%name%"> fills the slot of a component, but is not directly in one.',
    fix: "Put it directly into the tag of the component.",
    explanation: [
      "What is directly in a component's tag fills its slots; between them stands nothing, no element and no other `<template>`. `:if` and `:for` stand on the `<template slot>` itself.",
    ],
    wrong: `<Card><p><template «slot="header"»>Hi</template></p></Card>`,
    right: `<Card><template slot="header">Hi</template></Card>`,
  },
  LC2013: {
    severity: "error",
    title: "attribute of a slot",
    message: "%reason%",
    fix: "%fix%",
    explanation: [
      "`<slot/>` is the place where the content of a caller goes, and `<template slot>` is such content. Which slot is known when the template is compiled. All other",
      "attributes of a `<slot>` are values for the content; a `<template slot>` takes none.",
    ],
    wrong: `<slot «name={which}»/>`,
    right: `<slot name="footer"/>`,
  },
  LC2014: {
    severity: "error",
    title: "LiveScripts takes nothing",
    message: "<LiveScripts/> takes no attributes and no content.",
    fix: "Write <LiveScripts/>.",
    explanation: ["It stands in the head of the root layout and emits what the client needs."],
    wrong: `<!doctype html><html lang="en"><head>«<LiveScripts defer/>»</head><body></body></html>`,
    right: `<!doctype html><html lang="en"><head><LiveScripts/></head><body></body></html>`,
  },
  LC2015: {
    severity: "error",
    title: "live content of a plain template",
    message: "The content of a plain <template> is inert in the browser, so %what% inside it cannot be live.",
    fix: "Add :if or :for to make it a group, or move the live part out.",
    explanation: ["A `<template>` without a directive is the browser's own element: a store of markup for scripts, which is never shown."],
    wrong: `<template><p>«{name}»</p></template>`,
    right: `<template :if={name}><p>{name}</p></template>`,
  },
  LC2016: {
    severity: "error",
    title: "attribute on a group",
    message: "`%name%` has no effect: <template :%directive%> leaves no element behind.",
    fix: "Put the attribute on an element inside, or use an element instead of <template>.",
    explanation: ["`<template>` with a directive only groups: in the page there is nothing that could have the attribute."],
    wrong: `<template :if={open} «class="box"»><p>Hi</p></template>`,
    right: `<div :if={open} class="box"><p>Hi</p></div>`,
  },
  LC2017: {
    severity: "error",
    title: "directive here",
    message: "`:%name%` cannot stand on <%tag%>.",
    fix: "%fix%",
    explanation: ["Some directives need an element, or a component, to act on."],
    wrong: `<slot «:html={text}»/>`,
    right: `<slot/>`,
  },
  LC2018: {
    severity: "error",
    title: "component name",
    message: "<%tag%> is not a valid component name.",
    fix: "Write a name you imported, such as <Badge/> or <Ui.Badge/>.",
    explanation: [
      "A tag that begins with a capital, or has a dot, is a value of the script. Its name must be one TypeScript knows as a name.",
    ],
    wrong: `<«Badge!»/>`,
    right: `<Badge/>`,
  },
  LC2019: {
    severity: "error",
    title: "directive without its colon",
    message: "Without a colon `%name%` is a plain attribute, and one that HTML does not have here.",
    fix: "Did you mean `%instead%`?",
    explanation: [
      "Directives begin with a colon: `:if`, `:else-if`, `:else`, `:for`, `:key`, `:html`, `:let`. Without it, a name is an attribute for the browser: `for` on a",
      "`<label>` or an `<output>`, and whatever custom elements and components take.",
    ],
    wrong: `<p «if»={open}>Hi</p>`,
    right: `<p :if={open}>Hi</p>`,
  },
} as const;
