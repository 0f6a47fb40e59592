import { expect, it } from "vitest";
import { settle, testApp, Visitor } from "../app/visitor.testing.ts";
import { block, template, text } from "../template.ts";
import { defineView } from "./define.ts";
import { StateWatch } from "./state-watch.ts";

function watch(reads: readonly string[]): { look(assigns: object): void; warnings: string[] } {
  const page = template<object, object>({
    name: "page.live.html",
    reads,
    blocks: [block("x", [""], [])],
    components: () => [],
    render: () => {},
  });
  const warnings: string[] = [];
  const made = new StateWatch(page as never, (warning) => warnings.push(warning.replace(/ was changed.*/, "")));
  return { look: (assigns) => made.look(assigns as never), warnings };
}

it("tells the path of each value that was changed in place, once", () => {
  const { look, warnings } = watch(["todos", "when", "users", "tags"]);
  const state = {
    todos: [{ id: 1, done: false, "due at": { day: 1 } }],
    when: new Date(1),
    users: new Map([["ada", { name: "Ada" }]]),
    tags: new Set(["a"]),
  };
  look(state);
  const [todo] = state.todos;
  if (todo === undefined) throw new Error("there is one");
  todo.done = true;
  todo["due at"].day = 2;
  state.when.setTime(2);
  state.users.get("ada")?.toString();
  Object.assign(state.users.get("ada") ?? {}, { name: "Bob" });
  state.tags.add("b");
  look({ ...state });
  expect(warnings).toEqual([
    "assigns.todos[0].done",
    'assigns.todos[0]["due at"].day',
    "assigns.when",
    "assigns.users.ada.name",
    "assigns.tags[1]",
  ]);
  todo.done = false;
  look({ ...state });
  expect(warnings).toHaveLength(5);
});

it("has nothing to say of what was replaced, is not shown any more, or is not read", () => {
  const { look, warnings } = watch(["todos", "user.name"]);
  const [first, second, db] = [{ done: false }, { done: false }, { queries: 0 }];
  look({ todos: [first, second], user: { name: "Ada" }, db });
  second.done = true;
  db.queries++;
  look({ todos: [{ ...first, done: true }], user: { name: "Bob" }, db });
  expect(warnings).toEqual([]);
});

it("calls no getters, and passes over a Proxy that throws", () => {
  const { look, warnings } = watch(["a", "b"]);
  const lazy = Object.defineProperty({}, "value", { enumerable: true, get: () => expect.unreachable() });
  const shy = new Proxy({}, { ownKeys: () => expect.unreachable() });
  look({ a: lazy, b: shy });
  look({ a: lazy, b: shy });
  expect(warnings).toEqual([]);
});

it("ends with data that contains itself, and with more than it can hold", () => {
  const { look, warnings } = watch([""]);
  const circle: { self?: object; n: number } = { n: 0 };
  circle.self = circle;
  const many = Array.from({ length: 20_000 }, (_, n) => ({ n }));
  look({ circle, many });
  circle.n = 1;
  look({ circle, many });
  expect(warnings).toEqual(["assigns.circle.n"]);
});

const row = template<{ rows: { n: number }[] }, object>({
  name: "row.live.html",
  reads: ["rows"],
  blocks: [block("row", ["<p>", "</p>"], [text([0], ["", ""])])],
  components: () => [],
  render: (r, { rows }) => {
    if (r.stale(0)) r.text(0, rows.length);
  },
});

it.each([
  [
    true,
    ["assigns.rows[0].n was changed in place, which no render sees. Assign a new value, or change a draft: socket.update((draft) => …)."],
  ],
  [false, []],
])("in development (%j) is told at the next render", async (development, warnings) => {
  const test = testApp({ development });
  test.app.live(
    "/",
    defineView({
      template: row,
      mount: () => ({ rows: [{ n: 0 }] }),
      events: {
        bump({ assigns: { rows } }) {
          for (const item of rows) item.n++;
        },
      },
    }),
  );
  const visitor = new Visitor(test.server);
  const page = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(page);
  socket.raw.send('[1,2,"bump"]');
  await settle();
  expect(test.messages("warn")).toEqual(warnings);
  await test.app.close();
});
