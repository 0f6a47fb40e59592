/** The views of the wire bench: each interaction of `docs/protocol.md`'s table, as an app would have it. */
import { defineView } from "livec/server";
import chatTemplate, { type Message } from "./chat.live.ts";
import counterTemplate from "./counter.live.ts";
import dashboardTemplate, { type Card } from "./dashboard.live.ts";
import feedTemplate from "./feed.live.ts";
import formTemplate from "./form.live.ts";
import likesTemplate from "./likes.live.ts";
import modalTemplate from "./modal.live.ts";
import tableTemplate, { type Row } from "./table.live.ts";
import todosTemplate, { type Todo, type Assigns as TodoAssigns } from "./todos.live.ts";

const numbered = <T>(length: number, make: (id: number) => T): readonly T[] => Array.from({ length }, (_, index) => make(index + 1));

export const Counter = defineView({
  template: counterTemplate,
  mount: () => ({ count: 0, even: true }),
  events: {
    inc: (socket) => socket.update("count", (count) => count + 1),
    addTwo(socket) {
      socket.update("count", (count) => count + 2);
      socket.assign({ even: true });
    },
    rewrite: (socket) => socket.assign({ count: socket.assigns.count, even: socket.assigns.even }),
  },
});

export const Modal = defineView({
  template: modalTemplate,
  mount: () => ({ open: false, title: "Delete article", body: "This cannot be undone." }),
  events: {
    open: (socket) => socket.assign({ open: true }),
    close: (socket) => socket.assign({ open: false }),
  },
});

/** The same shuffle on every run: a linear congruential generator (Numerical Recipes) drives Fisher–Yates. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  const result = [...items];
  let seed = 42;
  for (let last = result.length - 1; last > 0; last--) {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    const other = seed % (last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

const thousand = numbered<Row>(1000, (id) => ({ id, label: `Item ${id}` }));

export const Table = defineView({
  template: tableTemplate,
  mount: () => ({ rows: thousand as readonly Row[], selected: null as number | null }),
  events: {
    reset: (socket) => socket.assign({ rows: thousand, selected: null }),
    select: (socket, { id }) => socket.assign({ selected: Number(id) }),
    remove: (socket, { id }) => socket.update("rows", (rows) => rows.filter((row) => row.id !== Number(id))),
    updateCell: (socket) => socket.update("rows", (rows) => rows.with(500, { id: 501, label: "new!" })),
    prepend: (socket) => socket.update("rows", (rows) => [{ id: 1001, label: "Item 1001" }, ...rows]),
    append: (socket) => socket.update("rows", (rows) => [...rows, { id: 1001, label: "Item 1001" }]),
    swap: (socket) => socket.update("rows", (rows) => rows.with(1, rows[998] as Row).with(998, rows[1] as Row)),
    sort: (socket) => socket.update("rows", shuffled),
  },
});

export const Form = defineView({
  template: formTemplate,
  mount: () => ({ errors: {} as Readonly<Record<string, string>>, valid: false }),
  events: {
    validate(socket, payload) {
      const errors: Record<string, string> = {};
      if (String(payload.name ?? "").length < 3) errors["name"] = "At least 3 characters";
      socket.assign({ errors, valid: Object.keys(errors).length === 0 });
    },
    save() {},
  },
});

export const Todos = defineView({
  template: todosTemplate,
  mount: () => ({
    todos: numbered<Todo>(50, (id) => ({ id, title: `Task ${id}`, done: id % 2 === 0 })),
    filter: "all" as TodoAssigns["filter"],
  }),
  events: {
    toggle: (socket, { id }) =>
      socket.update("todos", (todos) => todos.map((todo) => (todo.id === Number(id) ? { ...todo, done: !todo.done } : todo))),
    filter: (socket, { name }) => socket.assign({ filter: name as TodoAssigns["filter"] }),
  },
});

export const Dashboard = defineView({
  template: dashboardTemplate,
  mount: () => ({ cards: numbered<Card>(50, (id) => ({ id, name: `Sensor ${id}`, value: id })) }),
  events: {
    tick: (socket) =>
      socket.update("cards", (cards) => cards.map((card) => (card.id % 10 === 0 ? { ...card, value: card.value + 1 } : card))),
  },
});

export const Chat = defineView({
  template: chatTemplate,
  mount: () => ({ messages: numbered<Message>(30, (id) => ({ id, author: "Ann", text: `Message ${id}` })) }),
  events: {
    say: (socket) => socket.update("messages", (messages) => [...messages, { id: 31, author: "Bob", text: "Hello" }]),
    stream: (socket) =>
      socket.update("messages", (messages) =>
        messages.map((message) => (message.id === 31 ? { ...message, text: `${message.text} world` } : message)),
      ),
  },
});

export const Feed = defineView({
  template: feedTemplate,
  mount: (socket) => ({
    messages: socket.stream(
      "messages",
      numbered(30, (id) => ({ id, author: "Ann", text: `Message ${id}` })),
    ),
  }),
  events: {
    insert: (socket) => socket.streamInsert("messages", { id: 31, author: "Bob", text: "Hello" }),
    delete: (socket) => socket.streamDelete("messages", { id: 15 }),
  },
});

export const Likes = defineView({
  template: likesTemplate,
  mount: () => ({ labels: numbered(1000, (id) => `Item ${id}`) }),
  events: { rename: (socket) => socket.update("labels", (labels) => labels.with(500, "new!")) },
});
