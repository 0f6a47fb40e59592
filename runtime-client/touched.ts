/** Touched fields: what the visitor changed in them was not told, or is not answered. */
import type { Push } from "./push.ts";

/** Touched fields, with the event that tells the last change of each. */
const touched = new WeakMap<Element, Partial<Push>>();

/** The field of an event, or one whose change is not told yet. */
export const touch = (push: Partial<Push> & Pick<Push, "element_">): void => void touched.set(push.element_, push);

/** The event was answered: unless it was changed since, all is told. */
export function untouch(push: Push): void {
  if (touched.get(push.element_) === push) touched.delete(push.element_);
}

export const isTouched = (field: Element): boolean => touched.has(field);
