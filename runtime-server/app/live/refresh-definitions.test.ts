import { describe, expect, it } from "vitest";
import { block, component, hot, type Template, template, text } from "../../template.ts";
import { defineView, type View } from "../../view/define.ts";
import { defineComponent } from "../../view/define-component.ts";
import { settle, type TestApp, type TestSocket, testApp, Visitor } from "../visitor.testing.ts";

let names = 0;
const uniqueName = (): string => `/app/view-${++names}.ts#default`;

const counter: Template<{ count: number }> = template<{ count: number }, object>({
  name: "counter.live.html",
  reads: ["count"],
  blocks: [block("counter", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, assigns) {
    if (r.stale(0)) r.text(0, assigns.count);
  },
});

/** What a module that defines a view gives each time it is evaluated. */
const step =
  (name: string) =>
  (by: number, shown = counter): View<{ count: number }> =>
    hot(
      name,
      defineView({
        template: shown,
        mount: () => ({ count: 3 }),
        events: { inc: (socket) => socket.update("count", (count) => count + by) },
      }),
    );

async function visit(view: View<never>): Promise<TestApp & { socket: TestSocket; visitor: Visitor }> {
  const made = testApp();
  made.app.live("/", view);
  const visitor = new Visitor(made.server);
  const page = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(page);
  return { ...made, socket, visitor };
}

describe("a view whose module is evaluated again", () => {
  it("has its new handlers, and the state it had", async () => {
    const evaluate = step(uniqueName());
    const { app, socket } = await visit(evaluate(1));
    socket.send(1, 2, "inc");
    await settle();
    expect(socket.last).toBe("[1,2,[0,4]]");
    expect(app.refresh(evaluate(10))).toEqual({ reload: false, remounted: 0, errors: [] });
    socket.send(1, 3, "inc");
    await settle();
    expect(socket.last).toBe("[1,3,[0,14]]");
    expect(app.stats().mounts).toBe(1);
  });

  it("is the same object, so that what imported it before and what imports it now mean the same", () => {
    const evaluate = step(uniqueName());
    const first = evaluate(1);
    expect(evaluate(2)).toBe(first);
  });

  it("is mounted anew where its mount reads differently: its page is told to join again", async () => {
    const name = uniqueName();
    const evaluate = step(name);
    const { app, socket, visitor } = await visit(evaluate(1));
    const other = hot(name, defineView({ template: counter, mount: () => ({ count: 100 }), events: {} }));
    expect(app.refresh(other)).toEqual({ reload: false, remounted: 1, errors: [] });
    expect(socket.last).toBe('[1,0,0,{"x":"error"}]');
    expect((await visitor.load("/")).html).toContain("<p>100</p>");
    expect(app.refresh(evaluate(1)).remounted).toBe(1);
  });

  it("is mounted anew with another template", async () => {
    const evaluate = step(uniqueName());
    const { app, visitor } = await visit(evaluate(1));
    const bold = template<{ count: number }, object>({
      name: "bold.live.html",
      reads: ["count"],
      blocks: [block("bold", ["<b>", "</b>"], [text([0])])],
      components: () => [],
      render(r, assigns) {
        if (r.stale(0)) r.text(0, assigns.count);
      },
    });
    expect(app.refresh(evaluate(1, bold)).remounted).toBe(1);
    expect((await visitor.load("/")).html).toContain("<b>3</b>");
  });
});

describe("a component whose module is evaluated again", () => {
  const star = (name: string) => (by: number, mount: () => { count: number }) =>
    hot(
      name,
      defineComponent({
        template: counter,
        mount,
        events: { inc: (socket) => socket.assign({ count: Number(socket.assigns["count"]) + by }) },
      }),
    );
  const around = (shown: ReturnType<ReturnType<typeof star>>): View<object> => {
    const page = template<object, object>({
      name: "page.live.html",
      reads: [],
      blocks: [block("page", ["<main>", "</main>"], [component([])])],
      components: () => [shown],
      render(r) {
        if (r.stale(0)) r.component(0, shown, { id: "a", count: 0 });
      },
    });
    return defineView({ template: page, mount: () => ({}) });
  };
  const none = (): { count: number } => ({ count: 0 });

  it("has its new handlers, and the state it had", async () => {
    const evaluate = star(uniqueName());
    const { app, socket } = await visit(around(evaluate(1, none)));
    socket.send(1, 2, "inc", {}, 1);
    await settle();
    expect(socket.last).toBe("[1,2,[-1,[0,1]]]");
    expect(app.refresh(evaluate(5, none))).toEqual({ reload: false, remounted: 0, errors: [] });
    socket.send(1, 3, "inc", {}, 1);
    await settle();
    expect(socket.last).toBe("[1,3,[-1,[0,6]]]");
  });

  it("has the views that show it mounted anew where its mount reads differently", async () => {
    const evaluate = star(uniqueName());
    const { app, visitor } = await visit(around(evaluate(1, none)));
    expect(app.refresh(evaluate(1, () => ({ count: 7 }))).remounted).toBe(1);
    expect((await visitor.load("/")).html).toContain("<p>7</p>");
  });
});

it("anything but a view or a component passes through", () => {
  const helper = (): number => 1;
  expect(hot("helper", helper)).toBe(helper);
});
