/** What the parts of this step have in common. */
import type { Reporter } from "../../diagnostics.ts";
import type { Child } from "../../tree.ts";
import type { RawChild, RawElement } from "../raw.ts";
import type { DirectiveReader } from "./values.ts";

export interface Resolution {
  readonly reporter: Reporter;
  /** The prefix of bindings. */
  readonly prefix: string;
  readonly values: DirectiveReader;
  /** What tags and texts side by side become. */
  children(raw: readonly RawChild[]): Child[];
  /** What a tag contributes once its control flow is taken off: itself, or, for a group, its children. */
  body(element: RawElement): Child[];
}
