/** Forms: their values as payloads, and the fields a user has changed. */
import type { Payload, PayloadValue } from "../protocol/wire.ts";

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What a form would send: a name that repeats becomes an array, files are left out. `only` limits it to one name. */
export function formPayload(form: HTMLFormElement | null, submitter?: HTMLElement | null, only?: string): { [name: string]: PayloadValue } {
  const payload: { [name: string]: PayloadValue } = { __proto__: null } as never;
  for (const [name, value] of form ? new FormData(form, submitter) : []) {
    if (typeof value === "string" && name === (only ?? name))
      payload[name] = name in payload ? [payload[name] as PayloadValue, value].flat() : value;
  }
  return payload;
}

/** What a changed field sends: its whole form, or itself alone. `_target` is the path of its name: `["user", "name"]` for `user[name]`. */
export function changePayload({ form, name }: Field, alone: boolean): Payload {
  return { ...formPayload(form, null, alone ? name : undefined), _target: name.split(/[[\]]+/).filter(Boolean) };
}

/** True for an input that is not as the page had it: the user changed it, perhaps before there were scripts. */
export const differs = (field: HTMLInputElement): boolean =>
  field.matches(":read-write") ? field.value !== field.defaultValue : field.checked !== field.defaultChecked;

/** Makes a form's inputs read-only and its submit buttons disabled; answers how to undo exactly that. */
export function freeze(form: HTMLFormElement): () => void {
  const active = document.activeElement as HTMLElement;
  const frozen = [...(form.elements as Iterable<Element> & HTMLFormControlsCollection)].filter((element) => {
    const field = element as HTMLInputElement;
    const state = stateOf(field);
    const isFree = field[state] === false;
    if (isFree) field[state] = true;
    return isFree;
  }) as HTMLInputElement[];
  return () => {
    for (const field of frozen) field[stateOf(field)] = false;
    if (document.activeElement === document.body) active.focus();
  };
}

const stateOf = (field: HTMLInputElement): "disabled" | "readOnly" => (field.type === "submit" ? "disabled" : "readOnly");
