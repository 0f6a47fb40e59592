/**
 * Every diagnostic of the compiler. A code never changes its meaning and is never used again.
 *
 * `%name%` in a message or fix stands for a parameter of the same name. Messages speak to the author in plain words, name the
 * thing found and the thing expected, and fit on two lines.
 *
 * - LC1xxx: syntax
 * - LC2xxx: directives and structure
 * - LC3xxx: what a browser would make of it
 * - LC4xxx: names, expressions and their contexts
 */
export const catalogue = {
  // ------------------------------------------------------------------------------------------------------------ files
  LC1001: {
    severity: "error",
    title: "template too large",
    message: "This template has %size%; the limit is %limit%.",
    fix: "Split it into components, or load the data in the view instead of writing it down here.",
  },
  LC1002: {
    severity: "error",
    title: "not a text file",
    message: "There is a %what% here: this is not a UTF-8 text file.",
    fix: "Save the file as UTF-8, or remove the character.",
  },
  LC1003: {
    severity: "error",
    title: "reserved character",
    message: "The private-use character %character% is reserved for the compiler.",
    fix: "Write it as a character reference: %reference%",
  },
  LC1004: {
    severity: "error",
    title: "nested too deeply",
    message: "%what% is nested more than %limit% levels deep.",
    fix: "Move the inner part into a component.",
  },
  LC1005: {
    severity: "error",
    title: "too many problems",
    message: "There are more than %limit% problems in this file; the others are not shown.",
  },

  // ------------------------------------------------------------------------------------------------------ expressions
  LC1010: {
    severity: "error",
    title: "unclosed brace",
    message: "This { is never closed.",
    fix: 'Add the missing }. To show a brace, write {"{"}.',
  },
  LC1011: {
    severity: "error",
    title: "empty braces",
    message: "There is no expression between these braces.",
    fix: 'Write an expression, or {"{}"} to show the braces.',
  },
  LC1012: { severity: "error", title: "expression does not parse", message: "This expression does not parse: %reason%." },
  LC1013: {
    severity: "error",
    title: "text after the expression",
    message: "The expression has ended, but `%found%` follows.",
    fix: "Write one expression between the braces.",
  },
  LC1014: {
    severity: "error",
    title: "comma between expressions",
    message: "You wrote several expressions with commas between them; braces hold one.",
    fix: "Give each its own braces: {a}{b}.",
  },
  LC1015: {
    severity: "error",
    title: "side effect in a template",
    message: "`%what%` has no place in a template: its expressions only read.",
    fix: "Do this in the view and hand the result over as an assign.",
  },
  LC1017: {
    severity: "error",
    title: "syntax of another framework",
    message: "`%found%` is not livec's syntax.",
    fix: "%fix%",
  },
  LC1018: { severity: "error", title: "script does not parse", message: "The script does not parse: %reason%." },
  LC1020: {
    severity: "error",
    title: "spread outside a tag",
    message: "{...e} spreads attributes; it can only stand inside a tag.",
    fix: "To show a list, use :for.",
  },
  LC1021: {
    severity: "error",
    title: "expression in a tag name",
    message: "The name of a tag cannot contain an expression.",
    fix: "Choose between tags with :if and :else.",
  },
  LC1022: {
    severity: "error",
    title: "expression in an attribute name",
    message: "The name of an attribute cannot contain an expression.",
    fix: "Spread an object instead: {...{ [name]: value }}.",
  },
  LC1023: {
    severity: "error",
    title: "expression without an attribute",
    message: "{%code%} stands in a tag without an attribute name.",
    fix: "Write name={%code%} for an attribute, or {...%code%} to spread an object.",
  },

  // ------------------------------------------------------------------------------------------------------------- tags
  LC1024: {
    severity: "error",
    title: "unquoted value with several parts",
    message: "The value of `%name%` has more than one part but no quotes.",
    fix: 'Write it in quotes: %name%="…"',
  },
  LC1025: {
    severity: "error",
    title: "duplicate attribute",
    message: "`%name%` is written twice on this <%tag%>; a browser ignores the second.",
    fix: "Remove one of them.",
  },
  LC1026: { severity: "error", title: "not well-formed HTML", message: "%reason%", fix: "%fix%" },
  LC1030: {
    severity: "error",
    title: "unclosed element",
    message: "<%tag%> is never closed.",
    fix: "Add </%tag%>, or write <%tag%/> if it has no content.",
  },
  LC1031: {
    severity: "error",
    title: "crossed tags",
    message: "</%outer%> stands inside <%inner%>, which is closed only after it.",
    fix: "Close <%inner%> before </%outer%>.",
  },
  LC1032: {
    severity: "error",
    title: "stray end tag",
    message: "</%tag%> closes nothing: no <%tag%> is open here.",
    fix: "Remove it, or add the missing <%tag%>.",
  },
  LC1033: {
    severity: "error",
    title: "end tag of a void element",
    message: "</%tag%> closes nothing: <%tag%> never has content.",
    fix: "Remove it.",
  },
  LC1034: {
    severity: "error",
    title: "element that cannot be closed",
    message: "<%tag%> cannot be used: %reason%.",
    fix: "Use <%instead%>.",
  },
  LC1038: {
    severity: "error",
    title: "misplaced doctype",
    message: "%reason%",
    fix: "Write <!doctype html>, once, at the very start of the root layout.",
  },

  // ----------------------------------------------------------------------------------------------------- script block
  LC1040: {
    severity: "error",
    title: "two scripts",
    message: 'There are two <script lang="ts">; a template has one.',
    fix: "Move this code into the first.",
  },
  LC1041: {
    severity: "error",
    title: "script is not first",
    message: '<script lang="ts"> must come first in the file, outside any element.',
    fix: "Move it to the top. A script for the browser has no lang attribute.",
  },
  LC1042: {
    severity: "error",
    title: "script language",
    message: '`lang` of a script is "ts"; you wrote %found%.',
    fix: 'Write <script lang="ts">.',
  },
  LC1043: {
    severity: "error",
    title: "attributes on the script",
    message: '`%name%` has no meaning on the script block, which only takes lang="ts".',
    fix: "Remove it.",
  },

  // ------------------------------------------------------------------------------------------------------- directives
  LC2001: { severity: "error", title: "unknown directive", message: "There is no directive `:%name%`.", fix: "%fix%" },
  LC2002: {
    severity: "error",
    title: "directive without expression",
    message: "`:%name%` needs an expression in braces; you wrote %found%.",
    fix: "Write :%name%={…}.",
  },
  LC2003: { severity: "error", title: "directive with a value", message: "`:%name%` takes no value.", fix: "Write :%name% alone." },
  LC2004: {
    severity: "error",
    title: "else without if",
    message: "`:%name%` needs a sibling with `:if` or `:else-if` right before it; you have %found%.",
    fix: "Put it directly after the element with `:if`.",
  },
  LC2005: {
    severity: "error",
    title: "directives that exclude each other",
    message: "`:%first%` and `:%second%` cannot stand on one tag.",
    fix: "%fix%",
  },
  LC2006: {
    severity: "error",
    title: "key without for",
    message: "`:key` names the items of a `:for`; there is none on this tag.",
    fix: "Add :for, or remove :key.",
  },
  LC2007: {
    severity: "error",
    title: "for does not parse",
    message: "This :for does not parse: %reason%.",
    fix: "Write :for={item of list} or :for={(item, index) of list}.",
  },
  LC2008: {
    severity: "error",
    title: "in instead of of",
    message: "`:for` goes through a list with `of`; you wrote `in`.",
    fix: "Write :for={%item% of %list%}.",
  },
  LC2009: {
    severity: "error",
    title: "pattern does not parse",
    message: "The pattern of `:let` does not parse: %reason%.",
    fix: "Write :let={name} or :let={{ a, b }}.",
  },
  LC2010: {
    severity: "warning",
    title: "list without keys",
    message: "The items of this :for have no :key, so a moved item cannot be told from a changed one.",
    fix: "Add :key={%item%.id}, or whatever names an item for good.",
  },
  LC2011: {
    severity: "error",
    title: "binding of another framework",
    message: "`%name%` is not a livec binding.",
    fix: "Write %instead%.",
  },
  LC2012: {
    severity: "error",
    title: "named slot content",
    message: '<template slot="%name%">: named slot content is not supported by this version.',
    fix: "Hand the content over as the component's children (its default <slot/>).",
  },
  LC2013: { severity: "error", title: "attribute of a slot", message: "%reason%", fix: "%fix%" },
  LC2014: {
    severity: "error",
    title: "LiveScripts takes nothing",
    message: "<LiveScripts/> takes no attributes and no content.",
    fix: "Write <LiveScripts/>.",
  },
  LC2015: {
    severity: "error",
    title: "live content of a plain template",
    message: "The content of a plain <template> is inert in the browser, so %what% inside it cannot be live.",
    fix: "Add :if or :for to make it a group, or move the live part out.",
  },
  LC2016: {
    severity: "error",
    title: "attribute on a group",
    message: "`%name%` has no effect: <template :%directive%> leaves no element behind.",
    fix: "Put the attribute on an element inside, or use an element instead of <template>.",
  },
  LC2017: { severity: "error", title: "directive here", message: "`:%name%` cannot stand on <%tag%>.", fix: "%fix%" },
  LC2018: {
    severity: "error",
    title: "component name",
    message: "<%tag%> is no component name.",
    fix: "Write a name you imported, such as <Badge/> or <Ui.Badge/>.",
  },

  // ---------------------------------------------------------------------------------------------------- browser's tree
  LC3001: {
    severity: "error",
    title: "element in a paragraph",
    message: "A browser closes the <%outer%> before this <%inner%>.",
    fix: "%fix%",
  },
  LC3002: {
    severity: "error",
    title: "missing table part",
    message: "A browser puts a <%missing%> between <%outer%> and <%inner%>.",
    fix: "Write the <%missing%> yourself.",
  },
  LC3003: {
    severity: "error",
    title: "content thrown out of a table",
    message: "A browser moves %what% out of the <%outer%>, before the table.",
    fix: "%fix%",
  },
  LC3004: {
    severity: "error",
    title: "table part without its table",
    message: "A browser drops <%inner%> inside <%outer%>.",
    fix: "%fix%",
  },
  LC3005: {
    severity: "error",
    title: "element in its like",
    message: "A browser does not nest <%tag%>: %what%.",
    fix: "Move this <%tag%> out of the other.",
  },
  LC3006: {
    severity: "error",
    title: "content of a select",
    message: "Browsers disagree about %what% in <%outer%>.",
    fix: "Use only <option>, <optgroup> and <hr> in a <select>, and only text in an <option>.",
  },
  LC3007: {
    severity: "error",
    title: "content of the head",
    message: "A browser ends the <head> before %what% and puts it into the <body>.",
    fix: "Move it into the <body>.",
  },
  LC3008: {
    severity: "error",
    title: "document part out of place",
    message: "A browser ignores <%inner%> inside <%outer%>.",
    fix: "%fix%",
  },
  LC3009: {
    severity: "error",
    title: "the browser's tree differs",
    message: "A browser builds another tree here: where you have %expected%, it has %actual%.",
    fix: "%fix%",
  },
  LC3010: {
    severity: "warning",
    title: "missing doctype",
    message: "This layout has no <!doctype html>: browsers fall back to quirks mode.",
    fix: "Start the markup with <!doctype html>.",
  },
  LC3011: {
    severity: "error",
    title: "roots that do not fit together",
    message: "This <%part%> belongs into a table, %other% beside it does not: no parent can hold both.",
    fix: "Put them into templates of their own, or into one element.",
  },
  // ------------------------------------------------------------------------------------------- names and expressions
  LC4001: {
    severity: "error",
    title: "assigns without a type",
    message: "The template reads `%name%`, but its script declares no `Assigns`.",
    fix: '<script lang="ts">export interface Assigns { %members% }</script>',
  },
  LC4002: {
    severity: "error",
    title: "component not imported",
    message: "<%tag%> is a component, but the script neither imports nor declares `%name%`.",
    fix: 'Import it in the script: import %name% from "./%file%.live.js";',
  },
  LC4003: {
    severity: "warning",
    title: "untracked value",
    message: "`%what%` changes by itself: no change tracking can see it, and this place is not rendered again when it does.",
    fix: "Compute it in the view and hand it over as an assign.",
  },
  LC4004: {
    severity: "error",
    title: "needs a later version",
    message: "%what% needs a later version of livec.",
    fix: "%fix%",
  },
  LC4005: {
    severity: "error",
    title: "default export",
    message: "The script has a default export, but a template's module exports the template as its default.",
    fix: "Give the export a name, or move it to a file of its own.",
  },

  // -------------------------------------------------------------------------------------------------------- bindings
  LC4101: { severity: "error", title: "unknown binding", message: "There is no binding `%name%`.", fix: "%fix%" },
  LC4102: {
    severity: "error",
    title: "binding without an event",
    message: "`%name%` needs the name of the event to send.",
    fix: 'Write %name%="save", and handle `save` in the view.',
  },

  // -------------------------------------------------------------------------------------------------------- contexts
  LC4201: {
    severity: "error",
    title: "event handler attribute",
    message: "`%name%` is inline script, which a strict Content-Security-Policy forbids.",
    fix: "Use a binding: %instead%",
  },
  LC4202: {
    severity: "error",
    title: "no safe meaning",
    message: "`%name%` of <%tag%> cannot hold an expression: %reason%.",
    fix: "%fix%",
  },
  LC4203: {
    severity: "error",
    title: "script URL",
    message: "`%name%` holds a %scheme% URL, which is inline script.",
    fix: "Use a binding such as live-click, or a real URL.",
  },
  LC4204: {
    severity: "error",
    title: "value inside a scheme or host",
    message: 'The value after "%prefix%" could change the scheme or host of this URL.',
    fix: 'Begin with a path, as in "/%prefix%…", with ? or #, with a full origin such as https://example.com/, or make the URL in one expression.',
  },
  LC4205: {
    severity: "error",
    title: "mixed style",
    message: "`style` cannot mix text and expressions.",
    fix: "Write style={{ color: value }}, or give the whole text in one expression.",
  },
  LC4206: {
    severity: "error",
    title: "value attribute",
    message: "HTML has no `value` attribute on <%tag%>.",
    fix: "%fix%",
  },
  LC4207: {
    severity: "error",
    title: "spread on an element that loads",
    message: "Attributes cannot be spread on <%tag%>: among them could be one that loads or runs code.",
    fix: "Write the attributes one by one.",
  },
} as const;

/** One entry of the catalogue. */
export interface Entry {
  readonly severity: "error" | "warning";
  /** A few words: the name of the problem. */
  readonly title: string;
  readonly message: string;
  readonly fix?: string;
}

/** A stable code: `"LC1003"`. */
export type Code = keyof typeof catalogue;

type Names<Text> = Text extends `${string}%${infer Name}%${infer Rest}` ? Name | Names<Rest> : never;
type Texts<C extends Code> = (typeof catalogue)[C]["message"] | ((typeof catalogue)[C] extends { readonly fix: infer Fix } ? Fix : never);

/** The parameters a code's message and fix need. */
export type MessageParameters<C extends Code> = { readonly [Name in Names<Texts<C>>]: string };
