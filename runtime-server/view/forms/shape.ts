/** What a form's data looks like: which fields there are, which of them are groups, and which are lists. */

/** `any` where nothing is known. `fields` of a form by rules are always there (`isFilled`), empty at first. */
export type Shape = "any" | "leaf" | GroupShape | ListShape;
export interface GroupShape {
  readonly fields: ReadonlyMap<string, Shape>;
  readonly isFilled: boolean;
}
export interface ListShape {
  readonly each: Shape;
}

/** A form's data, or a group in it. */
export interface Data {
  readonly [name: string]: unknown;
}

/** What of JSON Schema a form is interested in. */
interface JsonSchema {
  readonly type?: unknown;
  readonly properties?: unknown;
  readonly items?: unknown;
}

/** The shape of what a JSON Schema describes. */
export function shapeOfJson(schema: unknown): Shape {
  if (typeof schema !== "object" || schema === null) return "any";
  const { type, properties, items } = schema as JsonSchema;
  if (type === "array") return { each: shapeOfJson(items) };
  if (type === "object" && typeof properties === "object" && properties !== null) {
    return { fields: new Map(Object.entries(properties).map(([name, inside]) => [name, shapeOfJson(inside)])), isFilled: false };
  }
  return typeof type === "string" && type !== "object" ? "leaf" : "any";
}

/** What a field holds before anybody was in it. */
export function blankOf(shape: Shape): unknown {
  if (shape === "any") return undefined;
  if (shape === "leaf") return "";
  if ("each" in shape) return [];
  return shape.isFilled ? Object.fromEntries([...shape.fields].map(([name, inside]) => [name, blankOf(inside)])) : {};
}

/**
 * `value` as data of that shape, in ordinary objects and arrays: what does not belong there is left out. An object with
 * numbers for names, which is what `phones[0][number]` is decoded to, is a list.
 */
export function shaped(value: unknown, shape: Shape): unknown {
  if (shape === "any") return isData(value) || Array.isArray(value) ? shapedAsIs(value) : value;
  if (shape === "leaf") return isLeaf(value) ? value : "";
  if ("each" in shape) return itemsOf(value).map((item) => shaped(item, shape.each));
  const given = isData(value) ? value : {};
  const fields = [...shape.fields].filter(([name]) => shape.isFilled || Object.hasOwn(given, name));
  return Object.fromEntries(
    fields.map(([name, inside]) => [name, Object.hasOwn(given, name) ? shaped(given[name], inside) : blankOf(inside)]),
  );
}

function shapedAsIs(value: Data | readonly unknown[]): unknown {
  if (Array.isArray(value) || isIndexed(value)) return itemsOf(value).map((item) => shaped(item, "any"));
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, shaped(inside, "any")]));
}

/** Of what a list may be sent as: rows by their numbers, one value alone, nothing. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isData(value) && isIndexed(value)) {
    const numbers = Object.keys(value).sort((a, b) => Number(a) - Number(b));
    return numbers.map((number) => value[number]);
  }
  return value === undefined || value === null || value === "" ? [] : [value];
}

function isIndexed(value: Data | readonly unknown[]): boolean {
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => /^(?:0|[1-9]\d{0,8})$/.test(name));
}

export function isData(value: unknown): value is Data {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isLeaf(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
