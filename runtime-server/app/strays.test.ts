import { AsyncLocalStorage } from "node:async_hooks";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it, test, vi } from "vitest";
import { block, type Template, template, text } from "../template.ts";
import { defineView } from "../view/define.ts";
import { settle, testApp, Visitor } from "./visitor.testing.ts";

interface Outcome {
  readonly code: number;
  /** What the process printed, by what went wrong. */
  readonly log: ReadonlyMap<string, readonly unknown[]>;
  readonly stderr: string;
}

/** Runs `strays.testing.ts` in a process of its own: here others are told of its errors. */
function run(...args: readonly string[]): Promise<Outcome> {
  const script = fileURLToPath(new URL("strays.testing.ts", import.meta.url));
  const { NODE_OPTIONS: _, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "ts-blank-space/register", script, ...args],
      { env, timeout: STARTS },
      (error, stdout, stderr) => {
        const log = new Map<string, unknown[]>();
        let entries: unknown[] = [];
        for (const line of stdout.split("\n").filter((line) => line !== "")) {
          const entry: unknown = JSON.parse(line);
          if (typeof entry === "string" && entry.startsWith("# ")) {
            entries = [];
            log.set(entry.slice(2), entries);
          } else entries.push(entry);
        }
        resolve({ code: Number(error?.code ?? 0), log, stderr });
      },
    );
  });
}

const STARTS = 60_000;
const failed = ["the view failed and is mounted anew", "page", "stray"];
const ended = ["an error of a view that has ended", "page", "stray"];
const toldPage = 'first: [1,0,0,{"x":"error"}]';
const other = "second: [1,2,[0,1]]";

describe("an error of a view's code that nobody catches", { timeout: STARTS }, () => {
  const single = ["rejection", "awaited", "timeout", "immediate", "tick", "message"];
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await run(...single, "mount", "text", "twice", "gone", "program");
  }, STARTS);

  it.each(single)("ends its view, is logged once, and the page is told: %s", (what) => {
    expect(outcome.log.get(what)).toEqual([failed, toldPage, other]);
  });

  it("is its view's too where mount began what threw", () => {
    expect(outcome.log.get("mount")?.filter((entry) => JSON.stringify(entry) === JSON.stringify(failed))).toHaveLength(2);
  });

  it("may be no Error", () => {
    const [entry, ...rest] = outcome.log.get("text") ?? [];
    expect(JSON.stringify(entry)).toContain("a text");
    expect(rest).toEqual([toldPage, other]);
  });

  it("is only logged where its view has ended: by an error before, or with its page", () => {
    expect(outcome.log.get("twice")).toEqual([failed, ended, toldPage, other]);
    expect(outcome.log.get("gone")?.[0]).toEqual(ended);
  });

  it("is the program's where it handles such errors itself: the view lives on", () => {
    expect(outcome.log.get("program")?.slice(0, 3)).toEqual([["the program's own", null, "stray"], "first: [1,2]", other]);
  });

  it("leaves the process alone, and no listener behind", () => {
    expect([outcome.code, outcome.stderr]).toEqual([0, ""]);
    expect(outcome.log.get("program")?.at(-1)).toBe("listeners: 0");
  });
});

test("an error that is not a view's ends the process, which says what it says without an app", { timeout: STARTS }, async () => {
  const bare = await run("bare");
  const elsewhere = await run("elsewhere");
  expect([bare.code, bare.log.get("bare")]).toEqual([1, []]);
  expect(bare.stderr).toContain("Error: stray");
  expect([elsewhere.code, elsewhere.stderr]).toEqual([1, bare.stderr]);
});

test('onStrayError: "exit" leaves them to Node', { timeout: STARTS }, async () => {
  const { code, log, stderr } = await run("exit");
  expect([code, log.get("exit")]).toEqual([1, []]);
  expect(stderr).toContain("Error: stray");
});

test("one listener serves all apps, and is gone with the last that is closed", async () => {
  const count = (): number => process.listenerCount("uncaughtExceptionMonitor");
  const before = count();
  const transport = async () => ({ port: 1, stop() {}, close() {} });
  const apps = [testApp({ transport }).app, testApp({ transport }).app];
  for (const app of apps) await app.listen({ port: 1 });
  expect(count()).toBe(before + 1);
  await apps[0]?.close();
  expect(count()).toBe(before + 1);
  await apps[1]?.close();
  expect(count()).toBe(before);
  expect(() => testApp({ onStrayError: "ignore" as "exit" })).toThrow('onStrayError: "ignore" must be "view" or "exit".');
});

test("the storage is entered once a turn, however many messages that has, with the one object of the view", async () => {
  const page: Template<{ count: number }> = template<{ count: number }, object>({
    name: "page.live.html",
    reads: ["count"],
    blocks: [block("0", ["<p>", "</p>"], [text([0])])],
    components: () => [],
    render(r, { count }) {
      if (r.stale(0)) r.text(0, count);
    },
  });
  let go = (): void => {};
  const view = defineView({
    template: page,
    mount: () => ({ count: 0 }),
    events: {
      inc: (socket) => socket.update("count", (count) => count + 1),
      hold: () => new Promise<void>((resolve) => (go = resolve)),
    },
  });
  const { app, server } = testApp();
  app.live("/", view);
  const visitor = new Visitor(server);
  const loaded = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(loaded);
  const entered = vi.spyOn(AsyncLocalStorage.prototype, "run");
  socket.send(1, 2, "inc");
  socket.send(1, 3, "hold");
  for (const ref of [4, 5, 6]) socket.send(1, ref, "inc");
  go();
  await settle();
  expect(socket.last).toBe("[1,6,[0,4]]");
  const stores = entered.mock.calls.map(([store]) => store);
  entered.mockRestore();
  expect(stores).toHaveLength(3);
  expect(new Set(stores).size).toBe(1);
});
