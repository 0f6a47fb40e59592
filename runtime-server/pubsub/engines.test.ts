/** Engines, each with a real server where Debian's package of it is installed: two apps are two processes. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { workspace } from "../../cli/harness.testing.ts";
import type { App } from "../app/app.ts";
import { settle, type TestApp, testApp, Visitor } from "../app/visitor.testing.ts";
import { systemClock } from "../base/host.ts";
import { defineView, pushEventToView, pushToView } from "../index.ts";
import { block, type Template, template, text } from "../template.ts";
import type { Pubsub } from "./engine.ts";
import { natsPubsub } from "./nats.ts";
import { redisPubsub } from "./redis.ts";

const page: Template<{ seen: string }> = template<{ seen: string }, object>({
  name: "room.live.html",
  reads: ["seen"],
  blocks: [block("room", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { seen }) {
    if (r.stale(0)) r.text(0, seen);
  },
});

interface Engine {
  readonly name: string;
  readonly command: string;
  arguments(port: number, folder: string): readonly string[];
  pubsub(port: number, prefix?: string): Pubsub;
  /** Of `livec push`. */
  readonly option: string;
  url(port: number): string;
}

const engines: readonly Engine[] = [
  {
    name: "Redis",
    command: "redis-server",
    arguments: (port, folder) => ["--bind", "127.0.0.1", "--port", `${port}`, "--save", "", "--appendonly", "no", "--dir", folder],
    pubsub: (port, prefix = "livec") => redisPubsub({ url: `redis://127.0.0.1:${port}`, prefix }),
    option: "--redis",
    url: (port) => `redis://127.0.0.1:${port}`,
  },
  {
    name: "NATS",
    command: "nats-server",
    arguments: (port) => ["-a", "127.0.0.1", "-p", `${port}`],
    pubsub: (port, prefix = "livec") => natsPubsub({ servers: `nats://127.0.0.1:${port}`, prefix }),
    option: "--nats",
    url: (port) => `nats://127.0.0.1:${port}`,
  },
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** A server of an engine, which can be stopped and started again. */
class Server {
  readonly port: number;
  readonly #engine: Engine;
  readonly #folder = mkdtempSync(join(tmpdir(), "livec-engine-"));
  #process: ChildProcess | undefined;

  constructor(engine: Engine, port: number) {
    this.#engine = engine;
    this.port = port;
  }

  async start(): Promise<void> {
    this.#process = spawn(this.#engine.command, this.#engine.arguments(this.port, this.#folder), { stdio: "ignore", timeout: 120_000 });
    await vi.waitUntil(() => this.#answers(), { timeout: 20_000 });
  }

  async stop(): Promise<void> {
    this.#process?.kill("SIGKILL");
    if (this.#process !== undefined) await once(this.#process, "exit");
    this.#process = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, "127.0.0.1", () => socket.end(() => resolve(true)));
      socket.on("error", () => resolve(false));
    });
  }
}

/** An app with a view that is visited. */
interface Node extends TestApp {
  readonly seen: readonly unknown[];
  /** The messages that were to find out whether others come. */
  readonly ready: unknown[];
  readonly id: string;
  /** What its page was sent. */
  readonly received: readonly string[];
}

async function node(pubsub: Pubsub | undefined): Promise<Node> {
  const transport = async () => ({ port: 1, stop() {}, close() {} });
  const made = testApp({ transport, clock: systemClock, ...(pubsub === undefined ? {} : { pubsub }) });
  const seen: unknown[] = [];
  const ready: unknown[] = [];
  const ids: string[] = [];
  made.app.live(
    "/",
    defineView({
      template: page,
      mount(socket) {
        ids.push(socket.id);
        socket.subscribe("röom 1");
        return { seen: "" };
      },
      events: { note: (socket, { text }) => socket.assign({ seen: `noted ${text}` }) },
      handleInfo: (_socket, message) => void (message === READY ? ready : seen).push(message),
      handleCall(_socket, message) {
        if (message === "throw") throw new Error("thrown");
        return { you: message };
      },
    }),
  );
  await made.app.listen({ port: 1 });
  onTestFinished(() => made.app.close());
  const visitor = new Visitor(made.server);
  const loaded = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(loaded);
  return { ...made, seen, ready, id: ids[0] ?? "", received: socket.raw.received };
}

/** Sent until it is heard: an engine takes its time until a subscription holds. */
const READY = "ready?";

async function heard(from: App, to: Node): Promise<void> {
  to.ready.length = 0;
  await expect
    .poll(
      () => {
        from.broadcast("röom 1", READY);
        return to.ready.length > 0;
      },
      { timeout: 10_000 },
    )
    .toBe(true);
}

const installed = engines.filter(({ command }) => spawnSync(command, ["--version"], { timeout: 20_000 }).status === 0);

for (const { name, command } of engines.filter((engine) => !installed.includes(engine))) {
  console.warn(`${name} is not tested: there is no ${command} (apt-get install ${command})`);
}

describe.each(installed)("over $name", (engine) => {
  let server: Server;
  beforeAll(async () => {
    server = new Server(engine, await freePort());
    await server.start();
  }, 30_000);
  afterAll(() => server.remove());
  const pair = async (): Promise<readonly [Node, Node]> => {
    const [a, b] = [await node(engine.pubsub(server.port)), await node(engine.pubsub(server.port))];
    await heard(a.app, b);
    await heard(b.app, a);
    return [a, b];
  };

  it("a message reaches the views of every process, once and in order", { timeout: 30_000 }, async () => {
    const [a, b] = await pair();
    for (let n = 0; n < 50; n++) a.app.broadcast("röom 1", { n });
    await expect.poll(() => b.seen.length).toBe(50);
    expect(b.seen).toEqual(Array.from({ length: 50 }, (_, n) => ({ n })));
    expect(a.seen).toEqual(b.seen);
    a.app.broadcast("another", 1);
    b.app.broadcast("röom 1", "last");
    await expect.poll(() => a.seen.at(-1)).toBe("last");
    expect([a.seen.length, b.seen.length]).toEqual([51, 51]);
  });

  it("one view is reached by its id, and answers, wherever it is", { timeout: 30_000 }, async () => {
    const [a, b] = await pair();
    a.app.send(b.id, "for you");
    await expect.poll(() => b.seen).toEqual(["for you"]);
    expect([a.seen, await a.app.call(b.id, "hi")]).toEqual([[], { you: "hi" }]);
    await expect(a.app.call("nobody", "hi", 200)).rejects.toThrow("has not answered after 200 ms");
    await expect(a.app.call(b.id, "throw")).rejects.toThrow("thrown");
  });

  it("a process without the app pushes to all views of a kind", { timeout: 30_000 }, async () => {
    const [a, b] = await pair();
    const worker = engine.pubsub(server.port);
    await pushToView(worker, "room", { state: { seen: "pushed" } });
    await pushEventToView(worker, "room", "refresh", { n: 1 });
    await worker.close();
    const { livec } = workspace();
    const shell = await livec("push", "room", "--event", "bell", "--payload", '{"loud":true}', engine.option, engine.url(server.port));
    expect(shell).toEqual({ code: 0, out: "", err: "" });
    for (const { received } of [a, b]) {
      await expect.poll(() => received.join()).toContain('[0,"pushed"]');
      await expect.poll(() => received.join()).toContain('["refresh",{"n":1}]');
      await expect.poll(() => received.join()).toContain('["bell",{"loud":true}]');
    }
    await pushToView(a.app, "room", { handler: "note", payload: { text: "this" }, where: { id: b.id } });
    await expect.poll(() => b.received.join()).toContain("noted this");
    expect(a.received.join()).not.toContain("noted");
  });

  it("apps with another prefix are not met", { timeout: 30_000 }, async () => {
    const [a, b] = await pair();
    const other = await node(engine.pubsub(server.port, "other"));
    other.app.broadcast("röom 1", "theirs");
    await expect.poll(() => other.seen).toEqual(["theirs"]);
    // What the server was sent before this has come by the time this comes.
    b.app.broadcast("röom 1", "ours");
    await expect.poll(() => a.seen).toEqual(["ours"]);
    expect([b.seen, other.seen]).toEqual([["ours"], ["theirs"]]);
  });

  it("a server that goes is told in the log, and what is sent stays here; when it is back all go on", { timeout: 60_000 }, async () => {
    const [a, b] = await pair();
    await server.stop();
    await expect
      .poll(() => a.messages("error"), { timeout: 10_000 })
      .toContain("the pubsub engine is lost: messages reach this process alone");
    a.app.broadcast("röom 1", "meanwhile");
    await expect.poll(() => a.seen).toEqual(["meanwhile"]);
    await expect.poll(() => a.messages("error"), { timeout: 10_000 }).toContain("a message did not reach the other processes");
    await server.start();
    await expect.poll(() => a.messages("info").join(), { timeout: 20_000 }).toContain("the pubsub engine is there again");
    await heard(a.app, b);
    a.app.broadcast("röom 1", "again");
    await expect.poll(() => b.seen).toEqual(["again"]);
  });

  it("an app does not start where there is no server, and says so", async () => {
    const pubsub = engine.pubsub(await freePort());
    await expect(node(pubsub)).rejects.toMatchObject({ code: "pubsub", message: expect.stringContaining("cannot be reached") });
    await expect(pushToView(pubsub, "room", { state: {} })).rejects.toThrow(/refused/i);
    await pubsub.close();
  });
});

it("what another process sends is checked: what is no errand is refused, and so is what is not livec's", async () => {
  let listener: Parameters<Pubsub["open"]>[0] | undefined;
  const pubsub: Pubsub = {
    open: async (given) => {
      listener = given;
    },
    listen() {},
    ignore() {},
    publish: async () => {},
    close: async () => {},
  };
  const { messages, seen, id } = await node(pubsub);
  const errand = (what: unknown): void => listener?.received("livec:errands", JSON.stringify(["elsewhere", what]));
  for (const data of ["", "{}", "[1,2]", '["a"]', '["a",1,2]', "null"]) listener?.received("röom 1", data);
  const wrong = [
    7,
    null,
    [],
    {},
    { do: "constructor" },
    { do: "send", id: 7 },
    { do: "call", id, message: 1, from: "x" },
    { do: "answer", to: 1, ref: 1 },
    { do: "push", view: "room", state: [] },
    { do: "push", view: "room", where: { session: 7 } },
    { do: "push", view: "room", handler: {} },
  ];
  for (const what of wrong) errand(what);
  await settle();
  expect(seen).toEqual([]);
  expect(messages("warn").filter((message) => message === "refused: an errand of another process that is none")).toHaveLength(wrong.length);
  expect(messages("warn").filter((message) => message.startsWith("refused: a message of another process"))).toHaveLength(6);
  errand({ do: "send", id, message: "right" });
  await expect.poll(() => seen).toEqual(["right"]);
});
