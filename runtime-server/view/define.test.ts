import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { template as makeTemplate, type Template } from "../template.ts";
import { defineView } from "./define.ts";
import { on } from "./schema.ts";

interface CounterAssigns {
  count: number;
  filter: "all" | "done";
  note?: string;
}
function compiled<A extends object, E extends object>(name = "counter.live.html"): Template<A, E> {
  return makeTemplate<A, E>({ name, reads: ["count", "filter", "note"], blocks: [], components: () => [], render: () => {} });
}
const counter: Template<CounterAssigns, { inc: Record<never, never>; toggle: { id?: string } }> = compiled();

describe("defineView, as TypeScript sees it", () => {
  it("infers the state from mount, keeps literal unions and widens what the template does not know", () => {
    defineView({
      template: counter,
      mount: (socket, params) => {
        expectTypeOf(params["start"]).toEqualTypeOf<string | undefined>();
        expectTypeOf(socket.connected).toBeBoolean();
        // @ts-expect-error inside mount there are no assigns yet
        socket.assigns;
        return { count: 0, filter: "all", secret: "x", nested: { n: 1 } };
      },
      events: {
        inc(socket, { by = "1" }) {
          expectTypeOf(socket.assigns.count).toBeNumber();
          expectTypeOf(socket.assigns.filter).toEqualTypeOf<"all" | "done">();
          expectTypeOf(socket.assigns.secret).toBeString();
          socket.assign({ count: socket.assigns.count + Number(by) });
          socket.assign("filter", "done");
          socket.assign({ secret: "another", nested: { n: 2 }, note: "optional" });
          socket.update("count", (count) => count + 1);
          socket.update((draft) => {
            draft.nested.n++;
          });
          // @ts-expect-error a misspelt assign
          socket.assign({ cuont: 1 });
          // @ts-expect-error not in the union
          socket.assign({ filter: "some" });
          // @ts-expect-error not a number
          socket.assign("count", "1");
        },
        toggle(_socket, { id }) {
          const known: string | undefined = id;
          expectTypeOf(known).toExtend<string | undefined>();
        },
        other: (socket) => expectTypeOf(socket.assigns.count).toBeNumber() as never,
      },
      handleInfo: (socket) => socket.assign({ count: socket.assigns.count + 1 }),
    });
  });

  it("makes a literal array writable, and leaves an array its type", () => {
    const rows: readonly { readonly id: number }[] = [];
    const kept: { id: number }[] = [];
    defineView({
      template: counter,
      mount: () => ({ count: 0, filter: "all", rows, kept, tags: ["a", "b"] }),
      events: {
        inc(socket) {
          expectTypeOf(socket.assigns.rows).toEqualTypeOf<readonly { readonly id: number }[]>();
          expectTypeOf(socket.assigns.kept).toEqualTypeOf<{ id: number }[]>();
          expectTypeOf(socket.assigns.tags).toEqualTypeOf<string[]>();
          socket.assign({ rows, tags: ["c"] });
        },
        toggle() {},
      },
    });
  });

  it("takes an asynchronous mount and one that redirects", () => {
    defineView({
      template: counter,
      async mount(socket, params) {
        if (params["go"] !== undefined) return socket.redirect({ to: "/login" });
        return { count: 0, filter: "all" };
      },
      events: {
        inc: (socket) => expectTypeOf(socket.assigns.count).toBeNumber() as never,
        toggle: async () => ({ reply: { ok: true } }),
      },
    });
  });

  it("rejects a template event without a handler, and a mount that forgets or mistypes an assign", () => {
    // @ts-expect-error toggle has no handler
    defineView({ template: counter, mount: () => ({ count: 0, filter: "all" }), events: { inc() {} } });
    // @ts-expect-error no handlers at all
    defineView({ template: counter, mount: () => ({ count: 0, filter: "all" }) });
    // @ts-expect-error filter is missing
    defineView({ template: counter, mount: () => ({ count: 0 }), events: { inc() {}, toggle() {} } });
    // @ts-expect-error count is no string
    defineView({ template: counter, mount: () => ({ count: "0", filter: "all" }), events: { inc() {}, toggle() {} } });
  });

  it("types temporary assigns: defaults by name, or names of arrays", () => {
    const view = {
      template: counter,
      mount: () => ({ count: 0, filter: "all" as const, lines: ["a"] }),
      events: { inc() {}, toggle() {} },
    };
    expect([...defineView({ ...view, temporaryAssigns: ["lines"] }).temporaryAssigns]).toEqual([["lines", []]]);
    expect([...defineView({ ...view, temporaryAssigns: { lines: [], filter: "all" } }).temporaryAssigns]).toEqual([
      ["lines", []],
      ["filter", "all"],
    ]);
    // @ts-expect-error count is no array
    defineView({ ...view, temporaryAssigns: ["count"] });
    // @ts-expect-error there is no such assign
    defineView({ ...view, temporaryAssigns: { line: [] } });
    // @ts-expect-error lines are strings
    defineView({ ...view, temporaryAssigns: { lines: [1] } });
  });

  it("types a checked payload and the socket of on()", () => {
    defineView({
      template: counter,
      mount: () => ({ count: 0, filter: "all" }),
      events: {
        inc: on(z.object({ by: z.coerce.number() }), (socket, { by }) => {
          expectTypeOf(by).toBeNumber();
          expectTypeOf(socket.assigns.count).toBeNumber();
          socket.assign({ count: by });
        }),
        toggle() {},
      },
    });
  });
});

describe("defineView, at run time", () => {
  const mount = () => ({ count: 0 });
  const plain = compiled<{ count: number }, Record<never, never>>();
  const define = (view: object) => () => defineView(view as Parameters<typeof defineView>[0]);

  it("names an unknown option and the one that was meant", () => {
    expect(define({ template: plain, mount, handelInfo() {} })).toThrow(
      'defineView: unknown option "handelInfo" in the view of counter.live.html. Did you mean "handleInfo"?',
    );
    expect(define({ template: plain, mount, zzz: 1 })).toThrow("The options are template, mount,");
  });

  it("wants temporary assigns as an object or as names", () => {
    expect(define({ template: plain, mount, temporaryAssigns: "count" })).toThrow(
      'defineView: temporaryAssigns must be an object of defaults, { messages: [] }, or an array of names, ["messages"] in the view of counter.live.html.',
    );
    expect(define({ template: plain, mount, temporaryAssigns: [1] })).toThrow("temporaryAssigns must be an object of defaults");
  });

  it("wants a compiled template, a mount and functions", () => {
    expect(define({ mount })).toThrow("template is not a compiled template");
    expect(define({ template: "counter.live.html", mount })).toThrow("template is not a compiled template");
    expect(define({ template: plain })).toThrow("mount must be a function");
    expect(define({ template: plain, mount, events: { inc: "inc" } })).toThrow("events.inc must be a function");
  });

  it("refuses a container that could not be written or would run", () => {
    expect(define({ template: plain, mount, container: { tag: "a b" } })).toThrow("is not an element's name");
    expect(define({ template: plain, mount, container: { onclick: "x()" } })).toThrow("container.onclick");
    expect(define({ template: plain, mount, container: { "data-live": "x" } })).toThrow("container.data-live");
  });

  it("keeps only own events as the allow-list", () => {
    const view = defineView({ template: compiled<{ count: number }, { inc: object }>(), mount, events: { inc() {} } });
    expect([...view.events.keys()]).toEqual(["inc"]);
    expect(view.events.get("toString")).toBeUndefined();
  });
});
