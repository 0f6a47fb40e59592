/** What a model says of its fields. */
import type { FieldRules } from "./rules.ts";

/** A field of a model: its rules, and what becomes of a value that passed them; `undefined` for a field left empty. */
export interface ModelField {
  readonly rule: FieldRules;
  read(value: unknown): unknown;
}
export type ModelFields = ReadonlyMap<string, ModelField>;
