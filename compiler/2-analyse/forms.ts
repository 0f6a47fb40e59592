/**
 * Forms that a browser posts by itself: they get a field with the CSRF token, unless they have one or it would leave
 * the site.
 */
import { escapeAttribute } from "../../protocol/escape.ts";
import { CSRF_FIELD, EVENT_FIELD, isOwnUrl, isPost } from "../../protocol/forms.ts";
import { Namespace } from "../../protocol/slots.ts";
import { plainValue } from "../1-parse/names.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Child, Element } from "../tree.ts";
import { staticValue } from "./attributes.ts";
import type { CsrfSlot, Slot } from "./blocks.ts";
import { minimal } from "./reads.ts";

/** The field's HTML up to its value, which is a slot. */
export const TOKEN_FIELD: string = `<input type="hidden" name="${CSRF_FIELD}"`;

/** The field that names the event of a form which the client sends where there is one. */
export function eventField(event: string | undefined): string {
  return event === undefined ? "" : `<input type="hidden" name="${EVENT_FIELD}" value="${escapeAttribute(event)}">`;
}

/**
 * The value of a form's token field; `undefined` for what needs none. `slots` are those of its tag, the first of which
 * is the block's slot `first`: where they decide how or where the form is sent, the renderer looks at them.
 */
export function tokenSlot(form: Element, slots: readonly Slot[], first: number, prefix: string, reporter: Reporter): CsrfSlot | undefined {
  if (form.name !== "form" || form.namespace !== Namespace.html) return undefined;
  const written = (name: string): Attribute | undefined =>
    form.attributes.find((attribute): attribute is Attribute => attribute.kind === "attribute" && attribute.name === name);
  const submit = written(`${prefix}submit`);
  const event = staticOf(submit);
  // The client sends it, over the socket; without JavaScript the browser does, where the page knows how.
  if (submit !== undefined && (!event || !isPost(staticOf(written("method")) ?? "") || written("action") !== undefined)) return undefined;
  const deciding = [...slots.entries()].filter(
    ([, slot]) => slot.kind === "spread" || ("name" in slot && /^(?:method|action)$/.test(slot.name)),
  );
  const method = staticOf(written("method"));
  const action = staticOf(written("action"));
  const isOpen = deciding.some(([, slot]) => slot.kind === "spread" || ("name" in slot && slot.name === "method"));
  if (method === undefined ? !isOpen : !isPost(method)) return undefined;
  if (action !== undefined && !isOwnUrl(action)) return undefined;
  const inside = [...elementsIn(form.children)];
  if (inside.some(({ attributes }) => plainValue(attributes, "name") === CSRF_FIELD)) return undefined;
  for (const { attributes } of inside) refuseWayOut(attributes, reporter);
  return {
    kind: "csrf",
    ...(event ? { event } : {}),
    posts: method !== undefined,
    tag: deciding.map(([index]) => first + index),
    reads: minimal(deciding.flatMap(([, slot]) => slot.reads)),
  };
}

/** A button may send its form elsewhere, and the token with it. */
function refuseWayOut(attributes: Element["attributes"], reporter: Reporter): void {
  for (const attribute of attributes) {
    if (attribute.kind === "spread" || attribute.name !== "formaction") continue;
    const value = staticOf(attribute) ?? beginningOf(attribute);
    if (value === undefined || !isOwnUrl(value)) reporter.report("LC4210", attribute, {});
  }
}

function staticOf(attribute: Attribute | undefined): string | undefined {
  const value = attribute && staticValue(attribute.value);
  return value === true ? "" : value;
}

/** The static beginning of a mixed value: nothing after it can lead to another host, which is checked elsewhere. */
function beginningOf({ value }: Attribute): string | undefined {
  const first = Array.isArray(value) ? (value[0] as unknown) : undefined;
  return typeof first === "string" ? first : undefined;
}

/** All elements among these children, through control flow and the contents of components. */
function* elementsIn(children: readonly Child[]): Generator<Element> {
  for (const child of children) {
    if (child.kind === "element") yield child;
    for (const inner of innerChildren(child)) yield* elementsIn(inner);
  }
}

function innerChildren(child: Child): readonly (readonly Child[])[] {
  switch (child.kind) {
    case "element":
    case "for":
    case "outlet":
      return [child.children];
    case "if":
      return child.branches.map(({ children }) => children);
    case "component":
      return child.fills.map(({ children }) => children);
    default:
      return [];
  }
}
