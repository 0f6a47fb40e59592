/**
 * What is measured: one interaction a line, with the limit of the protocol's design and LiveView 1.2.10's figures for
 * the same work (payload of its diff; with its envelope, a whole frame). Ours is always the whole frame.
 */
import type { View } from "livec/server";
import { Chat, Counter, Dashboard, Form, Likes, Modal, Table, Todos } from "./views.ts";

export interface Step {
  readonly name: string;
  readonly event: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** The component it is aimed at. */
  readonly component?: number;
  /** Bytes of our frame; a function adds the bytes of the values that must travel. */
  readonly limit: number;
  readonly liveview?: { readonly diff: number; readonly frame: number };
  /** Events before the one measured, not counted. */
  readonly before?: readonly string[];
}

export interface Scenario {
  readonly name: string;
  readonly view: View<never>;
  readonly steps: readonly Step[];
}

/** Bytes of values as they must travel: JSON, joined by commas. */
const bytesOf = (...values: readonly unknown[]): number => JSON.stringify(values).length - 2;
const liveview = (diff: number, frame = diff + 84): { diff: number; frame: number } => ({ diff, frame });
const table = (name: string, event: string, limit: number, figures: Step["liveview"], payload?: Step["payload"]): Step => ({
  name,
  event,
  limit,
  before: ["reset"],
  ...(figures === undefined ? {} : { liveview: figures }),
  ...(payload === undefined ? {} : { payload }),
});

export const scenarios: readonly Scenario[] = [
  {
    name: "counter",
    view: Counter,
    steps: [
      { name: "+1", event: "inc", limit: 14, liveview: liveview(9) },
      { name: "assign set, output equal", event: "rewrite", limit: 8, liveview: liveview(21) },
    ],
  },
  {
    name: "modal",
    view: Modal,
    steps: [
      {
        name: "open for the 2nd time",
        event: "open",
        before: ["open", "close"],
        limit: bytesOf("Delete article", "This cannot be undone.") + 22,
        liveview: liveview(335),
      },
    ],
  },
  {
    name: "table of 1,000",
    view: Table,
    steps: [
      table("update one cell", "updateCell", 30, liveview(40)),
      table("prepend one row", "prepend", bytesOf(null, 1001, 1001, "Item 1001", 1001) + 20, liveview(9904)),
      table("append one row", "append", bytesOf(null, 1001, 1001, "Item 1001", 1001) + 25, liveview(114)),
      table("remove the first row", "remove", 16, liveview(9804), { id: "1" }),
      table("remove a middle row", "remove", 22, liveview(5022), { id: "501" }),
      table("swap rows 2 and 999", "swap", 32, liveview(49)),
      { ...table("select a row", "select", 45, liveview(14_919), { id: "701" }), before: ["reset", "select 301"] },
      table("sort (random permutation)", "sort", 4000, liveview(9773)),
    ],
  },
  {
    name: "form of 5 fields",
    view: Form,
    steps: [
      { name: "1st key, an error appears", event: "validate", payload: { name: "J" }, limit: 141, liveview: liveview(141) },
      {
        name: "next key, the same error",
        event: "validate",
        payload: { name: "Jo" },
        before: ['validate {"name":"J"}'],
        limit: 8,
        liveview: liveview(27),
      },
      { name: "valid", event: "validate", payload: { name: "Joe" }, before: ['validate {"name":"Jo"}'], limit: 63, liveview: liveview(63) },
    ],
  },
  {
    name: "todo list of 50",
    view: Todos,
    steps: [
      { name: "toggle one", event: "toggle", payload: { id: "25" }, limit: 45 },
      { name: "show done only", event: "filter", payload: { name: "done" }, limit: 200 },
    ],
  },
  {
    name: "dashboard of 50 cards",
    view: Dashboard,
    steps: [{ name: "5 values change", event: "tick", limit: 145, liveview: liveview(145) }],
  },
  {
    name: "chat",
    view: Chat,
    steps: [
      { name: "a message", event: "say", limit: bytesOf("Bob", "Hello") + 25 },
      { name: "its text grows", event: "stream", limit: 40 },
    ],
  },
  {
    name: "1,000 components",
    view: Likes,
    steps: [
      { name: "the state of one changes", event: "like", component: 501, limit: 20 },
      { name: "a prop of one changes", event: "rename", limit: bytesOf("new!") + 20 },
    ],
  },
];

/** Limits of what is not one event: the join of the 1,000-row table after its first render, and a click's own frame. */
export const JOIN_LIMIT = 40;
export const CLICK_LIMIT = 16;
/** LiveView's figures for the two. */
export const JOIN_LIVEVIEW: { readonly diff: number; readonly frame: number } = { diff: 92_893, frame: 92_977 };
export const CLICK_LIVEVIEW = 95;
