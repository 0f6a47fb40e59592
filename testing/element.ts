/** An element of a view under test: found anew for each action, and used the way a person would use it. */
import type { Payload } from "../protocol/wire.ts";
import { findAll, findOne, type TextFilter } from "./find.ts";
import { rendered } from "./html.ts";
import type { Outcome } from "./outcome.ts";
import type { Stage } from "./stage.ts";
import { elementsOf, type FieldValue, fill, fillField, flatData, refuseInvalid, refuseUnusable } from "./user.ts";
import { startTag } from "./window.ts";
import { withFields, withValues } from "./wire.ts";

/** Values that travel with an event, besides those of its element. */
export type Values = Payload;

/** Data for the fields of a form, by their names: `{ user: { name: "Ada" } }` is for `user[name]`. */
export type FormData = { readonly [name: string]: unknown };

/** What a click does something to, with or without livec. */
const CLICKABLE = "a[href],button,input,select,textarea,label,summary,option,area[href]";
const SUBMITS = "button:not([type]),button[type=submit],input[type=submit],input[type=image]";

export class TestElement {
  readonly selector: string;
  /** What the element's text contains, or matches. */
  readonly textFilter: TextFilter | undefined;
  protected readonly stage: Stage;

  constructor(stage: Stage, selector: string, textFilter?: TextFilter) {
    this.stage = stage;
    this.selector = selector;
    this.textFilter = textFilter;
  }

  /** The element as it is now. Throws unless there is exactly one. */
  get dom(): Element {
    return findOne(this.stage.container, this.selector, this.textFilter);
  }

  /** Whether there is at least one. */
  exists(): boolean {
    return findAll(this.stage.container, this.selector, this.textFilter).length > 0;
  }

  /** Its HTML, with its own tag, once the page is at rest. */
  async render(): Promise<string> {
    await this.stage.page.rest();
    return rendered(this.dom.outerHTML);
  }

  /**
   * Clicks it: sends what `live-click` says, follows a link, submits the form of a submit button. Throws where a
   * browser would not let anybody click, and where a click does nothing.
   */
  click(values: Values = {}): Promise<Outcome> {
    return this.stage.act(() => {
      const { dom } = this;
      refuseUnusable(dom, "clicked");
      const bound = this.#bound(dom, "click");
      if (bound === null && dom.closest(CLICKABLE) === null) this.#refuse(dom, "clicked", ["click"]);
      const submits = dom.closest<HTMLButtonElement>(SUBMITS);
      if (submits?.form != null && !submits.formNoValidate) refuseInvalid(submits.form);
      this.#add(values);
      (dom as HTMLElement).click();
    });
  }

  /** Presses a key on it: `key` of the values, or what `live-key` waits for, or Enter. */
  keydown(values: Values = {}): Promise<Outcome> {
    return this.#press("keydown", values);
  }

  /** Releases a key on it; see {@link keydown}. */
  keyup(values: Values = {}): Promise<Outcome> {
    return this.#press("keyup", values);
  }

  /** Gives it the focus, for `live-focus`. */
  focus(values: Values = {}): Promise<Outcome> {
    return this.stage.act(() => {
      const { dom } = this;
      refuseUnusable(dom, "given the focus");
      if (this.#bound(dom, "focus") === null) this.#refuse(dom, "given the focus", ["focus"]);
      this.#add(values);
      (dom as HTMLElement).focus();
    });
  }

  /** Takes the focus away from it, for `live-blur`. */
  blur(values: Values = {}): Promise<Outcome> {
    return this.stage.act(() => {
      const { dom } = this;
      if (this.#bound(dom, "blur") === null) this.#refuse(dom, "left", ["blur"]);
      (dom as HTMLElement).focus();
      this.#add(values);
      (dom as HTMLElement).blur();
    });
  }

  /**
   * Changes a field to this value, or fields of a form to these, and tells it as a browser does. Of a form, hidden
   * fields and names without a field may be given too; `_target` says which field is the one that was changed last.
   */
  change(values: FormData | FieldValue = {}): Promise<Outcome> {
    return this.stage.act(() => {
      const { dom } = this;
      if (dom.localName === "form") this.changeForm(dom as HTMLFormElement, new Map(), values as FormData);
      else this.#changeField(dom as HTMLInputElement, values);
    });
  }

  /**
   * Submits the form. Hidden fields and names without a field may be given; the others are for `view.form`. Throws
   * where a browser would not submit it.
   */
  submit(values: FormData = {}): Promise<Outcome> {
    return this.stage.act(() => {
      const { dom } = this;
      if (dom.localName !== "form") throw new Error(`${startTag(dom)} cannot be submitted: it is not a form.`);
      this.submitForm(dom as HTMLFormElement, new Map(), values);
    });
  }

  /** Sends an event from it, as a hook does: to the component that it is part of, or that its `live-target` names. */
  hook(event: string, payload: Payload = {}): Promise<Outcome> {
    return this.stage.act(() => this.stage.push(this.dom, event, payload));
  }

  /** What a form's user and program fill in, before it is submitted. */
  protected submitForm(form: HTMLFormElement, data: ReadonlyMap<string, FieldValue>, values: FormData): void {
    this.#fillAll(form, data, values);
    const button = ([...elementsOf(form)] as HTMLButtonElement[]).find((element) => element.matches(SUBMITS));
    if (button !== undefined) refuseUnusable(button, "used to submit the form");
    if (!form.noValidate && button?.formNoValidate !== true) refuseInvalid(form);
    form.requestSubmit(button);
  }

  protected changeForm(form: HTMLFormElement, data: ReadonlyMap<string, FieldValue>, { _target: target, ...values }: FormData): void {
    const filled = this.#fillAll(form, data, values);
    const named = target === undefined ? undefined : this.#targetOf(form, target);
    const fields = ([...elementsOf(form)] as HTMLInputElement[]).filter((field) => field.name !== "" && field.type !== "hidden");
    const field = named ?? filled ?? fields[0];
    if (field === undefined) throw new Error(`${startTag(form)} cannot be changed: it has no fields with a name.`);
    if (this.#bound(field, "change") === null && this.#bound(form, "change") === null) this.#refuse(form, "changed", ["change"]);
    this.#tell(field);
  }

  /** Fills in what a person would, then what a program gives. Answers the field that was filled in last. */
  #fillAll(form: HTMLFormElement, data: ReadonlyMap<string, FieldValue>, values: FormData): HTMLElement | undefined {
    let last: HTMLElement | undefined;
    for (const [name, value] of data) last = fill(form, name, value, true);
    const extra: { [name: string]: string | readonly string[] } = {};
    for (const [name, value] of flatData(values)) {
      const isThere = ([...elementsOf(form)] as HTMLInputElement[]).some((field) => field.name === name || field.name === `${name}[]`);
      if (isThere) last = fill(form, name, value, false);
      else extra[name] = Array.isArray(value) ? value.map(String) : String(value ?? "");
    }
    if (Object.keys(extra).length > 0) this.stage.page.wire.changeNext((frame) => withFields(frame, extra));
    return last;
  }

  #targetOf(form: HTMLFormElement, target: unknown): HTMLElement {
    const [first = "", ...rest] = (Array.isArray(target) ? target : [target]).map(String);
    const name = first + rest.map((part) => `[${part}]`).join("");
    const field = ([...elementsOf(form)] as HTMLInputElement[]).find((candidate) => candidate.name === name);
    if (field === undefined) throw new Error(`${startTag(form)} has no field ${JSON.stringify(name)}, which _target names.`);
    return field;
  }

  #changeField(field: HTMLInputElement, values: FormData | FieldValue): void {
    if (!("value" in field) || !field.matches("input,textarea,select")) {
      throw new Error(`${startTag(field)} cannot be changed: it is neither a form nor a field.`);
    }
    refuseUnusable(field, "changed");
    if (this.#bound(field, "change") === null && this.#bound(field, "input") === null && this.#formBound(field) === null) {
      this.#refuse(field, "changed", ["change", "input"]);
    }
    const isData = typeof values === "object" && values !== null && !Array.isArray(values);
    const data = isData ? new Map(Object.entries(values)) : undefined;
    const name = field.name !== "" && data?.has(field.name) === true ? field.name : "value";
    const value = data === undefined ? (values as FieldValue) : (data.get(name) as FieldValue);
    if (data === undefined || data.has(name)) fillField(field, value);
    data?.delete(name);
    if (data !== undefined) this.#add(Object.fromEntries(data) as Values);
    this.#tell(field);
  }

  #formBound(field: HTMLInputElement): string | null {
    return field.form === null ? null : field.form.getAttribute(`${this.stage.prefix}change`);
  }

  /** What a browser fires when a field was changed and left. */
  #tell(field: Element): void {
    const { window } = this.stage.page;
    field.dispatchEvent(new window.Event("input", { bubbles: true }));
    field.dispatchEvent(new window.Event("change", { bubbles: true }));
  }

  #press(type: "keydown" | "keyup", { key, ...values }: Values): Promise<Outcome> {
    return this.stage.act(() => {
      const { dom } = this;
      const { page, prefix } = this.stage;
      refuseUnusable(dom, type === "keydown" ? "typed into" : "let go of");
      const isBound = this.#bound(dom, type) !== null || page.document.querySelector(`[${prefix}window-${type}]`) !== null;
      if (!isBound) this.#refuse(dom, "typed into", [type]);
      const pressed = String(key ?? dom.closest(`[${prefix}key]`)?.getAttribute(`${prefix}key`) ?? "Enter");
      this.#add(values);
      dom.dispatchEvent(new page.window.KeyboardEvent(type, { key: pressed, bubbles: true, cancelable: true }));
    });
  }

  /** The nearest binding of that type around an element. */
  #bound(element: Element, type: string): Element | null {
    return element.closest(`[${this.stage.prefix}${type}]`);
  }

  #add(values: Values): void {
    if (Object.keys(values).length > 0) this.stage.page.wire.changeNext((frame) => withValues(frame, values));
  }

  #refuse(element: Element, what: string, types: readonly string[]): never {
    const names = types.map((type) => `${this.stage.prefix}${type}`).join(" or ");
    throw new Error(`${startTag(element)} cannot be ${what}: neither it nor anything around it has ${names}.`);
  }
}

/** A form and what a person fills in. */
export class TestForm extends TestElement {
  readonly #data: ReadonlyMap<string, FieldValue>;

  constructor(stage: Stage, selector: string, data: FormData) {
    super(stage, selector);
    this.#data = flatData(data);
  }

  override change(values: FormData | FieldValue = {}): Promise<Outcome> {
    return this.stage.act(() => this.changeForm(this.#form, this.#data, values as FormData));
  }

  override submit(values: FormData = {}): Promise<Outcome> {
    return this.stage.act(() => this.submitForm(this.#form, this.#data, values));
  }

  get #form(): HTMLFormElement {
    const { dom } = this;
    if (dom.localName !== "form") throw new Error(`${startTag(dom)} is not a form.`);
    return dom as HTMLFormElement;
  }
}

/** A field for files, and the files that are chosen. */
export class TestFileInput extends TestElement {
  readonly #files: readonly File[];

  constructor(stage: Stage, selector: string, files: readonly File[]) {
    super(stage, selector);
    this.#files = files;
  }

  /** Chooses the files. */
  choose(): Promise<Outcome> {
    return this.stage.act(() => {
      const input = this.dom as HTMLInputElement;
      if (!input.matches("input[type=file]")) throw new Error(`${startTag(input)} is not a field for files.`);
      refuseUnusable(input, "given files");
      if (this.#files.length > 1 && !input.multiple) throw new Error(`${startTag(input)} takes one file, not ${this.#files.length}.`);
      const { window } = this.stage.page;
      const files = this.#files.map((file) => file);
      Object.defineProperty(input, "files", {
        configurable: true,
        value: Object.assign(files, { item: (at: number) => files[at] ?? null }),
      });
      input.dispatchEvent(new window.Event("input", { bubbles: true }));
      input.dispatchEvent(new window.Event("change", { bubbles: true }));
    });
  }
}
