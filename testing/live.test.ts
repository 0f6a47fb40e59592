import { createApp, defineView } from "livec/server";
import { expect, expectTypeOf, test } from "vitest";
import { loadTemplate } from "../test/load-template.ts";
import { type EventName, type EventsOf, followRedirect, get, live, liveIsolated } from "./index.ts";

interface Thermo {
  readonly degrees: number;
  readonly deg: string;
  readonly message: string;
}

const Thermostat = defineView({
  template: loadTemplate<
    Thermo,
    { inc: object; set: { to?: string }; validate: { deg?: string }; save: { deg?: string; secret?: string } }
  >(`
    <script lang="ts">export interface Assigns { degrees: number; deg: string; message: string }</script>
    <h1>The temperature is: {degrees}℉</h1>
    <button id="inc" live-click="inc">Increment</button>
    <button id="set" live-click="set" live-value-to="50">Set</button>
    <button id="off" live-click="inc" disabled>Off</button>
    <p id="dead">{message}</p>
    <a id="plain" href="/elsewhere">Elsewhere</a>
    <input id="key" live-keydown="key" live-key="ArrowUp">
    <form id="term" live-change="validate" live-submit="save">
      <input type="hidden" name="secret" value="s">
      <input name="deg" value={deg}>
      <select name="unit"><option value="f">F</option><option value="c">C</option></select>
      <label><input type="checkbox" name="fan" value="on"> Fan</label>
    </form>`),
  mount: (_socket, params) => ({ degrees: Number(params["start"] ?? 30), deg: "", message: "" }),
  events: {
    inc: (socket) => socket.update("degrees", (degrees) => degrees + 1),
    set: (socket, { to }) => socket.assign({ degrees: Number(to) }),
    key: (socket, payload) => socket.assign({ message: `key ${JSON.stringify(payload)}` }),
    validate: (socket, payload) => socket.assign({ message: `validate ${JSON.stringify(payload)}` }),
    save: (socket, payload) => socket.assign({ message: `save ${JSON.stringify(payload)}` }),
    leave: (socket) => void socket.redirect({ to: "/elsewhere" }),
    fails() {
      throw new RangeError("too hot");
    },
    async slow(socket) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.assign({ degrees: 99 });
    },
    later: (socket) => void socket.sendAfter("tick", 1_000),
    push: (socket) => socket.pushEvent("scores", { points: 100, user: "josé" }),
    charge: () => ({ reply: { result: "ok", id: 7 } }),
  },
  handleInfo: (socket) => socket.update("degrees", (degrees) => degrees + 10),
});

const thermostat = () => liveIsolated(Thermostat, { path: "/?start=30" });

test("the disconnected page, then its view", async () => {
  const app = createApp({ secret: "a secret of thirty-two bytes, at least" });
  app.live("/thermo", Thermostat);
  const page = await get(app, "/thermo");
  expect(page.status).toBe(200);
  expect(page.html).toContain("<h1>The temperature is: 30℉</h1>");
  const { view, html } = await live(page, Thermostat);
  expect(html).toContain("<h1>The temperature is: 30℉</h1>");
  expect([view.module, view.app, view.state.degrees]).toEqual([Thermostat, app, 30]);
});

test("a click, with what its element gives and more", async () => {
  const { view } = await thermostat();
  expect(await view.element("button", "Increment").click()).toContain("is: 31℉");
  expect(await view.element("#set").click()).toContain("is: 50℉");
  expect(await view.element("#set").click({ to: "70" })).toContain("is: 70℉");
  expect(await view.click("button", /^Inc/)).toContain("is: 71℉");
});

test("an event by name, a message, a key", async () => {
  const { view } = await thermostat();
  expect(await view.event("inc")).toContain("is: 31℉");
  expect(await view.event("set", { to: "35" })).toContain("is: 35℉");
  expect(await view.send("hotter")).toContain("is: 45℉");
  expect(await view.element("#key").keydown()).toContain('key {"value":"","key":"ArrowUp"}');
  expect(await view.element("#key").keydown({ key: "ArrowDown" })).not.toContain("ArrowDown");
});

test("a form is filled in by a person, hidden fields by a program", async () => {
  const { view } = await thermostat();
  const form = view.form("#term", { deg: "123", unit: "c", fan: true });
  expect(await form.change()).toContain('validate {"secret":"s","deg":"123","unit":"c","fan":"on","_target":["fan"]}');
  expect(await form.submit({ secret: "x", more: "y" })).toContain('save {"secret":"x","deg":"123","unit":"c","fan":"on","more":"y"}');
  expect(await view.element("#term").change({ _target: ["deg"], deg: "7" })).toContain('"deg":"7","unit":"c","fan":"on","_target":["deg"]');
});

test.each([
  ["a disabled button", (view) => view.click("#off"), '<button id="off" live-click="inc" disabled=""> cannot be clicked: it is disabled.'],
  [
    "what nothing listens to",
    (view) => view.click("#dead"),
    '<p id="dead"> cannot be clicked: neither it nor anything around it has live-click.',
  ],
  ["what is not there", (view) => view.click("#inx"), 'No element matches "#inx". Did you mean "inc"?'],
  [
    "another text",
    (view) => view.click("#inc", "Decrement"),
    'No element matches "#inc" with the text "Decrement". Without the text there are <button id="inc" live-click="inc">.',
  ],
  [
    "more than one",
    (view) => view.click("button"),
    '3 elements match "button", where one was expected: <button id="inc" live-click="inc">, <button id="set" live-click="set" live-value-to="50">, <button id="off" live-click="inc" disabled="">.',
  ],
  [
    "a hidden field",
    (view) => view.submit("#term", { secret: "x" }),
    '<input type="hidden" name="secret" value="s"> cannot be filled in: it is a hidden field, which a person cannot change; give its value to submit() or change().',
  ],
  [
    "a field that is not there",
    (view) => view.submit("#term", { degg: "x" }),
    '<form id="term" live-change="validate" live-submit="save"> has no field "degg": its fields are secret, deg, unit, fan.',
  ],
  [
    "an option that is not there",
    (view) => view.change("#term", { unit: "k" }),
    '<select name="unit"> offers no "k" for "unit": there is "f", "c".',
  ],
] as readonly (readonly [string, (view: Awaited<ReturnType<typeof thermostat>>["view"]) => Promise<unknown>, string])[])(
  "refused: %s",
  async (_name, act, message) => {
    const { view } = await thermostat();
    await expect(act(view)).rejects.toThrow(message);
    expect(view.state.degrees).toBe(30);
  },
);

test("handlers are waited for, and their errors are thrown", async () => {
  const { view } = await thermostat();
  expect(await view.hook("slow")).toContain("is: 99℉");
  await expect(view.hook("fails")).rejects.toThrow(new RangeError("too hot"));
  expect(await view.render()).toContain("is: 30℉");
});

test("virtual time", async () => {
  const { view } = await thermostat();
  await view.hook("later");
  expect(await view.advance(999)).toContain("is: 30℉");
  expect(await view.advance(1)).toContain("is: 40℉");
});

test("redirects are values", async () => {
  const app = createApp({ secret: "a secret of thirty-two bytes, at least" });
  app.live("/", Thermostat);
  app.live(
    "/away",
    defineView({ template: loadTemplate<object>("<p>away</p>"), mount: (socket) => socket.redirect({ to: "/elsewhere" }) as never }),
  );
  app.get("/elsewhere", (conn) => conn.html("<p>elsewhere</p>"));
  expect(await live(app, "/away")).toEqual({ redirect: { to: "/elsewhere" } });
  const { view } = await live(app, "/", Thermostat);
  const outcome = await view.hook("leave");
  expect(outcome).toEqual({ redirect: { to: "/elsewhere" } });
  expect(view.assertRedirected("/elsewhere")).toEqual({});
  expect((await followRedirect(outcome, view, "/elsewhere")).html).toBe("<p>elsewhere</p>");
  const other = await live(app, "/");
  expect(await other.view.click("#plain")).toEqual({ redirect: { to: "/elsewhere" } });
});

test("pushed events and replies", async () => {
  const { view } = await thermostat();
  await view.hook("push");
  expect(await view.assertPushEvent("scores", { points: 100 })).toEqual({ points: 100, user: "josé" });
  await expect(view.assertPushEvent("scores")).rejects.toThrow("pushed no event scores within 100 ms");
  await view.hook("charge", { amount: 100 });
  expect(await view.assertReply({ result: "ok" })).toEqual({ result: "ok", id: 7 });
});

test("what an action takes", async () => {
  const { view } = await thermostat();
  const { bytesUp, bytesDown, expressions } = await view.performance({ maxBytes: 40, maxEvaluated: 1 }, () => view.click("#inc"));
  expect([bytesUp, bytesDown, expressions]).toEqual([13, 12, 1]);
  await expect(view.performance({ maxEvaluated: 0 }, () => view.click("#inc"))).rejects.toThrow(
    "It took too much: 1 expressions, 0 are allowed.",
  );
});

test("ten views in parallel", async () => {
  const views = await Promise.all(Array.from({ length: 10 }, thermostat));
  const shown = await Promise.all(views.map(({ view }, index) => view.event("set", { to: String(index) })));
  expect(shown.map((html) => /is: (\d+)/.exec(html)?.[1])).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
}, 20_000);

test("the events of a view are known by name and payload", () => {
  expectTypeOf<EventName<EventsOf<typeof Thermostat>>>().toEqualTypeOf<"inc" | "set" | "validate" | "save">();
  expectTypeOf<EventsOf<typeof Thermostat>["set"]>().toEqualTypeOf<{ to?: string }>();
});
