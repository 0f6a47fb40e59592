/** Reading a client's frame: every byte of it is hostile until it fits the grammar. */
import { type Fields, type JoinRequest, Op, type Payload } from "../../protocol/wire.ts";
import { BadFrame, Budget, copyObject, type JsonLimits, type JsonObject, NO_VALUES, parseJson } from "./checked-json.ts";

/**
 * What an event brings, as it came: values of its element, or of whoever pushed it, and of a form's event also the
 * form's fields.
 */
export interface SentPayload {
  readonly own: Payload;
  readonly fields?: Fields;
}

/** A frame that fits. */
export type Incoming =
  | { readonly kind: "heartbeat" }
  | { readonly kind: "ack"; readonly view: number; readonly ack: number }
  | { readonly kind: "join"; readonly view: number; readonly ref: number; readonly join: JoinRequest }
  | { readonly kind: "leave"; readonly view: number; readonly ref: number }
  | { readonly kind: "patch"; readonly view: number; readonly ref: number; readonly path: string }
  | {
      readonly kind: "event";
      readonly view: number;
      readonly ref: number;
      readonly name: string;
      readonly payload: SentPayload;
      readonly component: number;
      /** Ids of the containers that it may change; none for the whole page. */
      readonly containers: readonly string[];
      /** 0 acknowledges nothing. */
      readonly ack: number;
    };

export interface FrameLimits extends JsonLimits {
  readonly frameBytes: number;
}

const LONGEST_NAME = 200;
/** Of a page, and of a sealed flash. */
const LONGEST_URL = 8_192;
/** Containers of one event. */
const MOST_CONTAINERS = 16;
/** A frame's own array and the join's or payload's object stand around the values that are counted. */
const ENVELOPE_DEPTH = 2;

/** The frame in `text`. Throws {@link BadFrame}. */
export function readFrame(text: string | undefined, limits: FrameLimits): Incoming {
  if (text === undefined) throw new BadFrame("a binary frame");
  if (text.length > limits.frameBytes || (text.length * 3 > limits.frameBytes && Buffer.byteLength(text) > limits.frameBytes))
    throw new BadFrame("a frame larger than frameBytes");
  const frame = parseJson(text, limits.frameDepth + ENVELOPE_DEPTH);
  if (frame === undefined) throw new BadFrame("malformed JSON");
  if (!Array.isArray(frame)) throw new BadFrame("a frame that is no array");
  const items: readonly unknown[] = frame;
  if (items.length === 1 && items[0] === 0) return { kind: "heartbeat" };
  const view = count(items[0], "a view number");
  if (items.length === 2) return { kind: "ack", view, ack: ackOf(items[1]) };
  const ref = count(items[1], "a ref");
  const what = items[2];
  if (what === Op.join && items.length === 4) return { kind: "join", view, ref, join: readJoin(items[3], limits) };
  if (what === Op.leave && items.length === 3) return { kind: "leave", view, ref };
  if (what === Op.patch && items.length === 4) return { kind: "patch", view, ref, path: pathOf(items[3]) };
  if (typeof what !== "string" || what === "" || what.length > LONGEST_NAME || items.length > 6)
    throw new BadFrame("a frame of no known form");
  // A lone number is the ack of an event without payload.
  const isLoneAck = items.length === 4 && typeof items[3] === "number";
  const payload = isLoneAck ? 0 : orZero(items[3]);
  const target = orZero(items[4]);
  const ack = isLoneAck ? items[3] : orZero(items[5]);
  return {
    kind: "event",
    view,
    ref,
    name: what,
    payload: payload === 0 ? nothing : readPayload(payload, limits),
    component: readComponent(Array.isArray(target) ? target[0] : target),
    containers: Array.isArray(target) ? readContainers(target) : NO_CONTAINERS,
    ack: ackOf(ack),
  };
}

/** Which event it is that begins so, be the rest of it what it may; `undefined` where that cannot be told. */
export function requestIn(text: string): { readonly view: number; readonly ref: number } | undefined {
  const [, view, ref] = /^\[([1-9]\d{0,8}),([1-9]\d{0,14}),"/.exec(text) ?? [];
  return ref === undefined ? undefined : { view: Number(view), ref: Number(ref) };
}

/** What is left out at the end of a frame is 0. */
function orZero(item: unknown): unknown {
  return item === undefined ? 0 : item;
}

const NO_CONTAINERS: readonly string[] = [];

function readComponent(component: unknown): number {
  return component === 0 ? 0 : count(component, "a component");
}

/** Of `[component, "id", …]`: an event that may change these containers only. */
function readContainers([, ...containers]: readonly unknown[]): readonly string[] {
  if (containers.length === 0 || containers.length > MOST_CONTAINERS || !containers.every(isId)) {
    throw new BadFrame("containers that are no ids");
  }
  return containers;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= LONGEST_NAME;
}

/** `own`, or `[fields, own]` of a form's event, where 0 stands for no own values. */
function readPayload(payload: unknown, limits: FrameLimits): SentPayload {
  const budget = new Budget(limits);
  if (!Array.isArray(payload)) return { own: copyObject(payload, budget) };
  const [fields, own]: readonly unknown[] = payload;
  if (payload.length !== 2) throw new BadFrame("a payload that is not a pair of fields and values");
  return { fields: checkFields(copyObject(fields, budget)), own: own === 0 ? nothing.own : copyObject(own, budget) };
}

function checkFields(fields: JsonObject): Fields {
  for (const value of Object.values(fields)) {
    if (typeof value !== "string" && !(Array.isArray(value) && value.every((item) => typeof item === "string")))
      throw new BadFrame("a field that is not text");
  }
  return fields as Fields;
}

/** Shared by all events that bring nothing. */
const nothing: SentPayload = { own: NO_VALUES };

function readJoin(value: unknown, limits: FrameLimits): JoinRequest {
  const join = copyObject(value, new Budget(limits));
  const { token, csrf, url, params = {}, seq, values, statics, go, flash } = join;
  if (typeof token !== "string" || typeof csrf !== "string" || typeof url !== "string" || typeof statics !== "string") {
    throw new BadFrame("a join without token, csrf, url and statics");
  }
  if (typeof params !== "object" || params === null || Array.isArray(params)) throw new BadFrame("join params that are no object");
  if (values !== undefined && values !== true) throw new BadFrame("join values that are not true");
  if (url.length > LONGEST_URL) throw new BadFrame("a join from a URL that is too long");
  if (flash !== undefined && (typeof flash !== "string" || flash.length > LONGEST_URL)) throw new BadFrame("a flash that is not sealed");
  return {
    token,
    csrf,
    url,
    statics,
    params: params as Payload,
    ...(seq === undefined ? {} : { seq: ackOf(seq) }),
    ...(values === true ? { values } : {}),
    ...(go === undefined ? {} : { go: count(go, "a view number") }),
    ...(flash === undefined ? {} : { flash }),
  };
}

function pathOf(value: unknown): string {
  if (typeof value !== "string" || !value.startsWith("/") || value.length > LONGEST_URL) throw new BadFrame("a patch that is not a path");
  return value;
}

/** 0 is what a page says that has no frame yet. */
function ackOf(value: unknown): number {
  return value === 0 ? 0 : count(value, "an ack");
}

function count(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) throw new BadFrame(`${what} that is no positive integer`);
  return value;
}
