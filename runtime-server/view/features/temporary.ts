/** Temporary assigns: there for one render, their defaults between two. */
import type { Replaced } from "../../rendering/instance.ts";

type Assigns = Readonly<Record<string, unknown>>;
/** By name, what each is between two renders. */
type Defaults = ReadonlyMap<string, unknown>;

/**
 * True where some temporary assign is not at its default: it must be rendered before a message assigns it again, or
 * nobody sees it.
 */
export function holdsTemporary(defaults: Defaults, assigns: Assigns): boolean {
  for (const [name, value] of defaults) if (!Object.is(assigns[name], value)) return true;
  return false;
}

/** The assigns with every temporary one at its default, and what stands in place of which object. */
export function withDefaults(defaults: Defaults, assigns: Assigns): readonly [assigns: Assigns, replaced: Replaced] {
  const given = [...defaults].filter(([name, value]) => !Object.is(assigns[name], value));
  const objects = given.filter(([name]) => typeof assigns[name] === "object");
  return [{ ...assigns, ...Object.fromEntries(given) }, new Map(objects.map(([name, value]) => [assigns[name], value]))];
}
