/** A form's fields: flat names, as a browser sends them, decoded into what they mean. */
import { BadFrame, Budget, checkName, type JsonLimits } from "../wire/checked-json.ts";

/** A form's fields, decoded. Objects have no prototype. */
export interface FormFields {
  readonly [name: string]: FormValue | undefined;
}
export type FormValue = string | readonly string[] | FormFields;

type Building = { [name: string]: string | string[] | Building };

/**
 * Decodes names: `user[name]` is the `name` of an object `user`, `tags[]` an array, also of one. A name that repeats is
 * an array too. Of names that contradict each other the last one holds; a name of another form stays as it is written.
 * Takes time in proportion to the text. Throws {@link BadFrame} beyond the limits, and for a name that means something
 * to JavaScript.
 *
 * @example
 * decodeFields([["user[name]", "Ada"], ["tags[]", "a"]], limits) // { user: { name: "Ada" }, tags: ["a"] }
 */
export function decodeFields(fields: Iterable<readonly [name: string, value: string]>, limits: JsonLimits): FormFields {
  const root = emptyObject();
  const budget = new Budget(limits);
  for (const [name, value] of fields) {
    const path = pathOf(name);
    if (path.length > limits.frameDepth + 1) throw new BadFrame("fields nested deeper than frameDepth");
    put(root, path, value, budget);
  }
  return root;
}

/** `["user", "name"]` for `user[name]`; the last name of `tags[]` is empty. */
function pathOf(name: string): readonly string[] {
  const open = name.indexOf("[");
  if (open < 1 || !name.endsWith("]")) return [name];
  const inner = name.slice(open + 1, -1).split("][");
  const isDecodable = inner.every((key, index) => !/[[\]]/.test(key) && (key !== "" || index === inner.length - 1));
  return isDecodable ? [name.slice(0, open), ...inner] : [name];
}

function put(root: Building, path: readonly string[], value: string, budget: Budget): void {
  const isList = path.length > 1 && path.at(-1) === "";
  const names = isList ? path.slice(0, -1) : path;
  let object = root;
  for (const name of names.slice(0, -1)) {
    const inside = object[checkName(name)];
    if (inside === undefined) budget.take();
    object = object[name] = isObject(inside) ? inside : emptyObject();
  }
  budget.take();
  const last = checkName(names.at(-1) ?? "");
  const before = object[last];
  if (Array.isArray(before)) before.push(value);
  else if (typeof before === "string") object[last] = [before, value];
  else object[last] = isList ? [value] : value;
}

function isObject(value: Building[string] | undefined): value is Building {
  return typeof value === "object" && !Array.isArray(value);
}

function emptyObject(): Building {
  return Object.create(null) as Building;
}
