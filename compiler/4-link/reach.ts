/** What must be known to look at one template: its outline, and those of all templates that it uses. */
import { targetsOf } from "./expand.ts";
import type { Outline } from "./outline.ts";

export interface Reach {
  readonly outlines: ReadonlyMap<string, Outline>;
  /** The files of the templates that it uses, directly or not; they need not exist. */
  readonly used: readonly string[];
}

/**
 * Follows the imports of a template.
 *
 * @param outlineOf answers with the outline of a template without errors
 */
export function reachFrom(file: string, outlineOf: (file: string) => Outline | undefined): Reach {
  const outlines = new Map<string, Outline>();
  const files = new Set([file]);
  // A set goes on to what is added to it on the way.
  for (const each of files) {
    const outline = outlineOf(each);
    if (outline === undefined) continue;
    outlines.set(each, outline);
    for (const target of targetsOf(outline, each)) files.add(target);
  }
  return { outlines, used: [...files].slice(1) };
}
