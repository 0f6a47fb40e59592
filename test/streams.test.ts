// @vitest-environment jsdom
/** Streams: from what a program does to one to the rows of its page, and what is left of them on the server. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { settle, type TestSocket, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineComponent, defineView, type InsertOptions, type Socket, type Stream, type StreamOptions } from "../runtime-server/index.ts";
import { LivePage } from "./live-page.ts";
import { loadTemplate } from "./load-template.ts";

interface Item {
  readonly id: number;
  readonly text?: string;
}
interface State {
  readonly rows: Stream<Item>;
  readonly n: number;
}
const SCRIPT = `<script lang="ts">
  import Tally from "./tally.js";
  export interface Assigns { rows: Iterable<{ id: number; text?: string }>; n: number }
</script>`;
const ROW = '<li :for={row of rows} :key={row.id} id="r{row.id}">{row.id}{row.text}<input></li>';

/** What a test does to the stream `rows`. */
type Act =
  | readonly ["insert", Item, InsertOptions?]
  | readonly ["delete", Item]
  | readonly ["stream", readonly Item[], (StreamOptions & { reset?: boolean })?];

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const items = (...ids: number[]): readonly Item[] => ids.map((id) => ({ id }));

function view(first: readonly Item[], markup = ROW, modules: Record<string, unknown> = {}) {
  const act = (socket: Socket<State>, acts: readonly Act[]): void => {
    for (const [kind, what, options] of acts) {
      if (kind === "insert") socket.streamInsert("rows", what, options);
      else if (kind === "delete") socket.streamDelete("rows", what);
      else socket.stream("rows", what as readonly Item[], options);
    }
  };
  return defineView({
    template: loadTemplate<State>(`${SCRIPT}<ul>${markup}</ul><p>{n}</p>`, { "./tally.js": {}, ...modules }),
    mount: (socket) => ({ rows: socket.stream("rows", first), n: 0 }),
    events: {
      act: (socket, { acts }) => act(socket, JSON.parse(String(acts)) as readonly Act[]),
      tick: (socket) => socket.update("n", (n) => n + 1),
    },
    handleInfo: (socket, acts) => act(socket, acts as readonly Act[]),
  });
}

async function visit(made: ReturnType<typeof view>, limits: object = {}) {
  const test = testApp({ limits });
  test.app.live("/", made);
  const visitor = new Visitor(test.server);
  const page = await visitor.load("/");
  const join = async (more: object = {}): Promise<TestSocket> => {
    const socket = visitor.connect();
    await socket.join(page, more);
    return socket;
  };
  const socket = await join();
  let ref = 1;
  const send = async (...acts: readonly Act[]): Promise<string | undefined> => {
    socket.send(1, ++ref, "act", { acts: JSON.stringify(acts) });
    await settle();
    return socket.last;
  };
  return { ...test, page, join, socket, send };
}

describe("a stream", () => {
  it("is in the page, and an inserted row costs its values and 24 bytes at most", async () => {
    const { page, send } = await visit(view(items(1, 2)));
    expect(page.html).toContain('<li id="r2">2<input></li>');
    const frame = await send(["insert", { id: 3, text: "three" }]);
    expect(frame).toBe('[1,2,[0,[2,[[3,[3,"three"]]]]]]');
    expect((frame?.length ?? 99) - '3,3,"three"'.length).toBeLessThanOrEqual(24);
  });

  it("renews the row of a known key where it is", async () => {
    const { send } = await visit(view(items(1, 2, 3)));
    expect(await send(["insert", { id: 2, text: "b" }, { at: 0 }])).toBe('[1,2,[0,[2,[0,2,1,[0,2,1,"b"]]]]]');
  });

  it("only renews with updateOnly", async () => {
    const { send } = await visit(view(items(1)));
    expect(await send(["insert", { id: 2 }, { updateOnly: true }])).toBe("[1,2]");
  });

  it("is not touched by renders of what is around it", async () => {
    const { socket } = await visit(view(items(1)));
    socket.send(1, 2, "tick");
    await settle();
    expect(socket.last).toBe("[1,2,[1,1]]");
  });

  it("keeps no item once its page has it", async () => {
    const seen: WeakRef<object>[] = [];
    const made = defineView({
      template: loadTemplate<State>(`${SCRIPT}<ul>${ROW}</ul><p>{n}</p>`, { "./tally.js": {} }),
      mount: (socket) => {
        const first = { id: 1 };
        seen.push(new WeakRef(first));
        return { rows: socket.stream("rows", [first]), n: 0 };
      },
      events: {
        act(socket) {
          const item = { id: 2 };
          seen.push(new WeakRef(item));
          socket.streamInsert("rows", item);
        },
      },
    });
    const { send } = await visit(made as never);
    await send();
    // A WeakRef holds what it was asked for until the task is over.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(seen.map((item) => item.deref())).toEqual([undefined, undefined]);
  });

  it("takes part in what a page missed", async () => {
    const { socket, join, clock, send } = await visit(view(items(1)));
    await send(["insert", { id: 2 }]);
    socket.raw.close();
    clock.advance(10);
    const again = await join({ seq: 1 });
    expect(again.raw.received).toEqual(['[1,1,0,{"n":1,"a":2}]', '[1,2,[0,[1,[[2,[2,""]]]]]]']);
  });

  it("is mounted anew with its view where a page needs all rows again", async () => {
    const { socket, join, send, messages } = await visit(view(items(1)));
    await send(["insert", { id: 2 }]);
    socket.raw.close();
    const again = await join({ seq: 2, values: true });
    expect(JSON.parse(again.last ?? "")).toMatchObject([1, 1, 0, { x: "error" }]);
    expect(messages("error")).toEqual(["the view failed and is mounted anew"]);
  });

  it("is whole with all values, as long as no page was given it", async () => {
    const made = testApp();
    made.app.live("/", view(items(1, 2)));
    const visitor = new Visitor(made.server);
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page, { values: true });
    expect(socket.last).toBe('[1,1,[[0,[1,[1,""],2,[2,""]],0]]]');
  });

  it("is an error where there is none of that name, or no key, or an :if", async () => {
    const { send, log } = await visit(view(items(1)));
    await send(["insert", { id: 1 }]);
    const other = await visit(
      defineView({
        template: loadTemplate<{ n: number }>("<script lang='ts'>export interface Assigns { n: number }</script><p>{n}</p>"),
        mount: () => ({ n: 0 }),
        events: { act: (socket) => socket.streamDelete("rows", { id: 1 }) },
      }) as never,
    );
    await other.send();
    expect(String(other.log.at(-1)?.fields["error"])).toContain('has no stream "rows". Make it in mount: rows: socket.stream("rows", []).');
    expect(log).toEqual([]);
    for (const [markup, message] of [
      ["<li :for={row of rows}>{row.id}</li>", "the rows of a stream need a :key"],
      ["<li :for={row of rows} :if={row.id > 1} :key={row.id}>{row.id}</li>", "A stream is for a :for of its own"],
    ] as const) {
      const failing = testApp();
      failing.app.live("/", view(items(1), markup));
      expect((await failing.server.get("/")).status).toBe(500);
      expect(String(failing.log.at(-1)?.fields["error"])).toContain(message);
    }
  });

  it("beyond streamChanges an insert is an error", async () => {
    const { send, log } = await visit(view(items()), { streamChanges: 2 });
    await send(["insert", { id: 1 }], ["insert", { id: 2 }]);
    expect(log).toEqual([]);
    await send(["insert", { id: 3 }], ["insert", { id: 4 }], ["insert", { id: 5 }]);
    expect(String(log.at(-1)?.fields["error"])).toContain('(limit "streamChanges")');
  });

  it("keeps components in its rows, through renewals and moves, and ends them with their rows", async () => {
    const ended: unknown[] = [];
    const Tally = defineComponent({
      template: loadTemplate<{ label: string; mounts: number }>(
        '<script lang="ts">export interface Assigns { label: string; mounts: number }</script><b>{label}{mounts}</b>',
      ),
      mount: (_socket, { label }: { id: number; label: string }) => ({ label, mounts: 1 }),
      terminate: (socket) => void ended.push(socket.assigns.id),
    });
    const markup = '<li :for={row of rows} :key={row.id}><Tally id={row.id} label={row.text ?? ""}/></li>';
    const { send, app } = await visit(view(items(1, 2), markup, { "./tally.js": Tally }));
    expect(await send(["insert", { id: 1, text: "a" }])).toBe('[1,2,[0,[1,[0,[[-1]]]],-1,[0,[0,"a"]]]]');
    await send(["stream", [{ id: 2 }], { reset: true }]);
    expect(ended).toEqual([1]);
    await app.close();
    expect(ended).toEqual([1, 2]);
  });
});

// ------------------------------------------------------------------------------------------ in a page

const pages: LivePage[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

async function open(first: readonly Item[]): Promise<{ page: LivePage; act(...acts: readonly Act[]): Promise<readonly string[]> }> {
  const page = new LivePage(testApp());
  pages.push(page);
  page.test.app.live("/", view(first, `${ROW.replace("</li>", '</li><button live-click="act" live-value-acts="[]"></button>')}`));
  await page.open();
  const act = async (...acts: readonly Act[]): Promise<readonly string[]> => {
    const button = document.querySelector("button");
    button?.setAttribute("live-value-acts", JSON.stringify(acts));
    const before = page.received.length;
    await page.click("button");
    // The first click of a page waits for what the client loads.
    await vi.waitFor(() => expect(page.received.length).toBeGreaterThan(before), { timeout: 5_000 });
    return shown();
  };
  return { page, act };
}
const shown = (): readonly string[] => [...document.querySelectorAll("li")].map((row) => `${row.textContent}`);

it.each<[name: string, first: readonly Item[], acts: readonly Act[], rows: string]>([
  ["appends", items(1), [["insert", { id: 2 }]], "1 2"],
  ["inserts at the beginning", items(1), [["insert", { id: 2 }, { at: 0 }]], "2 1"],
  ["inserts at a position", items(1, 2, 3), [["insert", { id: 4 }, { at: 2 }]], "1 2 4 3"],
  ["inserts several at a position in their order", items(1, 2), [["stream", items(3, 4), { at: 1 }]], "1 3 4 2"],
  ["does not move a known row", items(1, 2), [["insert", { id: 2, text: "b" }, { at: 0 }]], "1 2b"],
  [
    "moves what was deleted and inserted",
    items(1, 2),
    [
      ["delete", { id: 2 }],
      ["insert", { id: 2 }, { at: 0 }],
    ],
    "2 1",
  ],
  ["keeps the last with a negative limit", items(1, 2), [["insert", { id: 3 }, { limit: -2 }]], "2 3"],
  ["keeps the first with a limit", items(1, 2), [["insert", { id: 3 }, { at: 0, limit: 2 }]], "3 1"],
  ["limits several", items(1), [["stream", items(2, 3, 4), { limit: -2 }]], "3 4"],
  ["resets, keeps what is in both, in the new order", items(1, 2, 3), [["stream", items(3, 4, 1), { reset: true }]], "3 4 1"],
  ["resets to nothing", items(1, 2), [["stream", [], { reset: true }]], ""],
  [
    "deletes what is there, and ignores the rest",
    items(1, 2),
    [
      ["delete", { id: 1 }],
      ["delete", { id: 9 }],
    ],
    "2",
  ],
])("%s", async (_name, first, acts, rows) => {
  const { act } = await open(first);
  expect((await act(...acts)).join(" ")).toBe(rows);
});

it("keeps the elements of rows, with what was typed in them", async () => {
  const { act } = await open(items(1, 2));
  const [, input] = document.querySelectorAll("input");
  if (input !== undefined) input.value = "typed";
  await act(["insert", { id: 2, text: "b" }], ["stream", items(2, 1), { reset: true }]);
  expect([document.querySelector("input") === input, input?.value]).toEqual([true, "typed"]);
});

describe("in random runs, with cuts", () => {
  const item = fc.record({ id: fc.integer({ min: 0, max: 7 }), text: fc.constantFrom("", "a", "b") });
  const options = fc.record(
    { at: fc.integer({ min: -1, max: 4 }), limit: fc.constantFrom(-3, 3), updateOnly: fc.boolean() },
    { requiredKeys: [] },
  );
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.tuple(fc.constant("insert" as const), item, options),
    fc.tuple(fc.constant("delete" as const), item),
    fc.tuple(
      fc.constant("stream" as const),
      fc.array(item, { maxLength: 4 }),
      fc.record({ at: fc.integer({ min: -1, max: 3 }), reset: fc.boolean() }),
    ),
  );
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.array(act, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant("cut" as const) },
  );

  /** An array, changed as a person would. */
  function modelled(rows: Item[], [kind, what, given = {}]: Act): void {
    const { at = -1, limit, updateOnly = false, reset = false } = given as InsertOptions & { reset?: boolean };
    if (kind === "delete") return void rows.splice(0, rows.length, ...rows.filter(({ id }) => id !== what.id));
    if (reset) rows.length = 0;
    let position = at;
    for (const one of kind === "insert" ? [what] : what) {
      const known = rows.findIndex(({ id }) => id === one.id);
      if (known >= 0) rows[known] = one;
      else if (!updateOnly) {
        rows.splice(position < 0 ? rows.length : position++, 0, one);
        if (limit !== undefined) while (rows.length > Math.abs(limit)) limit < 0 ? rows.shift() : rows.pop();
      }
    }
  }

  it("the page shows what an array would hold", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const { page, act: perform } = await open(items(1, 2, 3));
        const rows: Item[] = [...items(1, 2, 3)];
        for (const step of steps) {
          if (step === "cut") await page.reconnect();
          else {
            for (const one of step) modelled(rows, one);
            await perform(...step);
          }
          expect(shown()).toEqual(rows.map(({ id, text = "" }) => `${id}${text}`));
        }
        page.close();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
