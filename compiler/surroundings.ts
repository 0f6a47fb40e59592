/** What is around an inline template, in its TypeScript file. */

export interface Surroundings {
  /** The file, as the module imports it: `./counter.js`. */
  readonly specifier: string;
  /** What its types are called there: `Assigns`, or `RowAssigns` in `counter.row.live.js`. */
  readonly typeNames: Readonly<Record<TemplateType, string>>;
  /** Those of them that the file exports. */
  readonly types: ReadonlySet<TemplateType>;
  /**
   * Values that are imported or declared at the top; the template cannot use them, since its module is evaluated first.
   */
  readonly values: ReadonlySet<string>;
}

export type TemplateType = "Assigns" | "Slots";
export const TEMPLATE_TYPES: readonly TemplateType[] = ["Assigns", "Slots"];
