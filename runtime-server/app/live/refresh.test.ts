import { describe, expect, it } from "vitest";
import { block, branch, type Template, template, text } from "../../template.ts";
import { defineView } from "../../view/define.ts";
import { settle, type TestApp, type TestSocket, testApp, Visitor } from "../visitor.testing.ts";

let names = 0;

interface Versions {
  /** Evaluates the module of a template with this tag and text once more. */
  evaluate(tag: string, before?: string): Template<{ count: number }>;
}

/** A template as its module makes it in development: each evaluation gives `hot` the same name. */
function versions(): Versions {
  const hot = `/app/counter-${++names}.live.html`;
  return {
    evaluate: (tag, before = "") =>
      template<{ count: number }, object>({
        name: "counter.live.html",
        hot,
        reads: ["count"],
        blocks: [block(`counter-${tag}`, [`<${tag}>`, `</${tag}>`], [text([0], [before, ""])])],
        components: () => [],
        render(r, assigns) {
          if (r.stale(0)) r.text(0, assigns.count);
        },
      }),
  };
}

const frame = (inner: Template<{ count: number }>): Template<{ count: number }> =>
  template<{ count: number }, object>({
    name: "frame.live.html",
    reads: ["count"],
    blocks: [block("frame", ["<main>", "</main>"], [branch([0])])],
    components: () => [inner],
    render(r, { count }) {
      if (r.stale(0)) r.component(0, inner, { count });
    },
  });

async function visit(
  shown: Template<{ count: number }>,
  more: Parameters<typeof testApp>[0] = {},
): Promise<TestApp & { socket: TestSocket; visitor: Visitor }> {
  const made = testApp(more);
  made.app.live(
    "/",
    defineView({
      template: shown,
      mount: () => ({ count: 3 }),
      events: { inc: (socket) => socket.update("count", (count) => count + 1) },
    }),
  );
  const visitor = new Visitor(made.server);
  const page = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(page);
  return { ...made, socket, visitor };
}

describe("app.refresh", () => {
  it("shows the new template with the state there is: the blocks that differ, and all values", async () => {
    const { evaluate } = versions();
    const { app, socket } = await visit(evaluate("p"));
    socket.send(1, 2, "inc");
    await settle();
    expect(app.refresh(evaluate("b", "Count: "))).toEqual({ reload: false, remounted: 0, errors: [] });
    expect(socket.last).toBe('[1,0,[[0,4]],{"b":[[0,["<b><!--$--></b>",[[0,"Count: ",""]]]]]}]');
    expect(app.stats()).toMatchObject({ mounts: 1, views: { running: 1 } });
  });

  it("goes on with patches of the new template", async () => {
    const { evaluate } = versions();
    const { app, socket } = await visit(evaluate("p"));
    app.refresh(evaluate("b"));
    socket.send(1, 2, "inc");
    await settle();
    expect(socket.last).toBe("[1,2,[0,4]]");
  });

  it("keeps the blocks around a component that is replaced", async () => {
    const { evaluate } = versions();
    const { app, socket } = await visit(frame(evaluate("p")));
    app.refresh(evaluate("b"));
    expect(socket.last).toBe('[1,0,[[0,[1,3]]],{"b":[[1,["<b><!--$--></b>",[[0]]]]]}]');
  });

  it("serves pages and statics of the new template", async () => {
    const { evaluate } = versions();
    const { app, visitor, server } = await visit(evaluate("p"));
    app.refresh(evaluate("b"));
    const page = await visitor.load("/");
    expect(page.html).toContain("<b>3</b>");
    expect((await server.get(`/live/s/${page.statics}.json`)).body).toBe('[["<b><!--$--></b>",[[0]]]]');
  });

  it("leaves a page that was loaded before and joins after to fetch the new statics", async () => {
    const { evaluate } = versions();
    const { app, visitor } = await visit(evaluate("p"));
    const page = await visitor.load("/");
    app.refresh(evaluate("b"));
    const socket = visitor.connect();
    await socket.join(page);
    const { statics } = await visitor.load("/");
    expect(statics).not.toBe(page.statics);
    expect(socket.frames.at(-1)?.[3]).toMatchObject({ s: `/live/s/${statics}.json` });
  });

  it("reports what the template throws; the view shows what it showed, and shows the next one", async () => {
    const { evaluate } = versions();
    const { app, socket } = await visit(evaluate("p"));
    const before = socket.last;
    const broken = evaluate("b");
    Object.assign(broken, {
      render() {
        throw new Error("no such thing");
      },
    });
    expect(app.refresh(broken).errors).toEqual([new Error("no such thing")]);
    expect(socket.last).toBe(before);
    expect(app.stats().views.running).toBe(1);
    app.refresh(evaluate("i"));
    expect(socket.last).toContain("<i>");
  });

  it("says when pages must be loaded again: the template is in a layout, or in no live view", async () => {
    const layout = versions();
    const { app } = await visit(versions().evaluate("p"), { layout: layout.evaluate("html") });
    expect(app.refresh(layout.evaluate("html")).reload).toBe(true);
    expect(app.refresh(versions().evaluate("p")).reload).toBe(true);
  });
});
