/** Payloads: what an event carries of its element, and of a form. */
import type { EventPayload, Fields, Payload, PayloadValue } from "../protocol/wire.ts";
import { own } from "./dom.ts";
import { FIELDS, type Field, fieldValue, formOf } from "./field.ts";

/** What a form would send: a name that repeats becomes an array, files are left out. `only` limits it to one name. */
function fieldsOf(form: HTMLFormElement, submitter?: HTMLElement | null, only?: string): Fields {
  const fields: { [name: string]: string | readonly string[] } = { __proto__: null } as never;
  for (const [name, value] of new FormData(form, submitter)) {
    // What is for a browser that posts the form by itself.
    if (typeof value === "string" && name === (only ?? name) && !/^_(csrf_token|live_event)$/.test(name))
      fields[name] = name in fields ? [fields[name] as string, value].flat() : value;
  }
  return fields;
}

/** An element's own values: `value`, `live-value-*` and `live-<type>:*`. */
export function ownValues(element: Element, prefix: string, type: string): Payload {
  const payload: { [name: string]: PayloadValue } = {};
  for (const { name, value } of own(element, "attributes")) {
    const key = name.match(`^${prefix}(?:value-|${type}:)(.+)`)?.[1];
    if (key) payload[key] = value;
  }
  // A form has no value; what looks like one is a field of that name.
  const value = formOf(element) === undefined || !own(element, "matches", `[value],${FIELDS}`) ? undefined : fieldValue(element);
  if (value !== undefined) payload["value"] ??= value;
  return payload;
}

/**
 * What a changed field sends: its whole form, or itself `alone`. `_target` is the path of its name: `["user", "name"]`
 * for `user[name]`.
 */
export function changePayload(field: Field, values: Payload, alone: boolean): EventPayload {
  const { form, name } = field;
  const payload = { ...values, _target: name.split(/[[\]]+/).filter(Boolean) };
  return form ? [fieldsOf(form, null, alone ? name : undefined), payload] : payload;
}

export const submitPayload = (form: HTMLFormElement, values: Payload, submitter: HTMLElement | null): EventPayload => [
  fieldsOf(form, submitter),
  values,
];
