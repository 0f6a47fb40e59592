/** Fields of a form from the columns of a table, as Drizzle describes them. */
import type { ModelField, ModelFields } from "./model-field.ts";
import { isNumeric, type Rule } from "./rules.ts";

/** What is read of a column. */
export interface Column {
  readonly notNull: boolean;
  readonly hasDefault?: boolean;
  /** `"string"`, `"number"`, `"boolean"` …; anything else is text. */
  readonly dataType?: string;
  readonly length?: number | undefined;
  readonly enumValues?: readonly string[] | undefined;
}

/** Columns by name. */
export interface ColumnTable {
  readonly [name: string]: Column;
}

export function isTable(model: object): model is ColumnTable {
  return Object.values(model).some(isColumn);
}

function isColumn(value: unknown): value is Column {
  return typeof value === "object" && value !== null && "notNull" in value && typeof value.notNull === "boolean";
}

/** A table may have methods beside its columns. */
export function fieldsOfTable(table: ColumnTable): ModelFields {
  return new Map(
    Object.entries(table)
      .filter(([, column]) => isColumn(column))
      .map(([name, column]) => [name, fieldOf(column)]),
  );
}

function fieldOf({ notNull, hasDefault = false, dataType, length, enumValues }: Column): ModelField {
  const required = notNull && !hasDefault;
  if (dataType === "boolean")
    return { rule: {}, read: (value) => value === true || (typeof value === "string" && value !== "" && value !== "false") };
  const rule: Rule = {
    ...(required && { required }),
    ...(length !== undefined && { maxLength: length }),
    ...(enumValues !== undefined && enumValues.length > 0 && { choices: enumValues }),
    ...(dataType === "number" && { validators: [(value) => (isNumeric(String(value)) ? undefined : "Must be a number.")] }),
  };
  return { rule, read: (value) => (value === "" ? undefined : dataType === "number" && isNumeric(String(value)) ? Number(value) : value) };
}
