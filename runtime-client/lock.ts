/**
 * Locks: what the visitor acted on shows nothing of what the server says before it has answered. What was held back is
 * written when the lock opens.
 *
 * A change locks its form with all that is inside, or the field alone; a submit locks the form's fields and buttons;
 * any other event, the element. The focus is a lock too, but on the value of a field only.
 */
import { own, parentOf } from "./dom.ts";
import type { Extent } from "./extent.ts";
import { type Field, formOf, groupOf, isToggle, restore } from "./field.ts";
import type { Push } from "./push.ts";
import { stages } from "./stages.ts";

/**
 * A change that waits, with where it is to be made; nowhere yet, for a component that comes with a change before it.
 */
interface Held {
  readonly view_: object;
  readonly node_: Node | undefined;
  readonly run_: () => void;
}

/** The events that lock an element. */
export const locks: Map<Node, Set<Push>> = new Map();
let held: Held[] = [];
/** Views that a change did not fit when it was made at last, with what was wrong. */
export const broken: WeakMap<object, unknown> = new WeakMap();
/** Fields that may show something else than what the server said last, to be looked at when nothing locks them. */
const due = new Set<Field>();

/** True while an event of this type locks an element. */
const has = (node: Node, type: string): boolean => [...(locks.get(node) ?? [])].some(({ type_ }) => type_ === type);

/** True for what a change locks with all that is inside. */
const isArea = (node: Node): boolean => has(node, "change");

function isLocked(node: Node): boolean {
  const form = formOf(node);
  if (locks.has(node) || (form && isArea(form))) return true;
  for (let around = parentOf(node); around; around = parentOf(around)) if (isArea(around)) return true;
  return false;
}

function lockedBy({ type_: type, owner_: owner, element_: element }: Push): readonly Element[] {
  if (type === "submit") return [owner, ...own(owner as HTMLFormElement, "elements")];
  return owner === element ? groupOf(element) : [owner, ...groupOf(element)];
}

/** Locks what an event acted on. */
export function lock(push: Push): void {
  for (const element of lockedBy(push)) {
    const pushes = locks.get(element) ?? new Set();
    locks.set(element, pushes.add(push));
  }
}

/** The event was answered, or never will be: what it alone has locked opens. */
export function unlock(push: Push): void {
  for (const [element, pushes] of locks) if (pushes.delete(push) && !pushes.size) locks.delete(element);
  const waiting = held;
  held = [];
  keepingFocus(() => {
    for (const change of waiting) {
      try {
        if (change.node_ && isLocked(change.node_)) held.push(change);
        else change.run_();
      } catch (error) {
        broken.set(change.view_, error);
      }
    }
  });
  revisit(push);
}

/** What the visitor set by this event is looked at again: the server may have turned it down. */
export function revisit({ element_: element }: Push): void {
  for (const field of groupOf(element)) if (isToggle(field)) due.add(field as Field);
}

/** Fields whose change is told as soon as their view has its new values. */
let guarded: ReadonlySet<Element> = new Set();

/** Until the answer's function is called, these fields are the visitor's. */
export function guard(fields: readonly Element[]): () => void {
  guarded = new Set(fields);
  return () => {
    guarded = new Set();
  };
}

/** What had the focus when a change began: a move takes it away for a moment. */
let active: Element | null | undefined;

/** Does what changes a page; what has the focus keeps it. */
export function keepingFocus(change: () => void): void {
  active = document.activeElement;
  try {
    change();
  } finally {
    if (active !== document.activeElement && active?.isConnected) (active as HTMLElement).focus({ preventScroll: true });
    active = undefined;
  }
}

/** True for the field the visitor is in, unless it only toggles. */
const isFocused = (field: Element): boolean => field === (active ?? document.activeElement) && own(field, "matches", "select,:read-write");

/** True for a field whose content is the visitor's. */
export const isOwned = (field: Element): boolean => isFocused(field) || guarded.has(field);

/** The server said something new of this field, while it was the visitor's. */
export const postpone = (field: Element): void => void due.add(field as Field);

/** The visitor went on in a field that no event tells of: what the server said before is out of date. */
export const forgo = (field: Element): void => void due.delete(field as Field);

/** Keeps a change for later if its target is locked; false, and it is to be made now, if not. */
export function hold(view: object, target: ChildNode | Extent | undefined, run: () => void): boolean {
  const node = target && ("nodeType" in target ? target : target.end_);
  const waits = node ? locks.size > 0 && isLocked(node) : held.some(({ view_ }) => view_ === view);
  if (waits) held.push({ view_: view, node_: node, run_: run });
  return waits;
}

/** All values of a view are about to come anew: what was held back of it is out of date. */
export function letGo(view: object): void {
  broken.delete(view);
  held = held.filter(({ view_ }) => view_ !== view);
}

/** Shows what the server said last in all fields that nothing locks any more. */
function showLastWord(): void {
  for (const field of due) {
    if (isLocked(field) || isFocused(field)) continue;
    due.delete(field);
    restore(field);
  }
}

// A form that is not answered is not submitted again, wherever the connection is.
stages.push_.push(({ type_: type, owner_: owner }, go) => {
  if (type !== "submit" || !has(owner, "submit")) go();
});
stages.settled_.push(showLastWord);
addEventListener("focusout", showLastWord);
