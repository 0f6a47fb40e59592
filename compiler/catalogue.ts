/**
 * Every diagnostic of the compiler: what it says, what is behind it, how it is wrong and how it is right.
 *
 * The types of {@link Reporter.report}, the pages of docs/diagnostics (`npm run docs`) and the tests are made from it.
 * To add one, write an
 * entry in its group; the tests say what is missing. A code never changes its meaning and is never used again.
 *
 * `%name%` in a message or fix stands for a parameter of that name. Messages speak to the author in plain words, name
 * the
 * thing found and the thing expected, and fit on two lines.
 */
import { expressions, files } from "./catalogue/1-syntax.ts";
import { script, tags } from "./catalogue/2-tags.ts";
import { directives } from "./catalogue/3-directives.ts";
import { browser } from "./catalogue/4-browser.ts";
import { bindings, contexts, names, updates } from "./catalogue/5-meaning.ts";
import { accessibility, caution, slips } from "./catalogue/6-lint.ts";

/** One entry of the catalogue. */
export interface Entry {
  readonly severity: "error" | "warning";
  /** A few words: the name of the problem. */
  readonly title: string;
  readonly message: string;
  /** May come out empty, where there is nothing to say. */
  readonly fix?: string;
  /**
   * The message as the end of a sentence about a component, for what comes of putting templates together. Besides the
   * parameters, `%its%` stands for
   * “its” or “this”, and `%subject%` for the thing at the place.
   */
  readonly linked?: string;
  /** Markdown: what is behind it. Its lines are joined with spaces. */
  readonly explanation: readonly string[];
  /** The file of the examples, where they are no `.live.html`. */
  readonly file?: string;
  /** A template that gives this diagnostic and no other. Beside it, assigns and components need not be declared. */
  readonly wrong: Sample;
  /** A template like it, without any diagnostic. */
  readonly right: string;
  /** The templates that both use, by file. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** A template, or where that is too long to show, what is shown in its place. */
export type Sample = string | { readonly shown: string; source(): string };

/** The groups of the catalogue, by what they are about, in the order of their codes. */
export const groups: readonly { readonly title: string; readonly entries: Readonly<Record<string, Entry>> }[] = [
  { title: "Files", entries: files },
  { title: "Expressions", entries: expressions },
  { title: "Tags", entries: tags },
  { title: "The script block", entries: script },
  { title: "Directives and components", entries: directives },
  { title: "What a browser would change", entries: browser },
  { title: "Names", entries: names },
  { title: "Content that is not replaced", entries: updates },
  { title: "Bindings", entries: bindings },
  { title: "Values without a safe meaning", entries: contexts },
  { title: "Slips", entries: slips },
  { title: "Accessibility", entries: accessibility },
  { title: "Caution", entries: caution },
];

type Catalogue = typeof files &
  typeof expressions &
  typeof tags &
  typeof script &
  typeof directives &
  typeof browser &
  typeof names &
  typeof updates &
  typeof bindings &
  typeof contexts &
  typeof slips &
  typeof accessibility &
  typeof caution;

export const catalogue: Catalogue = {
  ...files,
  ...expressions,
  ...tags,
  ...script,
  ...directives,
  ...browser,
  ...names,
  ...updates,
  ...bindings,
  ...contexts,
  ...slips,
  ...accessibility,
  ...caution,
};

/** A stable code: `"LC1003"`. */
export type Code = keyof Catalogue;

/** The codes of warnings, which can be silenced. */
export type WarningCode = { [C in Code]: Catalogue[C]["severity"] extends "warning" ? C : never }[Code];

/** True for a code of the catalogue. */
export function isCode(name: string): name is Code {
  return Object.hasOwn(catalogue, name);
}

/** True for the code of a warning. */
export function isWarningCode(name: string): name is WarningCode {
  return isCode(name) && catalogue[name].severity === "warning";
}

type Names<Text> = Text extends `${string}%${infer Name}%${infer Rest}` ? Name | Names<Rest> : never;
type Texts<C extends Code> = Catalogue[C]["message"] | (Catalogue[C] extends { readonly fix: infer Fix } ? Fix : never);

/** The parameters a code's message and fix need. */
export type MessageParameters<C extends Code> = { readonly [Name in Names<Texts<C>>]: string };
