import { describe, expect, it } from "vitest";
import { checkExternal, checkPath } from "./redirect.ts";
import { type SocketOwner, ViewSocket } from "./socket.ts";

const owner: SocketOwner = {
  id: "1",
  name: "todo",
  uri: "http://test.local/",
  path: "/",
  session: {},
  connected: true,
  connectParams: null,
  connectInfo: null,
  features: {
    timers: { add: () => () => {} },
    clientEvents: { push() {} },
    messages: { subscribe() {}, unsubscribe() {}, broadcast() {} },
    components: { update() {} },
    pace: { frame: async () => {} },
    async: { assign: () => ({}), run() {}, cancel() {}, release() {} },
    navigation: { push() {} },
    hooks: { attach() {}, detach() {} },
  },
  handleAsync: undefined,
  routed: true,
  liveAction: null,
  shared: () => undefined,
  useLayout() {},
  carry() {},
  limits: { streamChanges: 9 },
  send() {},
  leave() {},
  flush() {},
};
function socket(): ViewSocket {
  const made = new ViewSocket(owner, { paths: [["note"]] });
  made.begin({
    todos: [
      { id: 1, done: false },
      { id: 2, done: false },
    ],
    filter: "all",
    user: { name: "Ada" },
  });
  return made;
}

class Person {
  name = "Ada";
  home = { city: "Rome" };
  get greeting(): string {
    return `Hello ${this.name}`;
  }
}

describe("a draft with what it cannot copy", () => {
  const made = (): { view: ViewSocket; update: (fn: (draft: { when: Date; person: Person; seen: Map<string, Date> }) => void) => void } => {
    const view = socket();
    view.begin({ when: new Date(7), person: new Person(), seen: new Map([["first", new Date(8)]]), payload: Object.create(null) });
    return { view, update: (fn) => view.update(fn) };
  };

  it("lets a Date and an instance be read and replaced", () => {
    const { view, update } = made();
    update((draft) => {
      expect(draft.when.getTime()).toBe(7);
      expect(draft.person.greeting).toBe("Hello Ada");
      draft.when = new Date(draft.when.getTime() + 1);
      draft.person = Object.assign(new Person(), draft.person, { name: "Bob" });
      draft.seen.set("last", new Date(9));
    });
    expect(view.assigns).toMatchObject({ when: new Date(8), person: { name: "Bob" } });
    expect((view.assigns["seen"] as Map<string, Date>).size).toBe(2);
  });

  it("refuses a change in place, and says where", () => {
    const { update } = made();
    const refusal = (fn: Parameters<typeof update>[0]) => expect(() => update(fn));
    refusal((draft) => draft.when.setTime(1)).toThrow("socket.update: draft.when was changed in place");
    refusal((draft) => draft.seen.get("first")?.setTime(1)).toThrow("socket.update: draft.seen.first was changed in place");
    refusal((draft) => {
      draft.person.name = "Bob";
    }).toThrow("socket.update: draft.person.name was changed in place");
    refusal((draft) => {
      draft.person.home.city = "Oslo";
    }).toThrow("draft.person.home.city was changed in place");
  });

  it("copies an object without a prototype, as payloads are", () => {
    const { view } = made();
    const { payload } = view.assigns;
    view.update((draft: { payload: { name?: string } }) => {
      draft.payload.name = "Ada";
    });
    expect(payload).toEqual(Object.create(null));
    expect(view.assigns["payload"]).toEqual(Object.assign(Object.create(null), { name: "Ada" }));
  });
});

describe("assign and update", () => {
  it("replace the named assigns and leave the others what they were", () => {
    const view = socket();
    const { todos } = view.assigns;
    view.assign({ filter: "done" });
    view.assign("user", { name: "Bob" });
    view.update("filter", (filter) => `${filter as string}!`);
    expect(view.assigns).toEqual({ todos, filter: "done!", user: { name: "Bob" } });
    expect(view.assigns["todos"]).toBe(todos);
  });

  it("take a name the template reads though mount left it out, and refuse any other, naming the near one", () => {
    const view = socket();
    view.assign({ note: "x" });
    expect(() => view.assign({ fitler: "x" })).toThrow(
      'The view todo has no assign "fitler". Did you mean "filter"? Return it from mount to add it.',
    );
    expect(() => view.assign("zzz", 1)).toThrow('no assign "zzz". Return it from mount to add it.');
    expect(() =>
      view.update((draft: { typo?: number }) => {
        draft.typo = 1;
      }),
    ).toThrow('no assign "typo"');
  });

  it("with a draft, copy only what was touched", () => {
    const view = socket();
    const before = view.assigns as { todos: { done: boolean }[]; user: object };
    view.update((draft: { todos: { done: boolean }[] }) => {
      for (const todo of draft.todos.slice(1)) todo.done = true;
    });
    const after = view.assigns as typeof before;
    expect(after.todos.map(({ done }) => done)).toEqual([false, true]);
    expect([after === before, after.todos === before.todos, after.todos[0] === before.todos[0], after.user === before.user]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(before.todos[1]?.done).toBe(false);
  });

  it("with a draft that changes nothing, change nothing", () => {
    const view = socket();
    const before = view.assigns;
    view.update(() => {});
    expect(view.assigns).toBe(before);
  });

  it("there are no assigns before mount has returned them", () => {
    expect(() => new ViewSocket(owner, { paths: [] }).assigns).toThrow("There are no assigns before mount");
  });
});

describe("redirects", () => {
  it.each(["/", "/a/b?c=d#e", "/%2F%2Fevil.example"])("stay on this site: %s", (path) => expect(checkPath(path)).toBe(path));
  it.each([
    "",
    "a",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\n/",
    "/a b",
    "/\u0000",
    "http://x/",
    "javascript:alert(1)",
    " /",
  ])("are refused as a path: %j", (path) => expect(() => checkPath(path)).toThrow("is not a path of this site"));
  it("elsewhere are http and https alone", () => {
    expect(checkExternal("https://example.org/a?b")).toBe("https://example.org/a?b");
    for (const url of ["javascript:alert(1)", " https://x", "//x", "data:text/html,x", "java\nscript:x", "https://"])
      expect(() => checkExternal(url)).toThrow("is not an absolute");
  });
});
