/** What a person can do to a page, and what a browser would not let them do. */
import { startTag } from "./window.ts";

/** What a field is given: a text, one of several, or whether it is checked. */
export type FieldValue = string | number | boolean | readonly string[] | null | undefined;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Throws where a browser does not let anybody click. */
export function refuseUnusable(element: Element, what: string): void {
  const refuse = (why: string): never => {
    throw new Error(`${startTag(element)} cannot be ${what}: ${why}.`);
  };
  if (element.matches(":disabled")) {
    const fieldset = element.closest("fieldset[disabled]");
    refuse(element.hasAttribute("disabled") || fieldset === null ? "it is disabled" : `${startTag(fieldset)} around it is disabled`);
  }
  const hidden = element.closest("[hidden]");
  if (hidden !== null) refuse(hidden === element ? "it is hidden" : `${startTag(hidden)} around it is hidden`);
  const inert = element.closest("[inert]");
  if (inert !== null) refuse(inert === element ? "it is inert" : `${startTag(inert)} around it is inert`);
  const dialog = element.closest("dialog:not([open])");
  if (dialog !== null) refuse(`${startTag(dialog)} around it is closed`);
}

/** Throws where two elements of a page have one id: what is aimed at one may reach the other. */
export function refuseDuplicateIds(document: Document): void {
  const seen = new Map<string, Element>();
  for (const element of document.querySelectorAll("[id]")) {
    const other = seen.get(element.id);
    if (other !== undefined)
      throw new Error(`Two elements have the id ${JSON.stringify(element.id)}: ${startTag(other)} and ${startTag(element)}.`);
    if (element.id !== "") seen.set(element.id, element);
  }
}

/** The fields of a form by a name as it is written; throws where there is none. */
export function fieldsNamed(form: HTMLFormElement, name: string): readonly Field[] {
  const all = ([...elementsOf(form)] as Field[]).filter((field) => field.name !== "");
  const found = all.filter((field) => field.name === name || field.name === `${name}[]`);
  if (found.length > 0) return found;
  const names = [...new Set(all.map((field) => field.name))];
  const there = names.length === 0 ? "it has no fields with a name" : `its fields are ${names.join(", ")}`;
  throw new Error(`${startTag(form)} has no field ${JSON.stringify(name)}: ${there}.`);
}

/** A form's fields, whatever they are called. */
export function elementsOf(form: HTMLFormElement): Iterable<Element> {
  const { prototype } = (form.ownerDocument.defaultView as Window & typeof globalThis).HTMLFormElement;
  return Reflect.get(prototype, "elements", form) as Iterable<Element>;
}

/**
 * Data by the names under which a form's fields are written: `{ user: { name: "Ada" } }` is `user[name]`. A field of
 * several values takes an array.
 */
export function flatData(data: { readonly [name: string]: unknown }, prefix = ""): ReadonlyMap<string, FieldValue> {
  const flat = new Map<string, FieldValue>();
  for (const [key, value] of Object.entries(data)) {
    const name = prefix === "" ? key : `${prefix}[${key}]`;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [inner, part] of flatData(value as { readonly [name: string]: unknown }, name)) flat.set(inner, part);
    } else flat.set(name, value as FieldValue);
  }
  return flat;
}

/**
 * Does what a person does to give a field this value, and answers the element that they did it to. Throws where they
 * could not: a hidden, disabled or read-only field, an option that is not there. `asUser` is false for values that a
 * program gives: hidden fields take them.
 */
export function fill(form: HTMLFormElement, name: string, value: FieldValue, asUser: boolean): Field {
  const fields = fieldsNamed(form, name);
  const [first] = fields as readonly [Field];
  if (asUser) for (const field of fields) refuseFixed(field);
  if (isToggle(first)) return toggle(form, name, fields as readonly HTMLInputElement[], value);
  if (fields.length > 1 && Array.isArray(value)) {
    for (const [index, field] of fields.entries()) setText(field, value[index] ?? "");
    return fields[fields.length - 1] as Field;
  }
  const field = fields.length > 1 ? (fields.find(({ type }) => type !== "hidden") ?? first) : first;
  if ("options" in field) select(field, value);
  else setText(field, value);
  return field;
}

function refuseFixed(field: Field): void {
  const refuse = (why: string): never => {
    throw new Error(`${startTag(field)} cannot be filled in: ${why}.`);
  };
  // A hidden field before a checkbox of its name says what is sent where that is not checked.
  const twin = field.form === null ? [] : ([...elementsOf(field.form)] as Field[]).filter((other) => other.name === field.name);
  if (field.type === "hidden" && !twin.some(isToggle))
    refuse("it is a hidden field, which a person cannot change; give its value to submit() or change()");
  if (field.matches(":disabled")) refuse("it is disabled");
  if ("readOnly" in field && field.readOnly && !isToggle(field) && field.type !== "hidden") refuse("it is read-only");
  if (field.type === "file") refuse("files are chosen with fileInput()");
}

function isToggle(field: Field): boolean {
  return field.type === "checkbox" || field.type === "radio";
}

/** Checks the boxes with these values, or one box by `true`, and unchecks the others; of radio buttons chooses one. */
function toggle(form: HTMLFormElement, name: string, fields: readonly HTMLInputElement[], value: FieldValue): Field {
  const boxes = fields.filter(isToggle) as readonly HTMLInputElement[];
  const [first] = boxes as readonly [HTMLInputElement];
  if (typeof value === "boolean" || value === null || value === undefined) {
    if (boxes.length > 1)
      throw new Error(`${startTag(form)} has ${boxes.length} fields ${JSON.stringify(name)}: say which value to choose.`);
    first.checked = value === true;
    return first;
  }
  const wanted = (Array.isArray(value) ? value : [value]).map(String);
  const values = boxes.map((box) => box.value);
  for (const one of wanted) if (!values.includes(one)) throw new Error(missing(form, name, one, values));
  let last: HTMLInputElement = first;
  for (const box of boxes) {
    const isWanted = wanted.includes(box.value);
    if (isWanted && box.matches(":disabled")) throw new Error(`${startTag(box)} cannot be chosen: it is disabled.`);
    if (box.checked !== isWanted) last = box.type === "radio" && !isWanted ? last : box;
    if (box.type === "checkbox" || isWanted) box.checked = isWanted;
  }
  return last;
}

function select(field: HTMLSelectElement, value: FieldValue): void {
  const wanted = (Array.isArray(value) ? value : [value]).map(String);
  const options = [...field.options];
  if (wanted.length > 1 && !field.multiple) throw new Error(`${startTag(field)} takes one value, not ${wanted.length}.`);
  for (const one of wanted) {
    const option = options.find((candidate) => candidate.value === one);
    if (option === undefined)
      throw new Error(
        missing(
          field,
          field.name,
          one,
          options.map((candidate) => candidate.value),
        ),
      );
    if (option.disabled) throw new Error(`${startTag(option)} of ${startTag(field)} cannot be chosen: it is disabled.`);
  }
  for (const option of options) option.selected = wanted.includes(option.value);
}

function missing(element: Element, name: string, value: string, values: readonly string[]): string {
  return `${startTag(element)} offers no ${JSON.stringify(value)} for ${JSON.stringify(name)}: there is ${values.map((one) => JSON.stringify(one)).join(", ")}.`;
}

/** As if it was typed: the field's value, not its attribute. */
export function setText(field: Field, value: FieldValue): void {
  const text = String(value ?? "");
  const max = (field as HTMLInputElement).maxLength;
  if (max >= 0 && text.length > max && field.type !== "hidden")
    throw new Error(`${startTag(field)} takes ${max} characters, not ${text.length}.`);
  field.value = text;
}

/** {@link fill} for a field by itself. */
export function fillField(field: Field, value: FieldValue): void {
  refuseFixed(field);
  if (isToggle(field)) {
    const box = field as HTMLInputElement;
    if (typeof value !== "boolean") throw new Error(`${startTag(box)} is checked or not: give true or false.`);
    box.checked = value;
  } else if ("options" in field) select(field, value);
  else setText(field, value);
}

/** Throws where a browser would show what is wrong, and not submit the form. */
export function refuseInvalid(form: HTMLFormElement): void {
  if (form.noValidate) return;
  const invalid = ([...elementsOf(form)] as Field[]).filter((field) => field.willValidate && !field.validity.valid);
  const [first] = invalid;
  if (first === undefined) return;
  throw new Error(`${startTag(form)} cannot be submitted: ${startTag(first)} ${problemOf(first)}.`);
}

function problemOf({ validity, validationMessage }: Field): string {
  if (validity.valueMissing) return "is required and empty";
  if (validity.typeMismatch) return "does not hold what its type demands";
  if (validity.patternMismatch) return "does not match its pattern";
  if (validity.tooLong || validity.tooShort) return "has not the length it must have";
  if (validity.rangeOverflow || validity.rangeUnderflow || validity.stepMismatch) return "is out of its range";
  return `is not valid${validationMessage === "" ? "" : `: ${validationMessage}`}`;
}
