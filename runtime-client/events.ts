/** Bindings: what the user does, from DOM event to the view's event. All listeners are on `window`; nothing is bound per element. */
import type { Payload, PayloadValue } from "../protocol/wire.ts";
import { changePayload, differs, type Field, formPayload, freeze } from "./form.ts";
import type { View } from "./view.ts";

/** The bindings, each named as its DOM event. */
const types = ["click", "keydown", "keyup", "input", "change", "submit"];

/**
 * Listens to the bindings with this prefix and pushes their events to the view an element is in. Answers a function that takes note of
 * what the user changed in a container: each of its answer's functions sends one change, of a form or a field.
 */
export function listen(prefix: string, viewOf: (element: Element) => View | undefined): (container: Element) => readonly (() => void)[] {
  /** Fields whose value was changed; not every field tells by itself. */
  const touched = new WeakSet<Element>();
  /** The field whose last `input` was sent: the `change` that ends the same edit is not sent again. */
  let sent: Field | undefined;

  /**
   * Where the event goes: to whom the element belongs, to a component by its number, or to whom what a selector finds belongs. Containers of the
   * element's own view get one event together.
   */
  const push = (owner: Element, type: string, payload: Payload, element = owner, hold?: () => () => void): void => {
    const target = owner.getAttribute(`${prefix}target`) ?? "";
    const number = Number(target);
    const found = Number.isNaN(number) ? [...document.querySelectorAll(target)] : [owner];
    const containers = target
      ? found.filter((place) => place.getAttribute(`${prefix}target`) === "" && viewOf(place) === viewOf(owner))
      : [];
    const places = found.filter((place) => viewOf(place) && containers.indexOf(place) < 1);
    let waiting = places.length;
    const undo = waiting && hold?.();
    const name = owner.getAttribute(prefix + type) ?? "";
    for (const place of places)
      viewOf(place)?.push_(
        place,
        number || 0,
        name,
        { ...payloadOf(owner, type), ...payload },
        type,
        [element, (element as Field).form],
        // Once all have answered.
        undo ? () => void (--waiting || undo()) : undefined,
        place === containers[0] ? containers.map(({ id }) => id) : undefined,
      );
  };

  /** An element's own values: `value`, `live-value-*` and `live-<type>:*`. */
  const payloadOf = (element: Element, type: string): Payload => {
    const payload: { [name: string]: PayloadValue } = {};
    for (const { name, value } of element.attributes) {
      const key = name.match(`^${prefix}(?:value-|${type}:)(.+)`)?.[1];
      if (key) payload[key] = value;
    }
    if (element.matches("[value],input,textarea,select")) payload["value"] = (element as Field).value;
    return payload;
  };

  /** The element whose change event a field's change sends: the field itself, or its form. */
  const ownerOf = (field: Field): Element | null | undefined => [field, field.form].find((owner) => owner?.hasAttribute(`${prefix}change`));

  const plain = (event: Event, type: string): void => {
    const element = (event.target as Element).closest?.(`[${prefix}${type}]`);
    const { key } = event as KeyboardEvent;
    if (!element || (key && key !== (element.getAttribute(`${prefix}key`) ?? key))) return;
    // A second click must not overtake the answer to the first.
    if (type !== "click" || !element.matches(".live-click-loading")) push(element, type, key ? { key } : {});
  };

  const change = (field: Field, typing: boolean): void => {
    const owner = ownerOf(field);
    const alone = owner === field;
    const again = sent === field;
    touched.add(field);
    sent = undefined;
    if (!owner || field.validity.badInput || (typing ? alone : again)) return;
    if (typing) sent = field;
    push(owner, "change", changePayload(field, alone), field);
  };

  const submit = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    if (!viewOf(form) || !form.hasAttribute(`${prefix}submit`)) return;
    event.preventDefault();
    const payload = formPayload(form, event.submitter);
    if (!form.matches(".live-submit-loading")) push(form, "submit", payload, form, () => freeze(form));
  };

  for (const type of types) {
    addEventListener(type, (event) => {
      if (type === "submit") submit(event as SubmitEvent);
      else {
        if (type === "input" || type === "change") change(event.target as Field, type === "input");
        if (type !== "change") plain(event, type);
      }
    });
  }

  return (container) => {
    const changes = new Map<Element, () => void>();
    for (const field of container.querySelectorAll<HTMLInputElement>("input,textarea,select")) {
      const owner = ownerOf(field);
      if (!owner || viewOf(field) !== viewOf(container) || !(touched.has(field) || differs(field))) continue;
      const payload = changePayload(field, owner === field);
      changes.set(owner, () => push(owner, "change", payload, field));
    }
    return [...changes.values()];
  };
}
