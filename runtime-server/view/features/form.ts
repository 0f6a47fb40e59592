/** The option `form` of a view: a form as the assign `form`, and the events that its template sends about it. */
import { after, type Maybe } from "../../base/maybe.ts";
import { isForm, type LiveForm, liveForm } from "../forms/form.ts";
import { parseName, withValueAt } from "../forms/path.ts";
import type { FormSchema } from "../forms/types.ts";
import { Redirect } from "../redirect.ts";

/** The events that the option answers: `live-change="validateField"`, `live-submit="submitForm"`, `resetForm`. */
export type FormEvent = "validateField" | "submitForm" | "resetForm";

/** The type of the form in a state. */
export type FormIn<S> = S extends { readonly form: infer F } ? F : LiveForm;

/** What a view with a form may say besides: `K` is its socket, `R` what its handlers answer. */
export interface FormCallbacks<K, F, R> {
  /** The form was submitted, and all of it is right. */
  formValid?(socket: K, form: F): Maybe<R>;
  /** The form was submitted, and something is wrong; the page is shown it anyway. */
  formInvalid?(socket: K, form: F): Maybe<R>;
}

/** What of a view's definition this reads. */
export interface FormDefinition {
  readonly form?: FormSchema | LiveForm;
  readonly formValid?: Callback;
  readonly formInvalid?: Callback;
}

/** As much of a socket as a form needs. */
interface FormSocket {
  readonly assigns: { readonly form: LiveForm };
  assign(patch: { readonly form: LiveForm }): void;
}
type Callback = (socket: FormSocket, form: LiveForm) => Maybe<unknown>;
type FormHandler = (socket: FormSocket, payload: { readonly [name: string]: unknown }) => Maybe<unknown>;

/** What `mount` returned, and the form, unless that is in it or the page goes elsewhere. */
export function mountForm({ form }: FormDefinition): (mounted: object) => object {
  const first = form === undefined || isForm(form) ? form : liveForm(form as FormSchema & object);
  return (mounted) => (first === undefined || mounted instanceof Redirect ? mounted : { form: first.copy(), ...mounted });
}

/** Handlers for the events of a form; none without one. */
export function formEvents({ form, formValid, formInvalid }: FormDefinition): { readonly [name: string]: FormHandler } {
  if (form === undefined) return {};
  const handlers: { readonly [E in FormEvent]: FormHandler } = {
    validateField: (socket, payload) => changed(socket, (form) => takeField(form, payload)),
    submitForm: (socket, payload) =>
      changed(socket, async (form) => {
        const isValid = await form.submitAsync(payload);
        return () => (isValid ? formValid : formInvalid)?.(socket, form);
      }),
    resetForm: (socket) => changed(socket, (form) => form.reset()),
  };
  return handlers;
}

/** A `live-change` of the form or a field; or one field and its value: `{ field: "email", value: "jo@x.com" }`. */
function takeField(form: LiveForm, payload: { readonly [name: string]: unknown }): Promise<void> {
  const { field, value, _target } = payload;
  if (_target !== undefined || typeof field !== "string") return form.changeAsync(payload);
  const path = parseName(field);
  return form.changeAsync({ ...(withValueAt({}, path, value) as object), _target: path });
}

type Next = void | (() => Maybe<unknown>);

/** Changes a copy of the form, shows it, and goes on with what is to be done next. */
function changed(socket: FormSocket, change: (form: LiveForm) => Maybe<Next>): Maybe<unknown> {
  const form = socket.assigns.form.copy();
  return after(change(form), (next) => {
    socket.assign({ form });
    return next?.();
  });
}
