/** Handlers whose payload a Standard Schema (zod, valibot, arktype …) has checked. */
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { PayloadValue } from "../../protocol/wire.ts";
import type { HandlerResult } from "./define.ts";

/** What is wrong with a payload, as a Standard Schema says it. */
export type Issue = StandardSchemaV1.Issue;

/** What else {@link on} can be told. */
export interface OnOptions<K> {
  /** Shows the issues; without it the event is answered with `{ issues }`. */
  invalid?(socket: K, issues: readonly Issue[]): HandlerResult | Promise<HandlerResult>;
}

/** A handler for any event of what has this socket; its payload is checked before it is seen. */
type CheckedHandler<K> = (
  socket: K,
  payload: { readonly [name: string]: PayloadValue | undefined },
) => HandlerResult | Promise<HandlerResult>;

/**
 * A handler behind a schema: an invalid payload never reaches it. `_target` and `_unused_*`, which forms add, are taken
 * off first.
 *
 * @example
 * save: on(z.object({ title: z.string().min(1) }), async (socket, form) => { await save(form.title); })
 */
export function on<K, Schema extends StandardSchemaV1>(
  schema: Schema,
  handler: (socket: K, payload: StandardSchemaV1.InferOutput<Schema>) => HandlerResult | Promise<HandlerResult>,
  options: OnOptions<K> = {},
): CheckedHandler<K> {
  const settle = (socket: K, result: StandardSchemaV1.Result<unknown>): HandlerResult | Promise<HandlerResult> => {
    if (result.issues === undefined) return handler(socket, result.value as StandardSchemaV1.InferOutput<Schema>);
    if (options.invalid !== undefined) return options.invalid(socket, result.issues);
    return { reply: { issues: result.issues.map(({ message, path }) => ({ message, path: path?.map(pathKey) ?? [] })) } };
  };
  return (socket, payload) => {
    const result = schema["~standard"].validate(withoutMarks(payload));
    return result instanceof Promise ? result.then((settled) => settle(socket, settled)) : settle(socket, result);
  };
}

/** What forms add about their fields: the one that changed, and those nobody has been in. */
function isMark(name: string): boolean {
  return name === "_target" || name.startsWith("_unused_");
}

/**
 * Ordinary objects: schema libraries do not all accept those without a prototype. Hostile names were refused with the
 * frame.
 */
function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !isMark(name));
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutMarks(item)]));
}

function pathKey(segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof segment === "object" ? segment.key : segment);
}
