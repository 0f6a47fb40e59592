/** Fields: what a visitor sees in them, and what the server said last. */
import { own } from "./dom.ts";

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export const FIELDS = "input,textarea,select";

/** Fields that the visitor sets to one of a few states, rather than typing into them. */
const TOGGLES = "[type=checkbox],[type=radio],select";

/** Checkboxes, radio buttons and options whose state the server decides. */
export const decided: WeakSet<Element> = new WeakSet();

/** The form a field belongs to, wherever it stands. */
export const formOf = (element: Node): HTMLFormElement | null | undefined =>
  element instanceof HTMLFormElement ? undefined : (element as Field).form;

/** A field together with those it shares its state with: the radio buttons of its group. */
export function groupOf(element: Element): readonly Element[] {
  const { type, name, form } = element as HTMLInputElement;
  if (type !== "radio" || !name) return [element];
  const radios = document.querySelectorAll<HTMLInputElement>("input[type=radio]");
  return [...radios].filter((radio) => radio.name === name && radio.form === form);
}

/** What a field by itself sends: nothing for a box that is not checked. */
export function fieldValue(element: Element): string | readonly string[] | undefined {
  const { checked, multiple, value } = element as HTMLInputElement;
  const { type, selectedOptions } = element as HTMLSelectElement;
  if ((type as string) === "radio") return (groupOf(element) as HTMLInputElement[]).find((radio) => radio.checked)?.value;
  if ((type as string) === "checkbox") return checked ? value : undefined;
  return multiple && selectedOptions ? [...selectedOptions].map((option) => option.value) : value;
}

/** All that a visitor can change of a field, to be compared. */
export const stateOf = (field: Field): string =>
  JSON.stringify([
    field.value,
    (field as HTMLInputElement).checked,
    ...[...((field as HTMLSelectElement).options ?? [])].map(({ selected }) => selected),
  ]);

export const isToggle = (element: Element): boolean => own(element, "matches", TOGGLES);

/** Shows what the server said last, which the attributes are: all of a text, of a toggle what the server decides. */
export function restore(field: Field): void {
  const { options } = field as HTMLSelectElement;
  if (options) {
    for (const option of options) if (decided.has(option)) option.selected = option.defaultSelected;
  } else if (!isToggle(field)) field.value = (field as HTMLInputElement).defaultValue;
  else if (decided.has(field)) (field as HTMLInputElement).checked = (field as HTMLInputElement).defaultChecked;
}
