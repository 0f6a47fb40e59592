/** Payloads: what a handler is given of what its event brought. */
import { CSRF_FIELD, EVENT_FIELD } from "../../protocol/forms.ts";
import type { Fields, Payload, PayloadValue } from "../../protocol/wire.ts";
import { BadFrame, Budget, checkName, copyValue, type JsonLimits, NO_VALUES, parseJson } from "../wire/checked-json.ts";
import type { SentPayload } from "../wire/decode.ts";
import { decodeFields } from "./form-fields.ts";

/**
 * The fields of a form, decoded, and the event's own values over them. Names of own values may end in a type; nothing
 * else is looked into. A form that is posted too has the CSRF token in it, which is not for the view. Answers in words
 * why a payload is refused.
 *
 * @example
 * readPayload({ own: { "id:int": "7" } }, limits)                              // { id: 7 }
 * readPayload({ fields: { "user[name]": "Ada" }, own: { id: "7" } }, limits)   // { user: { name: "Ada" }, id: "7" }
 */
export function readPayload(sent: SentPayload, limits: JsonLimits): Payload | string {
  try {
    return payloadOf(sent, limits);
  } catch (error) {
    if (error instanceof BadFrame) return error.message;
    throw error;
  }
}

function payloadOf({ own, fields }: SentPayload, limits: JsonLimits): Payload {
  if (own === NO_VALUES && fields === undefined) return NO_VALUES;
  const decoded = fields === undefined ? Object.create(null) : decodeFields(pairs(fields), limits);
  const payload = decoded as { [name: string]: PayloadValue };
  const budget = new Budget(limits);
  for (const [written, value] of Object.entries(own)) {
    const [, name = written, type] = TYPED_NAME.exec(written) ?? [];
    const typed = type === undefined ? value : typedValue(type, value, budget, limits);
    if (typed !== undefined) payload[checkName(name)] = typed;
  }
  delete payload[CSRF_FIELD];
  delete payload[EVENT_FIELD];
  return payload;
}

function* pairs(fields: Fields): Generator<readonly [name: string, value: string]> {
  for (const [name, values] of Object.entries(fields)) {
    if (typeof values === "string") yield [name, values];
    else for (const value of values) yield [name, value];
  }
}

/** `live-value-id:int="7"`: the page sends what is written, the type is made here. */
const TYPED_NAME = /^([^:]+):(int|float|bool|json)$/;

/** What a typed value means; nothing where it is not of its type. */
function typedValue(type: string, value: PayloadValue, budget: Budget, limits: JsonLimits): PayloadValue | undefined {
  if (typeof value !== "string") return undefined;
  switch (type) {
    case "int":
      // An id that a number cannot hold would be another id.
      return /^\s*[+-]?\d+\s*$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
    case "float":
      return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined;
    case "bool":
      return value === "true" ? true : value === "false" ? false : undefined;
    default: {
      const parsed = parseJson(value, limits.frameDepth);
      return parsed === undefined ? undefined : (copyValue(parsed, budget) as PayloadValue);
    }
  }
}
