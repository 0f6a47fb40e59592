/** What processes of an app ask of each other. It comes over a network, so that nothing of it is believed unseen. */
import type { Pushed } from "../../view/tasks.ts";

/** Which of a kind's views. All where nothing is said. */
export interface Where {
  /** What their session has. */
  readonly session?: { readonly [name: string]: unknown } | undefined;
  /** What the parameters of their URL are. */
  readonly params?: { readonly [name: string]: unknown } | undefined;
  /** A topic that they are subscribed to. */
  readonly topic?: string | undefined;
  /** Their `socket.id`. */
  readonly id?: string | undefined;
}

/** Something for all views of that name. */
export interface PushErrand extends Pushed {
  readonly do: "push";
  readonly view: string;
  readonly where?: Where | undefined;
}

export type Errand =
  | { readonly do: "send"; readonly id: string; readonly message: unknown }
  | { readonly do: "call"; readonly id: string; readonly message: unknown; readonly from: string; readonly ref: number }
  | { readonly do: "answer"; readonly to: string; readonly ref: number; readonly reply?: unknown; readonly error?: string | undefined }
  | PushErrand;

type Kind = (value: unknown) => boolean;
const text: Kind = (value) => typeof value === "string";
const number: Kind = (value) => typeof value === "number";
const record: Kind = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const anything: Kind = () => true;
const maybe =
  (kind: Kind): Kind =>
  (value) =>
    value === undefined || kind(value);
const where: Kind = (value) => {
  if (!record(value)) return false;
  const { session, params, topic, id } = value as Readonly<Record<string, unknown>>;
  return maybe(record)(session) && maybe(record)(params) && maybe(text)(topic) && maybe(text)(id);
};

const members: { readonly [D in Errand["do"]]: { readonly [name: string]: Kind } } = {
  send: { id: text, message: anything },
  call: { id: text, message: anything, from: text, ref: number },
  answer: { to: text, ref: number, reply: anything, error: maybe(text) },
  push: { view: text, state: maybe(record), handler: maybe(text), payload: maybe(record), event: maybe(text), where: maybe(where) },
};

/** The errand in a message of another process; nothing where it is none. */
export function errandIn(message: unknown): Errand | undefined {
  if (!record(message)) return undefined;
  const given = message as Readonly<Record<string, unknown>>;
  const kinds = Object.hasOwn(members, String(given["do"])) ? members[given["do"] as Errand["do"]] : undefined;
  const isOne = kinds !== undefined && Object.entries(kinds).every(([name, kind]) => kind(given[name]));
  return isOne ? (message as Errand) : undefined;
}
