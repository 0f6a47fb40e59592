/**
 * Lists: what an event costs from its handler to the text of its frame, without a socket, in long lists of which little
 * changes.
 */
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { componentHost } from "../../test/component-host.ts";
import Counter from "./counter.ts";
import { makeRows, type Row } from "./states.ts";
import { load } from "./templates.ts";
import { microseconds, type Subject } from "./time.ts";

interface Table {
  readonly rows: readonly Row[];
}
interface Todos {
  readonly todos: readonly { readonly id: number; readonly title: string; readonly done: boolean }[];
}

/** What happens to a list: the state before, and what a handler makes of it. */
export interface ListEvent<A extends object> {
  readonly name: string;
  readonly template: ConstructorParameters<typeof Rendering<A>>[0];
  readonly first: A;
  handler(state: A, count: number): A;
}

/** Events in a table of a thousand rows. */
export function tableEvents(): readonly ListEvent<Table>[] {
  const template = load<Table>("table");
  const event = (name: string, handler: ListEvent<Table>["handler"]): ListEvent<Table> => ({
    name,
    template,
    first: { rows: makeRows(1000) },
    handler,
  });
  return [
    event("one cell of 1,000 × 4", ({ rows }, n) => ({ rows: rows.map((row) => (row.id === 500 ? { ...row, score: n } : row)) })),
    event("swap two of 1,000", ({ rows }) => ({ rows: swapped(rows) })),
    event("1,000 new but equal objects", ({ rows }) => ({ rows: rows.map((row) => ({ ...row })) })),
    event("one of 1,000 goes, another comes", ({ rows }, n) => ({
      rows: [...rows.slice(0, 300), ...rows.slice(301), { id: 2000 + n, name: "New", city: "Cork", score: n }],
    })),
  ];
}

export function toggleEvent(): ListEvent<Todos> {
  return {
    name: "toggle one of 100 todos",
    template: load<Todos>("todos"),
    first: { todos: Array.from({ length: 100 }, (_, id) => ({ id, title: `Do ${id}`, done: id % 3 === 0 })) },
    handler: ({ todos }) => ({ todos: todos.map((todo) => (todo.id === 50 ? { ...todo, done: !todo.done } : todo)) }),
  };
}

/** Microseconds by event. */
export function measureLists(): ReadonlyMap<string, number> {
  return microseconds([
    ...tableEvents().map(timed),
    timed(toggleEvent()),
    components("a component among 1,000", 1000),
    components("a component alone", 1),
  ]);
}

function swapped(rows: readonly Row[]): readonly Row[] {
  const copy = [...rows];
  [copy[1], copy[998]] = [copy[998] as Row, copy[1] as Row];
  return copy;
}

/** From the handler to the text of the frame. */
function timed<A extends object>({ name, template, first, handler }: ListEvent<A>): Subject {
  const rendering = new Rendering(template);
  rendering.mount(first);
  let state = first;
  let count = 0;
  const run = (): string | undefined => {
    state = handler(state, ++count);
    const patch = rendering.update(state);
    return patch && JSON.stringify([1, count, patch]);
  };
  return { name, run };
}

function components(name: string, length: number): Subject {
  const ids = Array.from({ length }, (_, index) => `c${index}`);
  const host = componentHost(() => rendering.components);
  const rendering: Rendering<{ readonly ids: readonly string[] }> = new Rendering(load("counters", { "./counter.js": Counter }), {
    host: {
      setProps: (type, batch) => host.setProps(type, batch),
      remove: (component) => host.remove(component),
      open: () => Promise.reject(new Error("There are no nested views here.")),
    },
  });
  const state = { ids };
  rendering.mount(state);
  const target = host.targetOf("inc", rendering.components.get((length >> 1) + 1));
  if (target === undefined) throw new Error("The component handles no inc.");
  const run = (): string => {
    target.handler(target.socket, {});
    return JSON.stringify([1, 1, rendering.update(state)]);
  };
  return { name, run };
}
