/** Evaluates what is stale in a template. A value that cannot be shown is told with its place. */
import type { SlotWriter } from "./contract.ts";
import type { Cursor } from "./cursor.ts";
import type { Scope } from "./instance.ts";
import { ValueError } from "./value-error.ts";

export function evaluate(cursor: Cursor & SlotWriter, { template, assigns }: Scope): void {
  try {
    template.render(cursor.probed ?? cursor, assigns);
  } catch (error) {
    if (error instanceof ValueError) error.at(cursor.placeOf(cursor.asked));
    throw error;
  }
}
