/** Fields of a form from a JSON Schema: as much of it as concerns one field at a time. */
import type { ModelField, ModelFields } from "./model-field.ts";
import { type FieldRules, type FieldValue, isNumeric, type Rule } from "./rules.ts";
import { isData } from "./shape.ts";

/** A JSON Schema of an object. */
export interface JsonObjectSchema {
  readonly type: "object";
  readonly properties: { readonly [name: string]: unknown };
  readonly required?: readonly string[];
}

/** One of anything else. */
interface JsonSchema {
  readonly type?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly items?: unknown;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

export function isJsonObject(value: unknown): value is JsonObjectSchema {
  return isData(value) && value["type"] === "object" && isData(value["properties"]);
}

export function fieldsOfJson({ properties, required = [] }: JsonObjectSchema): ModelFields {
  return new Map(Object.entries(properties).map(([name, schema]) => [name, fieldOf(schema, required.includes(name))]));
}

function fieldOf(given: unknown, mustBe: boolean): ModelField {
  const [schema, mayBeNull] = withoutNull(isData(given) ? given : {});
  const field = kindOf(schema, mustBe && !mayBeNull && schema.default === undefined);
  return mayBeNull ? { ...field, read: (value) => (isBlank(value) ? null : field.read(value)) } : field;
}

function kindOf(schema: JsonSchema, isRequired: boolean): ModelField {
  if (isJsonObject(schema)) return groupOf(schema);
  const { type } = schema;
  if (type === "array") return listOf(schema, isRequired);
  if (type === "boolean") return { rule: initialIn(schema), read: readBoolean };
  if (type === "number" || type === "integer") return numberOf(schema, isRequired, type === "integer");
  return {
    rule: { ...initialIn(schema), ...(isRequired && { required: true }), ...textRules(schema) },
    read: (value) => readText(value, isRequired),
  };
}

/** `string` or `null` is a string that may be left out. */
function withoutNull(schema: JsonSchema): readonly [schema: JsonSchema, mayBeNull: boolean] {
  const { type, anyOf } = schema;
  if (Array.isArray(type)) return [{ ...schema, type: type.find((name) => name !== "null") }, type.includes("null")];
  const others = anyOf?.filter((one) => !(isData(one) && one["type"] === "null"));
  const [only] = others ?? [];
  return others?.length === 1 && isData(only) ? [only, anyOf?.length !== 1] : [schema, false];
}

function groupOf(schema: JsonObjectSchema): ModelField {
  const fields = fieldsOfJson(schema);
  const read = (value: unknown): unknown => {
    const entries = [...fields].map(([name, field]) => [name, field.read(isData(value) ? value[name] : undefined)]);
    return Object.fromEntries(entries.filter(([, inside]) => inside !== undefined));
  };
  return { rule: { fields: Object.fromEntries([...fields].map(([name, { rule }]) => [name, rule])) }, read };
}

function listOf({ items, minItems, maxItems }: JsonSchema, isRequired: boolean): ModelField {
  const each = fieldOf(items, true);
  const least = minItems === undefined || (minItems > 0 && !isRequired) ? {} : { minLength: minItems };
  const rule: FieldRules = { each: each.rule, ...least, ...(maxItems !== undefined && { maxLength: maxItems }) };
  return { rule, read: (value) => (Array.isArray(value) ? value.map((item) => each.read(item)) : []) };
}

function numberOf(schema: JsonSchema, isRequired: boolean, isInteger: boolean): ModelField {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const validators = [
    (value: FieldValue) => (isNumeric(String(value)) ? undefined : "Must be a number."),
    (value: FieldValue) => (isInteger && !Number.isInteger(Number(value)) ? "Must be a whole number." : undefined),
    (value: FieldValue) => (Number(value) > (exclusiveMinimum ?? -Infinity) ? undefined : `Must be more than ${exclusiveMinimum}.`),
    (value: FieldValue) => (Number(value) < (exclusiveMaximum ?? Infinity) ? undefined : `Must be less than ${exclusiveMaximum}.`),
  ];
  const rule: Rule = {
    ...initialIn(schema),
    ...(isRequired && { required: true }),
    ...(minimum !== undefined && { min: minimum }),
    ...(maximum !== undefined && { max: maximum }),
    ...choicesIn(schema),
    validators,
  };
  return { rule, read: (value) => (isNumeric(String(value ?? "")) ? Number(value) : isBlank(value) ? undefined : value) };
}

function textRules(schema: JsonSchema): Rule {
  const { minLength, maxLength, pattern, format } = schema;
  const known = format === "email" ? { email: true } : format === "uri" ? { url: true } : undefined;
  return {
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(known ?? (pattern !== undefined && { pattern: new RegExp(pattern, "u") })),
    ...choicesIn(schema),
  };
}

function choicesIn(schema: JsonSchema): Rule {
  const choices = (schema.enum ?? ("const" in schema ? [schema.const] : [])).filter(isFieldValue);
  return choices.length === 0 ? {} : { choices };
}

function initialIn({ default: initial }: JsonSchema): Rule {
  return isFieldValue(initial) ? { initial } : {};
}

function isFieldValue(value: unknown): value is FieldValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === "";

/** A box with its tick sends `on`, or what its `value` says. */
function readBoolean(value: unknown): boolean {
  return !isBlank(value) && value !== false && value !== "false";
}

function readText(value: unknown, isRequired: boolean): unknown {
  return isBlank(value) && !isRequired ? undefined : value;
}
