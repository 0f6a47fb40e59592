/** Phase 4: whether the templates of a project fit together. */
import type { Diagnostic } from "../diagnostics.ts";
import { checkContents } from "./contents.ts";
import { type Outlines, targetsOf } from "./expand.ts";
import { checkPlacement } from "./placement.ts";

/**
 * Finds what does not fit together in a project.
 *
 * @param outlines of all templates without errors
 * @param files the templates to look at; all by default
 * @example
 * checkLinks(new Map([["a.live.html", compile(a, …).outline], ["b.live.html", …]]));
 */
export function checkLinks(outlines: Outlines, files: Iterable<string> = outlines.keys()): readonly Diagnostic[] {
  const all = [...files];
  return [...checkContents(outlines, all), ...checkPlacement(outlines, all)];
}

/**
 * True for what a type checker finds in the generated module as well, and of more components: contents that have no
 * slot.
 */
export function isTypeError(code: string): boolean {
  return code === "LC3015";
}

/** Checks one project any number of times; from the second on, only what a change may have touched. */
export class Linker {
  #outlines: Outlines;
  #found: ReadonlyMap<string, readonly Diagnostic[]> = new Map();

  /** @param sound templates that were found to fit together, as they were then */
  constructor(sound: Outlines = new Map()) {
    this.#outlines = new Map(sound);
  }

  /** All that is wrong now. An outline that is another object than the last time is a changed template's. */
  check(outlines: Outlines): readonly Diagnostic[] {
    const affected = affectedBy(changesBetween(this.#outlines, outlines), outlines);
    const expired = (file: string): boolean => affected.has(file) || !outlines.has(file);
    const found = new Map([...this.#found].filter(([file]) => !expired(file)));
    for (const diagnostic of checkLinks(outlines, affected))
      found.set(diagnostic.file, [...(found.get(diagnostic.file) ?? []), diagnostic]);
    this.#outlines = new Map(outlines);
    this.#found = found;
    return [...found.values()].flat();
  }
}

/** Files that came, went or changed. */
function changesBetween(before: Outlines, after: Outlines): readonly string[] {
  const changed: string[] = [];
  for (const [file, outline] of after) if (before.get(file) !== outline) changed.push(file);
  for (const file of before.keys()) if (!after.has(file)) changed.push(file);
  return changed;
}

/** These files, and those that use them, directly or not. */
function affectedBy(changed: readonly string[], outlines: Outlines): ReadonlySet<string> {
  if (changed.length === 0) return new Set();
  const users = new Map<string, string[]>();
  for (const [file, outline] of outlines) {
    for (const target of targetsOf(outline, file)) {
      const known = users.get(target);
      if (known === undefined) users.set(target, [file]);
      else known.push(file);
    }
  }
  const affected = new Set(changed);
  // A set goes on to what is added to it on the way.
  for (const file of affected) for (const user of users.get(file) ?? []) affected.add(user);
  return affected;
}
