/** What ARIA 1.2 and its modules name, and which roles elements have by themselves. */
import type { Element } from "../tree.ts";
import { mayHave, staticValue } from "./rule.ts";

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

export const roles: readonly string[] = words(`
  alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox comment complementary
  contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group heading image img insertion link
  list listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option
  paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton
  status strong subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem
`);
export const ariaAttributes: readonly string[] = words(`
  activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex colindextext colspan controls
  current describedby description details disabled dropeffect errormessage expanded flowto grabbed haspopup hidden invalid keyshortcuts
  label labelledby level live modal multiline multiselectable orientation owns placeholder posinset pressed readonly relevant required
  roledescription rowcount rowindex rowindextext rowspan selected setsize sort valuemax valuemin valuenow valuetext
`).map((name) => `aria-${name}`);
const ROLES: ReadonlySet<string> = new Set(roles);
const ATTRIBUTES: ReadonlySet<string> = new Set(ariaAttributes);

/** `doc-` and `graphics-` begin the roles of modules. */
export function isRole(name: string): boolean {
  return ROLES.has(name) || /^(?:doc|graphics)-[a-z]+$/.test(name);
}

export function isAriaAttribute(name: string): boolean {
  return ATTRIBUTES.has(name);
}

/**
 * Lists are left out: Safari takes their role away where their style hides the bullets, and writing it brings it back.
 */
const OWN_ROLES: ReadonlyMap<string, string> = new Map([
  ["article", "article"],
  ["aside", "complementary"],
  ["button", "button"],
  ["dialog", "dialog"],
  ["fieldset", "group"],
  ["figure", "figure"],
  ["form", "form"],
  ["h1", "heading"],
  ["h2", "heading"],
  ["h3", "heading"],
  ["h4", "heading"],
  ["h5", "heading"],
  ["h6", "heading"],
  ["hr", "separator"],
  ["main", "main"],
  ["nav", "navigation"],
  ["option", "option"],
  ["output", "status"],
  ["progress", "progressbar"],
  ["search", "search"],
  ["table", "table"],
  ["tbody", "rowgroup"],
  ["td", "cell"],
  ["textarea", "textbox"],
  ["tfoot", "rowgroup"],
  ["thead", "rowgroup"],
  ["tr", "row"],
]);
const INPUT_ROLES: ReadonlyMap<string, string> = new Map([
  ["button", "button"],
  ["checkbox", "checkbox"],
  ["number", "spinbutton"],
  ["radio", "radio"],
  ["range", "slider"],
  ["reset", "button"],
  ["submit", "button"],
]);

/** The role an element has without the attribute, where that is certain. */
export function ownRole(element: Element): string | undefined {
  const { name } = element;
  if (name === "a" || name === "area") return mayHave(element, "href") ? "link" : undefined;
  if (name === "img") return staticValue(element, "alt") === "" ? undefined : "img";
  if (name === "input") return INPUT_ROLES.get(staticValue(element, "type")?.toLowerCase() ?? "text");
  return OWN_ROLES.get(name);
}
