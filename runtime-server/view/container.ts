/**
 * The element around a view, wherever it is named: in a view's definition, in an app's or a route's options, in data by
 * `<LiveView container={…}>`.
 */
import { contextRow } from "../../protocol/contexts.ts";
import { LivecError } from "../base/errors.ts";
import type { Container } from "../rendering/nested-view.ts";
import { isSafeUrl } from "../rendering/url.ts";

const TAG = /^[a-z][a-z0-9-]*$/;
const ATTRIBUTE = /^[a-z_][a-z0-9_:.-]*$/i;

/**
 * Elements that a view cannot stand in: what is inside is not HTML, is not shown, belongs to the document, or there is
 * no inside.
 */
const unfit: ReadonlySet<string> = new Set(
  (
    "script style template noscript iframe frame frameset noframes object embed applet noembed portal fencedframe xmp plaintext listing title " +
    "textarea select option optgroup datalist html head body base link meta area br col hr img input param source track wbr"
  ).split(" "),
);

/**
 * Throws `bad-definition` unless `container` can stand around a view and none of its attributes runs anything: by the
 * table of contexts, as for attributes in templates. `where` ends the message.
 */
export function checkContainer({ tag = "div", ...attributes }: Container, where = ""): void {
  if (typeof tag !== "string" || !TAG.test(tag)) throw bad(`container.tag ${JSON.stringify(tag)} is not an element's name${where}.`);
  if (unfit.has(tag)) throw bad(`container.tag "${tag}": no view can stand in this element${where}.`);
  for (const [name, value] of Object.entries(attributes)) {
    const why = refusal(tag, name, value);
    if (why !== undefined) throw bad(`container.${name}: ${why}${where}.`);
  }
}

function refusal(tag: string, name: string, value: unknown): string | undefined {
  if (!ATTRIBUTE.test(name)) return "this is not an attribute's name";
  if (typeof value !== "string") return "attributes of a container are strings";
  if (/^on/i.test(name)) return "an attribute that runs code is refused";
  // Its namespace is not known here: what is refused in one is refused in all.
  const row = contextRow(tag, undefined, name);
  if (row?.danger !== undefined || /^data-live/i.test(name)) return "this attribute is refused on a container";
  return row?.context !== undefined && !isSafeUrl(value, row.context) ? "this URL could run code" : undefined;
}

function bad(message: string): LivecError {
  return new LivecError("bad-definition", message);
}
