/** Residents: what lives in a slot and has a life of its own, a stateful component or a nested view. */
import type { Value } from "../../protocol/wire.ts";
import { Root, type SlotValue } from "./instance.ts";
import type { MountedComponent } from "./mounted-component.ts";
import { NestedView } from "./nested-view.ts";

export type Resident = MountedComponent | NestedView;

/** Gives the values of a resident to whoever encodes what is around it. */
export type Embed = (resident: Resident) => readonly Value[];

/** Who a slot's value is, if anyone. */
export function residentOf(value: SlotValue | undefined): Resident | undefined {
  if (value instanceof NestedView) return value;
  return value instanceof Root ? value.component : undefined;
}
