/**
 * Recovery: what the visitor changed and the server does not know, when a view gets all values anew. Where its nodes
 * are built anew, it goes over to the new ones: to the form of the same id or name, and in it to the field of the same
 * name.
 */
import { findAll, insertInto, own, textOf } from "./dom.ts";
import { FIELDS, type Field, formOf, stateOf } from "./field.ts";
import { guard } from "./lock.ts";
import type { Bindings, Intent } from "./push.ts";
import { isTouched } from "./touched.ts";

export interface Recovery {
  /** After the new values: fields that are gone hand over to those in their place. */
  readonly carry_: () => void;
  /** Tells the server, one event for each form or field. */
  readonly tell_: () => void;
}

/** A field that is not as the server said. */
interface Typed {
  readonly field_: Field;
  /** What tells it, taken before anything is written; none where the server knows it, or does not want to. */
  readonly intent_: Intent | undefined;
  /** Its place among the fields of its name. */
  readonly index_: number;
  readonly selection_: readonly [start: number | null, end: number | null] | undefined;
}

/** @param isFirst what differs from the page's HTML was changed before there was a script, and is not told */
export function recover(container: Element, bindings: Bindings, isOwn: (field: Element) => boolean, isFirst: boolean): Recovery {
  const typed = (findAll(container, FIELDS) as Field[]).flatMap((field): Typed | [] => {
    const isChanged = differs(field);
    const isUntold = isTouched(field) || (isFirst && isChanged);
    if (!isOwn(field) || !(isChanged || isUntold)) return [];
    const { selectionStart, selectionEnd } = field as HTMLInputElement;
    return {
      field_: field,
      intent_: isUntold ? bindings.changeOf_(field) : undefined,
      index_: namesakes(container, field).indexOf(field),
      selection_: field === document.activeElement ? [selectionStart, selectionEnd] : undefined,
    };
  });
  const unguard = guard(typed.flatMap(({ field_: field, intent_: intent }) => (intent ? [field] : [])));
  /** By the form or field that tells it; of several changes of one form, the last. */
  const intents = new Map<Element, Intent>();

  const carry_ = (): void => {
    unguard();
    const heirs = typed.map((one) => {
      const { field_: field } = one;
      const isHere = own(field, "isConnected");
      const heir = isHere ? field : namesakes(container, field)[one.index_];
      if (heir && !isHere) hand(one, heir);
      return [heir, one.intent_] as const;
    });
    // What is told of a form tells of all its fields.
    for (const [index, [heir, intent]] of heirs.entries()) {
      const now = heir && intent && bindings.changeOf_(heir);
      if (!now) continue;
      // A component may have another number now.
      const isHere = heir === typed[index]?.field_;
      intents.set(now.owner_, isHere ? { ...intent, target_: Number(intent.target_) ? now.target_ : intent.target_ } : now);
    }
  };
  const tell_ = (): void => {
    for (const intent of intents.values()) bindings.send_(intent);
  };
  return { carry_, tell_ };
}

/** True for a field that is not as its HTML has it: the visitor changed it, perhaps before there were scripts. */
function differs(field: Field): boolean {
  if (field.type === "file") return false;
  const form = document.createElement("form");
  const fresh = field.cloneNode(true) as Field;
  insertInto(form, fresh, null);
  own(form, "reset");
  return stateOf(field) !== stateOf(fresh);
}

/**
 * The fields that a field of another page would be, or is among: of the same form and name, and for a box the same
 * value.
 */
function namesakes(container: Element, field: Field): readonly Field[] {
  const form = formOf(field);
  const key = form && keyOf(form);
  if (key === "") return [];
  const found = (findAll(container, FIELDS) as Field[]).filter((other) => {
    const owner = formOf(other);
    return (
      (owner && keyOf(owner)) === key &&
      other.name === field.name &&
      (form || other.id === field.id) &&
      other.type === field.type &&
      (!/^(checkbox|radio)$/.test(field.type) || other.value === field.value)
    );
  });
  // Of several forms of one name, or fields, each could be meant.
  return new Set(found.map((other) => formOf(other) ?? other)).size === 1 ? found : [];
}

const keyOf = (form: Element): string => textOf(form, "id") || textOf(form, "name");

/** A field takes over what was typed, and the focus. */
function hand({ field_: field, selection_: selection }: Typed, heir: Field): void {
  const { checked, options } = field as HTMLInputElement & HTMLSelectElement;
  if (options) for (const [index, { selected }] of [...options].entries()) select(heir as HTMLSelectElement, options[index], selected);
  else if (/^(checkbox|radio)$/.test(field.type)) (heir as HTMLInputElement).checked = checked;
  else heir.value = field.value;
  if (!selection) return;
  heir.focus({ preventScroll: true });
  if (selection[0] !== null) (heir as HTMLInputElement).setSelectionRange(selection[0], selection[1]);
}

function select(heir: HTMLSelectElement, { value }: HTMLOptionElement = new Option(), selected: boolean): void {
  for (const option of heir.options) if (option.value === value) option.selected = selected;
}
