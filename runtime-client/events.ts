/**
 * Bindings: what the visitor does, from DOM event to the view's event. All listeners are on `window`; nothing is bound
 * per element.
 */
import type { ListenedType } from "../protocol/bindings.ts";
import type { EventPayload, Payload } from "../protocol/wire.ts";
import { own, textOf } from "./dom.ts";
import { type Field, formOf, stateOf } from "./field.ts";
import { changePayload, ownValues, submitPayload } from "./form.ts";
import { runCommands } from "./later.ts";
import { forgo } from "./lock.ts";
import type { Bindings, Intent, Push } from "./push.ts";
import { advance, stages } from "./stages.ts";
import { touch } from "./touched.ts";
import type { View } from "./view.ts";

/** The bindings, each named as its DOM event. */
const types: readonly ListenedType[] = ["click", "keydown", "keyup", "input", "change", "submit"];

/** Listens to the bindings with this prefix and sends their events to the view an element is in. */
export function listen(prefix: string, viewOf: (element: Element) => View | undefined): Bindings {
  /** Of fields whose last `input` was sent, what it told: the `change` that ends the same edit is not sent again. */
  const told = new WeakMap<Element, string>();

  const intentOf = (owner: Element, element: Element, type: string, payload: EventPayload): Intent => ({
    owner_: owner,
    element_: element,
    type_: type,
    name_: textOf(owner, prefix + type),
    payload_: payload,
    target_: textOf(owner, `${prefix}target`),
  });

  const changeOf_ = (field: Field): Intent | undefined => {
    const owner = [field, formOf(field)].find((owner) => owner && own(owner, "hasAttribute", `${prefix}change`));
    if (!owner) return undefined;
    return intentOf(owner, field, "change", changePayload(field, ownValues(owner, prefix, "change"), owner === field));
  };

  /**
   * To whom the element belongs, to a component by its number, or to whom what a selector finds belongs. Containers of
   * the element's own view get one event together.
   */
  const send_ = (intent: Intent): void => {
    const { owner_: owner, target_: target } = intent;
    const number = typeof target === "string" ? Number(target) : 0;
    const found = typeof target !== "string" ? [target] : Number.isNaN(number) ? [...document.querySelectorAll(target)] : [owner];
    const containers = target
      ? found.filter((place) => own(place, "getAttribute", `${prefix}target`) === "" && viewOf(place) === viewOf(owner))
      : [];
    for (const place of found) {
      if (containers.indexOf(place) > 0) continue;
      const ids = place === containers[0] ? containers.map((container) => textOf(container, "id")) : undefined;
      const push: Push = { ...intent, place_: place, component_: number || undefined, ids_: ids };
      touch(push);
      viewOf(place)?.push_(push);
    }
  };

  const start = (intent: Intent): void => {
    const go = (): void => advance(intent, () => (intent.name_[0] === "[" ? runCommands(intent.name_, intent) : send_(intent)));
    const view = viewOf(intent.owner_);
    if (view) view.ready_(go);
    else go();
  };

  const fire_: Bindings["fire_"] = (owner, type, values, event) => {
    const metadata = event && (stages.metadata_[type]?.(event, owner) as Payload | undefined);
    start(intentOf(owner, owner, type, { ...metadata, ...ownValues(owner, prefix, type), ...values }));
  };

  const plain = (event: Event, type: string): void => {
    // A key may go down while nothing but the document has the focus.
    const element = event.target instanceof Element && own(event.target, "closest", `[${prefix}${type}]`);
    if (!element) return;
    const { key } = event as KeyboardEvent;
    const isKey = type.startsWith("key");
    const wanted = own(element, "getAttribute", `${prefix}key`) ?? key;
    // What fills forms in by itself fires keys without a name.
    if (isKey && (!key || key.toLowerCase() !== wanted.toLowerCase())) return;
    fire_(element, type, isKey ? { key } : {}, event);
  };

  const change = (field: Field, typing: boolean): void => {
    const state = stateOf(field);
    const isTold = !typing && told.get(field) === state;
    const intent = changeOf_(field);
    if (!isTold) touch({ element_: field });
    told.delete(field);
    if (!intent) return forgo(field);
    if (field.validity.badInput || (typing ? intent.owner_ === field : isTold)) return;
    if (typing) told.set(field, state);
    start(intent);
  };

  const submit = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    if (!viewOf(form) || !own(form, "hasAttribute", `${prefix}submit`)) return;
    event.preventDefault();
    start(intentOf(form, form, "submit", submitPayload(form, ownValues(form, prefix, "submit"), event.submitter)));
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
  return { send_, fire_, changeOf_ };
}
