/** `live-update`, also written `:update`: what becomes of an element's content after the first render. */

import { nearest } from "../../base/suggest.ts";
import { type UpdateMode, updateModes } from "../../protocol/bindings.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Child, Directive, Element, Spread } from "../tree.ts";
import { isRaw, isTextOnly } from "./html.ts";
import { literalText } from "./separators.ts";

/** The attribute or directive, where one is written. */
export function updateOf(
  directives: readonly Directive[],
  attributes: readonly (Attribute | Spread)[],
  prefix: string,
): Directive | Attribute | undefined {
  const attribute = attributes.find((each) => each.kind === "attribute" && each.name === `${prefix}update`);
  return attribute?.kind === "attribute" ? attribute : directives.find(({ name }) => name === "update");
}

/** What an element's `live-update` says, where it can be so; reports it where it cannot. */
export function updateMode(element: Element, prefix: string, reporter: Reporter): UpdateMode {
  const written = updateOf(element.directives, element.attributes, prefix);
  if (written === undefined) return "replace";
  const { value } = written;
  const said = typeof value === "object" && "code" in value ? (literalText(value) ?? value.code) : value;
  const mode = updateModes.find((each) => each === said);
  if (mode === undefined) {
    const near = typeof said === "string" ? nearest(said, updateModes) : undefined;
    reporter.report("LC4010", written, {
      prefix,
      fix: near === undefined ? `Write one of ${updateModes.join(", ")}.` : `Did you mean "${near}"?`,
    });
    return "replace";
  }
  if (mode === "replace") return mode;
  const why =
    element.void || isRaw(element) ? "has no content that changes" : hasHtml(element) ? "gets its content from `:html`" : undefined;
  const refusal = why ?? (isAdded(mode) && isTextOnly(element) ? "has no elements in it" : undefined);
  if (refusal !== undefined) {
    reporter.report("LC4011", written, { prefix, what: `<${element.name}>`, why: refusal });
    return "replace";
  }
  return isAdded(mode) && !checkIds(element, mode, written, prefix, reporter) ? "replace" : mode;
}

/** True for modes under which what is there stays. */
export function isAdded(mode: UpdateMode): mode is "append" | "prepend" {
  return mode === "append" || mode === "prepend";
}

function hasHtml({ directives }: Element): boolean {
  return directives.some(({ name }) => name === "html");
}

/** New rows find the old ones by their ids, and the page its container: as in LiveView all of them must have one. */
function checkIds(element: Element, mode: UpdateMode, written: Directive | Attribute, prefix: string, reporter: Reporter): boolean {
  const [list, other] = element.children;
  const lacks = (what: string, fix: string): false => {
    reporter.report("LC4012", written, { prefix, mode, what, fix });
    return false;
  };
  if (idOf(element) === undefined) return lacks(`an id on <${element.name}>`, `Write <${element.name} id="…" …>.`);
  if (list?.kind !== "for" || other !== undefined) return lacks("a `:for` as its only content", "Put everything else outside of it.");
  const [row, second] = list.children as readonly (Child | undefined)[];
  if (row?.kind !== "element" || second !== undefined) return lacks("one element for each item", "Write the `:for` on that element.");
  if (!dependsOnItem(idOf(row)))
    return lacks(`an id on each <${row.name}>`, `Write one that depends on the item: <${row.name} id="${row.name}-{…}" …>.`);
  return true;
}

function dependsOnItem({ value = "" }: Partial<Attribute> = {}): boolean {
  return typeof value === "object" && !("code" in value && literalText(value) !== undefined);
}

function idOf({ attributes }: Element): Attribute | undefined {
  return attributes.find(
    (attribute): attribute is Attribute => attribute.kind === "attribute" && attribute.name === "id" && attribute.value !== "",
  );
}
