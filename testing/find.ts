/** Finds what a test names, the way a person reads a page: one element, or an error that says what is there instead. */
import { didYouMean } from "../runtime-server/base/errors.ts";
import { startTag } from "./window.ts";

/** Part of an element's text, or a pattern of it. */
export type TextFilter = string | RegExp;

/** How many elements an error names. */
const SHOWN = 5;

/** All that a selector and a text find inside of a view, without the views inside it. */
export function findAll(root: Element, selector: string, text?: TextFilter): readonly Element[] {
  const found = [...queried(root, selector)].filter((element) => viewAround(element) === root);
  return text === undefined ? found : found.filter((element) => hasText(element, text));
}

/** The one element. Throws where there is none, or more than one. */
export function findOne(root: Element, selector: string, text?: TextFilter): Element {
  const found = findAll(root, selector, text);
  const [element] = found;
  if (element !== undefined && found.length === 1) return element;
  const wanted = `${JSON.stringify(selector)}${text === undefined ? "" : ` with the text ${textName(text)}`}`;
  if (element !== undefined) throw new Error(`${found.length} elements match ${wanted}, where one was expected: ${listed(found)}.`);
  const others = text === undefined ? [] : findAll(root, selector);
  if (others.length > 0) throw new Error(`No element matches ${wanted}. Without the text there are ${listed(others)}.`);
  throw new Error(`No element matches ${wanted}.${hint(root, selector)}`);
}

/** The container of the view that an element belongs to; of a container, the container itself. */
export function viewAround(element: Element): Element | null {
  return element.closest("[data-live]");
}

/** What stands in an element, with white space as a browser shows it. */
export function textOf(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Elements with a start tag each, for messages. */
export function listed(elements: readonly Element[]): string {
  const tags = elements.slice(0, SHOWN).map((element) => startTag(element));
  return tags.join(", ") + (elements.length > SHOWN ? ` and ${elements.length - SHOWN} more` : "");
}

function queried(root: Element, selector: string): Iterable<Element> {
  try {
    return root.querySelectorAll(selector);
  } catch {
    throw new Error(`${JSON.stringify(selector)} is not a CSS selector.`);
  }
}

function hasText(element: Element, text: TextFilter): boolean {
  const shown = textOf(element);
  return typeof text === "string" ? shown.includes(text) : text.test(shown);
}

function textName(text: TextFilter): string {
  return typeof text === "string" ? JSON.stringify(text) : String(text);
}

/** Of an id or a class that is not there: one that is, and is nearly that. */
function hint(root: Element, selector: string): string {
  const [, mark, name = ""] = /^[\w-]*([#.])([\w-]+)$/.exec(selector) ?? [];
  if (mark === undefined) return "";
  const all = [...root.querySelectorAll("[id],[class]")];
  const names = new Set(mark === "#" ? all.map(({ id }) => id) : all.flatMap(({ classList }) => [...classList]));
  names.delete("");
  return didYouMean(name, [...names]);
}
