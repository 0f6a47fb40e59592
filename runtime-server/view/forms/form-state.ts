/** What a form knows at one moment. It is replaced, never changed. */
import type { Checked, FieldIssue } from "./check.ts";
import { type FieldPath, isWithin, leavesOf, merged, parseName, valueAt, withValueAt } from "./path.ts";
import type { FormEvent } from "./payload.ts";
import { type Data, type Shape, shaped } from "./shape.ts";

/**
 * Characters that a form keeps from events before the last one; where it would be more, the last one's fields stand
 * alone. So nobody fills a server's memory field by field.
 */
const KEPT_CHARACTERS = 65_536;

/** A sentence by the name of its field. */
export type Errors = { readonly [name: string]: string };

/** What is kept of a form. */
interface Known {
  readonly data: Data;
  readonly errors: Errors;
  /** Names of fields that somebody has been in; `true` for all. */
  readonly used: ReadonlySet<string> | true;
  /** What the last check of everything found; `undefined` where the data is newer. */
  readonly checked: Checked | undefined;
}

export class FormState {
  readonly #shape: Shape;
  readonly #initial: Data;
  readonly #known: Known;

  private constructor(shape: Shape, initial: Data, known: Known) {
    this.#shape = shape;
    this.#initial = initial;
    this.#known = known;
  }

  /** Nobody has been anywhere. */
  static first(shape: Shape, initial: Data): FormState {
    const data = shaped(initial, shape) as Data;
    return new FormState(shape, initial, { data, errors: {}, used: new Set(), checked: undefined });
  }

  get data(): Data {
    return this.#known.data;
  }

  get errors(): Errors {
    return this.#known.errors;
  }

  get checked(): Checked | undefined {
    return this.#known.checked;
  }

  /** False for what cannot be a field, as far as the form knows its fields. */
  takes(path: FieldPath): boolean {
    return this.#shape === "any" || this.#has(path);
  }

  /** True for a field of the form, and for what its data has. */
  #has(path: FieldPath): boolean {
    const [first = ""] = path;
    const isField = typeof this.#shape === "object" && "fields" in this.#shape && this.#shape.fields.has(first);
    const isThere = isField && (path.length === 1 || valueAt(this.data, path.slice(0, -1)) !== undefined);
    return isThere || valueAt(this.data, path) !== undefined;
  }

  /** True where somebody has been in the field, in one inside, or in the list that it is an item of. */
  isUsed(name: string): boolean {
    const { used } = this.#known;
    // What is wrong with the form as a whole is nobody's fault as long as fields are still to come.
    if (used === true || name === "") return used === true;
    return [...used].some((field) => isWithin(field, name) || (isWithin(name, field) && this.#isList(field)));
  }

  #isList(name: string): boolean {
    return Array.isArray(valueAt(this.data, parseName(name)));
  }

  withValue(path: FieldPath, value: unknown): FormState {
    return this.#withData(withValueAt(this.data, path, value));
  }

  withValues(values: Data): FormState {
    return this.#withData({ ...this.data, ...values });
  }

  withUsed(names: readonly string[]): FormState {
    const { used } = this.#known;
    return used === true ? this : this.#with({ used: new Set([...used, ...names]) });
  }

  withAllUsed(): FormState {
    return this.#with({ used: true });
  }

  withErrors(errors: { readonly [name: string]: string | undefined }): FormState {
    const given = Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.#with({ errors: { ...this.errors, ...Object.fromEntries(given) } });
  }

  /** After a check of everything: the first error of each field that somebody has been in. */
  withChecked(checked: Checked): FormState {
    return this.#with({ checked, errors: firstErrors(checked.issues.filter(({ name }) => this.isUsed(name))) });
  }

  /** After a check for one field: its errors, and those inside; others stay. */
  withErrorsAt(field: string, { issues }: Checked): FormState {
    const isOwn = (name: string): boolean => (field === "" ? name === "" : isWithin(name, field));
    const others = Object.entries(this.errors).filter(([name]) => !isOwn(name));
    const own = firstErrors(issues.filter(({ name }) => isOwn(name)));
    return this.#with({ errors: { ...Object.fromEntries(others), ...own } });
  }

  reset(): FormState {
    return FormState.first(this.#shape, this.#initial);
  }

  /**
   * After a change of one field. What was not sent stays, but for the field itself: of a box without its tick, nothing
   * is sent.
   */
  changed({ fields, target, isAlone, used }: FormEvent): FormState {
    const value = target && valueAt(fields, target);
    const rest = isAlone ? this.data : merged(this.data, fields);
    const isField = target !== undefined && (value !== undefined || this.#has(target));
    const all = isField ? withValueAt(rest, target, value ?? "") : rest;
    const next = this.#withData(charactersOf(all) <= KEPT_CHARACTERS ? all : fields);
    const before = this.#known.used;
    if (before === true) return next;
    return next.#with({ used: new Set([...before, ...used].filter((name) => next.#has(parseName(name)))) });
  }

  /** After a submit: what was not sent is empty. */
  submitted({ fields }: FormEvent): FormState {
    return this.#withData(fields);
  }

  #withData(data: unknown): FormState {
    return this.#with({ data: shaped(data, this.#shape) as Data, checked: undefined });
  }

  #with(known: Partial<Known>): FormState {
    return new FormState(this.#shape, this.#initial, { ...this.#known, ...known });
  }
}

function firstErrors(issues: readonly FieldIssue[]): Errors {
  const first = new Map<string, string>();
  for (const { name, message } of issues) if (!first.has(name)) first.set(name, message);
  return Object.fromEntries(first);
}

function charactersOf(data: unknown): number {
  return leavesOf(data).reduce((sum, path) => sum + path.join().length + String(valueAt(data, path) ?? "").length, 0);
}
