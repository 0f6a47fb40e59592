/** Forms from what a program has already: a schema of its data, a table of its database. */
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { didYouMean, LivecError } from "../../base/errors.ts";
import { after } from "../../base/maybe.ts";
import { type Check, type FieldIssue, isStandardSchema, jsonSchemaOf } from "./check.ts";
import { type ColumnTable, fieldsOfTable, isTable } from "./columns.ts";
import { formBy, type LiveForm } from "./form.ts";
import { fieldsOfJson, isJsonObject, type JsonObjectSchema } from "./json-schema.ts";
import type { ModelField, ModelFields } from "./model-field.ts";
import { checkOfRules, initialOf, type Rules, shapeOfRules } from "./rules.ts";
import type { Data } from "./shape.ts";
import type { FormData } from "./types.ts";

/**
 * A Standard Schema that can be told as JSON Schema (zod, arktype …), a JSON Schema of an object, a table of Drizzle or
 * one like it, or rules.
 */
export type Model = StandardSchemaV1 | JsonObjectSchema | ColumnTable | Rules;

type DataOf<M> = M extends StandardSchemaV1 ? FormData<M> : M extends Rules ? FormData<M> : Data;
type NameOf<M> = keyof DataOf<M> & string;
type OutputOf<M> = M extends StandardSchemaV1 ? StandardSchemaV1.InferInput<M> : DataOf<M>;

/** Which fields of a model a form has, and how it begins. */
export interface ModelOptions<K extends string, X extends string> {
  /** Only these, in this order; all by default. */
  readonly include?: readonly K[];
  /** All but these. */
  readonly exclude?: readonly X[];
  /** What fields hold at first, where that is not the default of the model. */
  readonly initial?: { readonly [N in K]?: unknown };
}

/**
 * A form for data that is described already. Its rules follow from the model; a schema's own checks are asked too, as
 * far as they concern fields of the form. The `output` has values of the model's types: numbers, booleans, lists.
 * Throws `bad-option` for what is no model, and for a name that is none of its fields.
 *
 * @example
 * liveFormFromModel(contact, { exclude: ["id", "createdAt"] });
 */
export function liveFormFromModel<M extends Model, const K extends NameOf<M> = NameOf<M>, const X extends NameOf<M> = never>(
  model: M,
  options: ModelOptions<K, X> = {},
): LiveForm<Pick<DataOf<M>, Exclude<K, X>> & object, Pick<OutputOf<M>, Exclude<K, X> & keyof OutputOf<M>>> {
  const all = fieldsOf(model);
  const { include = [...all.keys()], exclude = [], initial = {} } = options;
  for (const name of [...include, ...exclude, ...Object.keys(initial)]) {
    if (!all.has(name)) throw new LivecError("bad-option", `The model has no field "${name}".${didYouMean(name, all.keys())}`);
  }
  const names = include.filter((name) => !(exclude as readonly string[]).includes(name));
  const fields: ModelFields = new Map(names.flatMap((name) => [[name, all.get(name)] as const]).filter(isKnown));
  const rules: Rules = Object.fromEntries([...fields].map(([name, { rule }]) => [name, rule]));
  const check = checkOf(fields, rules, isStandardSchema(model) ? model : undefined);
  return formBy(check, shapeOfRules(rules), { ...initialOf(rules), ...initial }) as unknown as ReturnType<
    typeof liveFormFromModel<M, K, X>
  >;
}

function isKnown(entry: readonly [string, ModelField | undefined]): entry is readonly [string, ModelField] {
  return entry[1] !== undefined;
}

function fieldsOf(model: Model): ModelFields {
  if (typeof model !== "object" && typeof model !== "function") throw notAModel();
  const json = isStandardSchema(model) ? jsonSchemaOf(model) : model;
  if (isJsonObject(json)) return fieldsOfJson(json);
  if (isStandardSchema(model)) {
    throw new LivecError(
      "bad-option",
      "The schema does not tell its fields: its library has no Standard JSON Schema. Use liveForm(schema).",
    );
  }
  if (isTable(model)) return fieldsOfTable(model);
  return new Map(Object.entries(model as Rules).map(([name, rule]) => [name, { rule, read: (value) => value }]));
}

function notAModel(): LivecError {
  return new LivecError("bad-option", "liveFormFromModel takes a schema, a table, or rules by field.");
}

/** By the rules; what these find right is shown to the schema, whose other fields are not the form's. */
function checkOf(fields: ModelFields, rules: Rules, schema: StandardSchemaV1 | undefined): Check {
  const byRules = checkOfRules(rules);
  return (data) =>
    after(byRules(data), ({ issues }) => {
      const output = readAll(fields, data);
      if (schema === undefined) return { issues, output };
      return after(schema["~standard"].validate(output), (result) => {
        const others = (result.issues ?? [])
          .map(({ message, path = [] }) => issueOf(message, path))
          .filter(({ name }) => isOf(fields, name));
        return { issues: [...issues, ...others], output };
      });
    });
}

function issueOf(message: string, path: readonly (PropertyKey | StandardSchemaV1.PathSegment)[]): FieldIssue {
  return { message, name: path.map((segment) => String(typeof segment === "object" ? segment.key : segment)).join(".") };
}

function isOf(fields: ModelFields, name: string): boolean {
  const [first = ""] = name.split(".");
  return name === "" || fields.has(first);
}

function readAll(fields: ModelFields, data: Data): Data {
  const entries = [...fields].map(([name, { read }]) => [name, read(data[name])]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
