/** Checks of a form's data: by rules, or by a Standard Schema (zod, valibot, arktype …). */
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { after, type Maybe } from "../../base/maybe.ts";
import { type Data, type Shape, shapeOfJson } from "./shape.ts";

/** What is wrong with a field; of the form as a whole, the name is empty. */
export interface FieldIssue {
  readonly name: string;
  readonly message: string;
}

export interface Checked {
  readonly issues: readonly FieldIssue[];
  /** What was made of the data; `undefined` where it is wrong. */
  readonly output: unknown;
}

/** Checks all data, or at least the field `only`. */
export type Check = (data: Data, only?: string) => Maybe<Checked>;

export function isStandardSchema(schema: object): schema is StandardSchemaV1 {
  return "~standard" in schema;
}

export function checkOfSchema(schema: StandardSchemaV1): Check {
  return (data) => after(schema["~standard"].validate(data), settled);
}

function settled(result: StandardSchemaV1.Result<unknown>): Checked {
  if (result.issues === undefined) return { issues: [], output: result.value };
  return { issues: result.issues.map(({ message, path = [] }) => ({ name: path.map(keyOf).join("."), message })), output: undefined };
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof segment === "object" ? segment.key : segment);
}

/** As much as a schema tells of what it takes; not every library can. */
export function shapeOfSchema(schema: StandardSchemaV1): Shape {
  return shapeOfJson(jsonSchemaOf(schema));
}

/** The JSON Schema of what a schema takes; `undefined` where its library has none. */
export function jsonSchemaOf(schema: StandardSchemaV1): unknown {
  const { jsonSchema } = schema["~standard"] as Partial<StandardJSONSchemaV1.Props>;
  try {
    // A zod schema with a Date in it has one only if that may be anything.
    return jsonSchema?.input({ target: "draft-2020-12", libraryOptions: { unrepresentable: "any" } });
  } catch {
    return undefined;
  }
}
