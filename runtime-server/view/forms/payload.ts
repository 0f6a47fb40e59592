/** What an event brought for a form: its fields, and what is known of them. */
import { type FieldPath, leavesOf } from "./path.ts";
import { type Data, isData } from "./shape.ts";

/** A form's event, read. Nothing of it is checked but its structure. */
export interface FormEvent {
  readonly fields: Data;
  /** The field that changed; `undefined` for a submit. */
  readonly target: FieldPath | undefined;
  /** True where nothing but the field that changed was sent. */
  readonly isAlone: boolean;
  /** Names of fields that somebody has been in, as far as the page tells. */
  readonly used: readonly string[];
}

const MARK = "_unused_";

/** Reads the payload of `live-change` or `live-submit`, with its `_target` and `_unused_*`. */
export function readFormEvent(payload: Data): FormEvent {
  const { _target, ...rest } = payload;
  const target = pathOf(_target);
  const marked = unusedIn(rest, []);
  const fields = withoutMarks(rest) as Data;
  const sent = leavesOf(fields).map((path) => path.join("."));
  const changed = target?.join(".");
  // A page that marks fields marks all that nobody has been in.
  const told = marked.length === 0 ? [] : sent.filter((name) => !marked.includes(name));
  return {
    fields,
    target,
    isAlone: changed !== undefined && sent.every((name) => name === changed || name.startsWith(`${changed}.`)),
    used: changed === undefined ? told : [changed, ...told],
  };
}

/** `["tags", ""]` is what `tags[]` is called; it names the list. */
function pathOf(target: unknown): FieldPath | undefined {
  const path = typeof target === "string" ? [target] : target;
  if (!Array.isArray(path) || path.length === 0 || !path.every((key) => typeof key === "string")) return undefined;
  return path.filter((key) => key !== "");
}

/** `user[_unused_name]` marks `user.name`. */
function unusedIn(data: unknown, at: FieldPath): readonly string[] {
  if (!isData(data)) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    name.startsWith(MARK) ? [[...at, name.slice(MARK.length)].join(".")] : unusedIn(value, [...at, name]),
  );
}

function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (!isData(value)) return value;
  const entries = Object.entries(value).filter(([name]) => !name.startsWith(MARK));
  return Object.fromEntries(entries.map(([name, inside]) => [name, withoutMarks(inside)]));
}
