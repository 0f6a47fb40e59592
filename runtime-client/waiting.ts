/** What shows that an event waits for its answer: classes, and a form that is submitted takes no more. */
import { own } from "./dom.ts";
import { formOf } from "./field.ts";
import type { Push } from "./push.ts";
import { stages } from "./stages.ts";

type Freezable = HTMLInputElement & HTMLButtonElement;

/** The events that wait, and show it. */
const waiting = new Set<Push>();
/** Fields that are read-only and buttons that are disabled, until these submits are answered. */
const frozen = new Map<Freezable, Set<Push>>();
/** What had the focus when a form was frozen. */
let active: HTMLElement | null;

/** An event waits from now on. */
export function wait(push: Push): void {
  waiting.add(push);
  for (const begin of stages.waits_) begin(push, true);
  mark(push, true);
  if (push.type_ !== "submit") return;
  active = document.activeElement as HTMLElement;
  for (const control of own(push.owner_ as HTMLFormElement, "elements") as Iterable<Element>) {
    const field = control as Freezable;
    const pushes = frozen.get(field) ?? new Set();
    // What the page itself froze is left alone.
    if (!pushes.size && field[stateOf(field)] !== false) continue;
    field[stateOf(field)] = true;
    frozen.set(field, pushes.add(push));
  }
}

/** It does not any more. */
export function rest(push: Push): void {
  if (!waiting.delete(push)) return;
  for (const end of stages.waits_) end(push, false);
  mark(push, false);
  for (const [field, pushes] of frozen) {
    if (!pushes.delete(push) || pushes.size) continue;
    field[stateOf(field)] = false;
    frozen.delete(field);
  }
  if (push.type_ === "submit" && document.activeElement === document.body) active?.focus();
}

const stateOf = (field: Freezable): "disabled" | "readOnly" => (field.type === "submit" ? "disabled" : "readOnly");

function mark({ element_: element, type_: type }: Push, on: boolean): void {
  for (const marked of [element, formOf(element)]) {
    const list = marked && own(marked, "classList");
    list?.toggle(`live-${type}-loading`, on);
    if (list?.length === 0) own(marked as Element, "removeAttribute", "class");
  }
}

// A class that was written lost what was put there, and one event may end while another of its type goes on.
stages.settled_.push(() => {
  for (const push of waiting) mark(push, true);
});
