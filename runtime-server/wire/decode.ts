/** Reading a client's frame: every byte of it is hostile until it fits the grammar. */
import { CSRF_FIELD } from "../../protocol/forms.ts";
import { type JoinRequest, Op, type Payload, type PayloadValue } from "../../protocol/wire.ts";

/** A frame that fits. */
export type Incoming =
  | { readonly kind: "heartbeat" }
  | { readonly kind: "ack"; readonly view: number; readonly ack: number }
  | { readonly kind: "join"; readonly view: number; readonly ref: number; readonly join: JoinRequest }
  | { readonly kind: "leave"; readonly view: number; readonly ref: number }
  | {
      readonly kind: "event";
      readonly view: number;
      readonly ref: number;
      readonly name: string;
      readonly payload: Payload;
      readonly component: number;
      /** Ids of the containers that it may change; none for the whole page. */
      readonly containers: readonly string[];
      /** 0 acknowledges nothing. */
      readonly ack: number;
    };

/** Why a frame was refused, in words for the log. */
export class BadFrame extends Error {
  override readonly name = "BadFrame";
}

export interface FrameLimits {
  readonly frameBytes: number;
  readonly frameDepth: number;
  readonly frameNames: number;
}

const LONGEST_NAME = 200;
/** Containers of one event. */
const MOST_CONTAINERS = 16;
/** A frame's own array and the join's or payload's object stand around the values that are counted. */
const ENVELOPE_DEPTH = 2;
const forbiddenNames = new Set(["__proto__", "constructor", "prototype"]);

/** The frame in `text`. Throws {@link BadFrame}. */
export function readFrame(text: string | undefined, limits: FrameLimits): Incoming {
  if (text === undefined) throw new BadFrame("a binary frame");
  if (text.length > limits.frameBytes || (text.length * 3 > limits.frameBytes && Buffer.byteLength(text) > limits.frameBytes))
    throw new BadFrame("a frame larger than frameBytes");
  checkDepth(text, limits.frameDepth + ENVELOPE_DEPTH);
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    throw new BadFrame("malformed JSON");
  }
  if (!Array.isArray(frame)) throw new BadFrame("a frame that is no array");
  const items: readonly unknown[] = frame;
  if (items.length === 1 && items[0] === 0) return { kind: "heartbeat" };
  const view = count(items[0], "a view number");
  if (items.length === 2) return { kind: "ack", view, ack: ackOf(items[1]) };
  const ref = count(items[1], "a ref");
  const [, , what] = items;
  if (what === Op.join && items.length === 4) return { kind: "join", view, ref, join: readJoin(items[3], limits) };
  if (what === Op.leave && items.length === 3) return { kind: "leave", view, ref };
  if (typeof what !== "string" || what === "" || what.length > LONGEST_NAME || items.length > 6)
    throw new BadFrame("a frame of no known form");
  return { kind: "event", view, ref, name: what, ...readEvent(items, limits) };
}

/** Which event it is that begins so, be the rest of it what it may; `undefined` where that cannot be told. */
export function requestIn(text: string): { readonly view: number; readonly ref: number } | undefined {
  const [, view, ref] = /^\[([1-9]\d{0,8}),([1-9]\d{0,14}),"/.exec(text) ?? [];
  return ref === undefined ? undefined : { view: Number(view), ref: Number(ref) };
}

type EventRest = Pick<Extract<Incoming, { kind: "event" }>, "payload" | "component" | "containers" | "ack">;

/** `payload?, component?, ack?`; a lone number is the ack of an event without payload. */
function readEvent(items: readonly unknown[], limits: FrameLimits): EventRest {
  const [, , , payload = 0, component = 0, ack] = items;
  if (typeof payload === "number" && items.length === 4) {
    return { payload: emptyPayload, component: 0, containers: [], ack: ackOf(payload) };
  }
  return {
    payload: payload === 0 ? emptyPayload : readPayload(payload, limits),
    ...readTarget(component),
    ack: ack === undefined ? 0 : ackOf(ack),
  };
}

/** `component`, or `[component, "id", …]` for an event that may change these containers only. */
function readTarget(target: unknown): Pick<EventRest, "component" | "containers"> {
  const [component, ...containers]: readonly unknown[] = Array.isArray(target) ? target : [target];
  if (containers.length > MOST_CONTAINERS || (Array.isArray(target) && containers.length === 0) || !containers.every(isId)) {
    throw new BadFrame("containers that are no ids");
  }
  return { component: component === 0 ? 0 : count(component, "a component"), containers };
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= LONGEST_NAME;
}

/** An element's own values, or `[fields, own]` of a form. One that is posted too has the token in it, which is no business of the view's. */
function readPayload(value: unknown, limits: FrameLimits): Payload {
  const budget = budgetOf(limits);
  if (!Array.isArray(value)) return copyObject(value, budget);
  if (value.length !== 2) throw new BadFrame("a payload that is not [fields, own]");
  // Only an element's own values have types: `price:float` is the name of a field like any other.
  const fields = copyObject(value[0], budget, false) as { [name: string]: PayloadValue };
  delete fields[CSRF_FIELD];
  return Object.assign(fields, copyObject(value[1], budget));
}

const emptyPayload: Payload = Object.freeze(Object.create(null) as Payload);

function readJoin(value: unknown, limits: FrameLimits): JoinRequest {
  const join = copyObject(value, budgetOf(limits));
  const { token, csrf, url, params = {}, seq, values, statics } = join;
  if (typeof token !== "string" || typeof csrf !== "string" || typeof url !== "string" || typeof statics !== "string") {
    throw new BadFrame("a join without token, csrf, url and statics");
  }
  if (typeof params !== "object" || params === null || Array.isArray(params)) throw new BadFrame("join params that are no object");
  if (values !== undefined && values !== true) throw new BadFrame("join values that are not true");
  return {
    token,
    csrf,
    url,
    statics,
    params: params as Payload,
    ...(seq === undefined ? {} : { seq: ackOf(seq) }),
    ...(values === true ? { values } : {}),
  };
}

/** 0 is what a page says that has no frame yet. */
function ackOf(value: unknown): number {
  return value === 0 ? 0 : count(value, "an ack");
}

function count(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) throw new BadFrame(`${what} that is no positive integer`);
  return value;
}

/** What a copy may still take. */
interface Budget {
  left: number;
  readonly depth: number;
}

function budgetOf({ frameNames, frameDepth }: FrameLimits): Budget {
  return { left: frameNames, depth: frameDepth };
}

/** A deep copy whose objects have no prototype, so that no name in it means anything to JavaScript. */
function copyObject(value: unknown, budget: Budget, hasTypes = true): Payload {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadFrame("a payload that is no object");
  const copy = Object.create(null) as Record<string, PayloadValue>;
  for (const [written, item] of Object.entries(value)) {
    const [, name = written, type] = (hasTypes && TYPED_NAME.exec(written)) || [];
    if (forbiddenNames.has(name)) throw new BadFrame(`the name ${name} in a payload`);
    const typed = type === undefined ? item : typedValue(type, item, budget);
    if (typed !== undefined) copy[name] = copyValue(typed, budget);
  }
  return copy;
}

/** `live-value-id:int="7"`: the page sends what is written, the type is made here. */
const TYPED_NAME = /^([^:]+):(int|float|bool|json)$/;

/** What a typed value means; nothing where it is not of its type. */
function typedValue(type: string, value: unknown, budget: Budget): unknown {
  if (typeof value !== "string") return undefined;
  switch (type) {
    case "int":
      // An id that a number cannot hold would be another id.
      return /^\s*[+-]?\d+\s*$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
    case "float":
      return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined;
    case "bool":
      return value === "true" ? true : value === "false" ? false : undefined;
    default:
      return parsed(value, budget);
  }
}

function parsed(json: string, { depth }: Budget): unknown {
  checkDepth(json, depth);
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function copyValue(value: unknown, budget: Budget): PayloadValue {
  if (--budget.left < 0) throw new BadFrame("more names and items than frameNames");
  if (Array.isArray(value)) return value.map((item) => copyValue(item, budget));
  if (typeof value === "object" && value !== null) return copyObject(value, budget);
  return value as string | number | boolean | null;
}

/** Looks at brackets only, before the parser builds (and a logger walks) what they nest. */
function checkDepth(text: string, most: number): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 92) i++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      if (++depth > most) throw new BadFrame("values nested deeper than frameDepth");
    } else if (code === 93 || code === 125) depth--;
  }
}
