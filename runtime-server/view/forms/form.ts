/** Forms: what was typed, what is wrong with it, and what of that a visitor should see by now. */
import { LivecError } from "../../base/errors.ts";
import { after, type Maybe } from "../../base/maybe.ts";
import { asData } from "../draft.ts";
import { type Check, type Checked, checkOfSchema, isStandardSchema, shapeOfSchema } from "./check.ts";
import { FormState } from "./form-state.ts";
import { elementName, merged, parseName, valueAt } from "./path.ts";
import { readFormEvent } from "./payload.ts";
import { checkOfRules, initialOf, shapeOfRules } from "./rules.ts";
import type { Data, Shape } from "./shape.ts";
import type { FieldName, FormData, FormOutput, FormSchema, OnlyRules } from "./types.ts";

/** What a template needs of one field. */
export interface FormField {
  /** For `id`, and for what refers to it: `phones-0-number`. */
  readonly id: string;
  /** For `name`: `phones[0][number]`. */
  readonly name: string;
  /** What was typed; a group or a list as it is. */
  readonly value: unknown;
  /** What is wrong, in a sentence; `undefined` as long as nobody was in the field. */
  readonly error: string | undefined;
  /** True once somebody was in the field, or submitted the form. */
  readonly used: boolean;
}

/**
 * A form: its data `D`, its errors, and `O`, what becomes of the data once it is right.
 *
 * Its methods change it. One that is part of a state is changed as everything there is: in a draft,
 * `socket.update(({ form }) => form.change(payload))`.
 */
export interface LiveForm<D extends object = Data, O = unknown> {
  readonly [asData]: true;
  /** What the fields hold. */
  readonly data: D;
  /** What is wrong, a sentence by the name of its field, for fields that somebody was in. That of the form is `""`. */
  readonly errors: { readonly [N in FieldName<D>]?: string };
  /** True as long as `errors` has none. A form that nobody touched is valid. */
  readonly valid: boolean;
  /** True when all is right, shown or not: it could be submitted. False while a check takes its time. */
  readonly complete: boolean;
  /** What the schema made of the data, once all of it was right. Throws `form-invalid` before. */
  readonly output: O;
  /** All a template needs of one field, by its name: `form.field("address.street")`. */
  field(name: FieldName<D>): FormField;
  /**
   * Checks one field, with another value where one is given. Answers what is wrong. A name that is no field's is
   * ignored.
   */
  validateField(name: FieldName<D>, value?: unknown): string | undefined;
  /** Checks everything; from now on every error shows. Answers whether all is right. */
  validateAll(): boolean;
  /** Replaces the named values; checks nothing. */
  setValues(values: { readonly [K in keyof D]?: D[K] }): void;
  /** Says what is wrong with fields, for what only a program knows: `{ email: "Already taken." }`. */
  setErrors(errors: { readonly [N in FieldName<D>]?: string }): void;
  /** Back to the first values, without errors; nobody has been anywhere. */
  reset(): void;
  /** Takes over a `live-change` and checks what somebody has been in so far. */
  change(payload: object): void;
  /** Takes over a `live-submit` and checks everything. What was not sent is empty. Answers whether all is right. */
  submit(payload: object): boolean;
  /** {@link change}, {@link submit} and {@link validateAll} for schemas and validators that take their time. */
  changeAsync(payload: object): Promise<void>;
  submitAsync(payload: object): Promise<boolean>;
  validateAllAsync(): Promise<boolean>;
  /** Another form in the same state. */
  copy(): LiveForm<D, O>;
}

/** The form that {@link liveForm} makes of a schema. */
export type FormOf<S extends FormSchema> = LiveForm<FormData<S>, FormOutput<S>>;

/** How a form begins. */
export interface FormOptions<D> {
  /** What its fields hold at first, and after `reset`. */
  readonly initial?: { readonly [K in keyof D]?: D[K] };
}

/**
 * A form by a Standard Schema (zod, valibot, arktype …), or by rules: `required minLength maxLength pattern email url
 * min max choices validators`, `fields` for a group and `each` for a list. Throws `bad-option` for rules that cannot be
 * right.
 *
 * @example
 * const form = liveForm({ name: { required: true, minLength: 2 }, email: { required: true, email: true } });
 * form.validateField("email", "bad");
 * form.errors; // { email: "Enter a valid email address" }
 */
export function liveForm<const S extends FormSchema>(schema: S & OnlyRules<S>, options: FormOptions<FormData<S>> = {}): FormOf<S> {
  if (typeof schema !== "object" && typeof schema !== "function") {
    throw new LivecError(
      "bad-option",
      "liveForm takes a Standard Schema (zod, valibot, arktype …), or rules by field: { name: { required: true } }.",
    );
  }
  const { initial = {} } = options;
  if (isStandardSchema(schema)) return formBy(checkOfSchema(schema), shapeOfSchema(schema), initial) as FormOf<S>;
  return formBy(checkOfRules(schema), shapeOfRules(schema), merged(initialOf(schema), initial) as Data) as FormOf<S>;
}

/** A form by a check, for data of that shape. */
export function formBy(check: Check, shape: Shape, initial: Data): LiveForm {
  return new MutableForm(check, FormState.first(shape, initial));
}

/** True for what {@link liveForm} made. */
export function isForm(value: unknown): value is LiveForm {
  return value instanceof MutableForm;
}

/**
 * The one implementation of {@link LiveForm}. Its state is replaced, never changed, and nothing in it is private to
 * JavaScript: so a draft can copy it.
 */
class MutableForm implements LiveForm {
  readonly [asData] = true;
  readonly check: Check;
  state: FormState;

  constructor(check: Check, state: FormState) {
    this.check = check;
    this.state = state;
  }

  get data(): Data {
    return this.state.data;
  }

  get errors(): { readonly [name: string]: string } {
    return this.state.errors;
  }

  get valid(): boolean {
    return Object.keys(this.errors).length === 0;
  }

  get complete(): boolean {
    const checked = this.state.checked ?? this.check(this.data);
    if (!(checked instanceof Promise)) return checked.issues.length === 0;
    checked.catch(() => {});
    return false;
  }

  get output(): unknown {
    const { checked } = this.state;
    if (checked === undefined || checked.issues.length > 0) {
      throw new LivecError("form-invalid", "A form has no output before validateAll or submit has found that all of it is right.");
    }
    return checked.output;
  }

  field(name: string): FormField {
    const path = parseName(name);
    const { data, errors } = this;
    return {
      id: path.join("-"),
      name: elementName(path),
      value: valueAt(data, path),
      error: Object.hasOwn(errors, name) ? errors[name] : undefined,
      used: this.state.isUsed(name),
    };
  }

  validateField(name: string, value?: unknown): string | undefined {
    const path = parseName(name);
    if (path.length > 0 && !this.state.takes(path)) return undefined;
    this.state = (value === undefined ? this.state : this.state.withValue(path, value)).withUsed([name]);
    return atOnce(checkField(this, name));
  }

  validateAll(): boolean {
    return atOnce(checkAll(this));
  }

  validateAllAsync(): Promise<boolean> {
    return Promise.resolve(checkAll(this));
  }

  setValues(values: Data): void {
    this.state = this.state.withValues(values);
  }

  setErrors(errors: { readonly [name: string]: string | undefined }): void {
    this.state = this.state.withErrors(errors);
  }

  reset(): void {
    this.state = this.state.reset();
  }

  change(payload: object): void {
    atOnce(takeChange(this, payload));
  }

  async changeAsync(payload: object): Promise<void> {
    await takeChange(this, payload);
  }

  submit(payload: object): boolean {
    return atOnce(takeSubmit(this, payload));
  }

  submitAsync(payload: object): Promise<boolean> {
    return Promise.resolve(takeSubmit(this, payload));
  }

  copy(): LiveForm {
    return new MutableForm(this.check, this.state);
  }
}

function takeChange(form: MutableForm, payload: object): Maybe<unknown> {
  form.state = form.state.changed(readFormEvent(payload as Data));
  return checkShown(form);
}

function takeSubmit(form: MutableForm, payload: object): Maybe<boolean> {
  form.state = form.state.submitted(readFormEvent(payload as Data));
  return checkAll(form);
}

function checkAll(form: MutableForm): Maybe<boolean> {
  form.state = form.state.withAllUsed();
  return after(checkShown(form), ({ issues }) => issues.length === 0);
}

/** Of two checks that take their time, that of the latest data counts. */
function checkShown(form: MutableForm): Maybe<Checked> {
  const begun = form.state;
  return after(form.check(begun.data), (checked) => {
    if (form.state === begun) form.state = begun.withChecked(checked);
    return checked;
  });
}

function checkField(form: MutableForm, name: string): Maybe<string | undefined> {
  const begun = form.state;
  const [only] = parseName(name);
  return after(form.check(begun.data, only), (checked) => {
    if (form.state === begun) form.state = begun.withErrorsAt(name, checked);
    return form.errors[name];
  });
}

function atOnce<T>(value: Maybe<T>): T {
  if (!(value instanceof Promise)) return value;
  // What becomes of it concerns nobody: the program is wrong.
  value.catch(() => {});
  throw new LivecError(
    "async-form",
    "A check of this form takes its time. Use changeAsync, submitAsync or validateAllAsync, on a copy: const form = socket.assigns.form.copy().",
  );
}
