/**
 * `npm run bench:wire`: every interaction of the wire's table, with the limit of the protocol's design. In brackets the
 * whole frame of LiveView 1.2.10 for the same work: the payload of its diff with its envelope.
 */
import { type Budget, type Scenario, type ScenarioPage, scenario } from "livec/bench";
import { Chat, Counter, Dashboard, Feed, Form, Likes, Modal, Table, Todos } from "./views.ts";

/** Bytes of values as they must travel: JSON, joined by commas. */
const bytesOf = (...values: readonly unknown[]): number => JSON.stringify(values).length - 2;
/** Bytes of LiveView's frame around a diff. */
const ENVELOPE = 84;
const beside = (name: string, diff: number): string => `${name} (LiveView ${(diff + ENVELOPE).toLocaleString("en")})`;

const counter: Scenario = scenario("counter", Counter, async (page) => {
  await page.step(beside("+1", 9), () => page.event("inc"), { maxBytes: 14 });
  await page.step("click, client → server (LiveView 95)", () => page.event("inc"), { maxBytesUp: 16 });
  await page.step(beside("assign set, output equal", 21), () => page.hook("rewrite"), { maxBytes: 8 });
});

const modal: Scenario = scenario("modal", Modal, async (page) => {
  await page.event("open");
  await page.event("close");
  const limit = bytesOf("Delete article", "This cannot be undone.") + 22;
  await page.step(beside("open for the 2nd time", 335), () => page.event("open"), { maxBytes: limit });
});

const table: Scenario = scenario(
  "table of 1,000",
  Table,
  async (page) => {
    const row = bytesOf(null, 1001, 1001, "Item 1001", 1001);
    await fresh(page, beside("update one cell", 40), () => page.hook("updateCell"), { maxBytes: 30 });
    await fresh(page, beside("prepend one row", 9904), () => page.hook("prepend"), { maxBytes: row + 20 });
    await fresh(page, beside("append one row", 114), () => page.hook("append"), { maxBytes: row + 25 });
    await fresh(page, beside("remove the first row", 9804), () => page.event("remove", { id: "1" }), { maxBytes: 16 });
    await fresh(page, beside("remove a middle row", 5022), () => page.event("remove", { id: "501" }), { maxBytes: 22 });
    await fresh(page, beside("swap rows 2 and 999", 49), () => page.hook("swap"), { maxBytes: 32 });
    await page.hook("reset");
    await page.event("select", { id: "301" });
    await page.step(beside("select a row", 14_919), () => page.event("select", { id: "701" }), { maxBytes: 45 });
    await fresh(page, beside("sort (random permutation)", 9773), () => page.hook("sort"), { maxBytes: 4000 });
  },
  // LiveView's join of the same page, which was rendered before, is a frame of 92,977 bytes.
  { budget: { maxJoin: 40 } },
);

/** A step after the rows are what they were at first. */
async function fresh(page: ScenarioPage<typeof Table>, name: string, action: () => unknown, budget: Budget): Promise<void> {
  await page.hook("reset");
  await page.step(name, action, budget);
}

const form: Scenario = scenario("form of 5 fields", Form, async (page) => {
  await page.step(beside("1st key, an error appears", 141), () => page.event("validate", { name: "J" }), { maxBytes: 141 });
  await page.step(beside("next key, the same error", 27), () => page.event("validate", { name: "Jo" }), { maxBytes: 8 });
  await page.step(beside("valid", 63), () => page.event("validate", { name: "Joe" }), { maxBytes: 63 });
});

const todos: Scenario = scenario("todo list of 50", Todos, async (page) => {
  await page.step("toggle one", () => page.event("toggle", { id: "25" }), { maxBytes: 45 });
  await page.step("show done only", () => page.event("filter", { name: "done" }), { maxBytes: 200 });
});

const dashboard: Scenario = scenario("dashboard of 50 cards", Dashboard, async (page) => {
  await page.step(beside("5 values change", 145), () => page.event("tick"), { maxBytes: 145 });
});

const chat: Scenario = scenario("chat", Chat, async (page) => {
  await page.step("a message", () => page.event("say"), { maxBytes: bytesOf("Bob", "Hello") + 25 });
  await page.step("its text grows", () => page.event("stream"), { maxBytes: 40 });
});

const feed: Scenario = scenario("stream", Feed, async (page) => {
  await page.step("a row is inserted", () => page.event("insert"), { maxBytes: bytesOf("Bob", "Hello") + 24 });
  await page.step("a row is deleted", () => page.event("delete"), { maxBytes: 24 });
});

const likes: Scenario = scenario("1,000 components", Likes, async (page) => {
  await page.step("the state of one changes", () => page.click("li:nth-child(501) button"), { maxBytes: 20 });
  await page.step("a prop of one changes", () => page.event("rename"), { maxBytes: bytesOf("new!") + 20 });
});

export default [counter, modal, table, form, todos, dashboard, chat, feed, likes];
