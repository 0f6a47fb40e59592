/**
 * A process of its own for `strays.test.ts`: `node strays.testing.ts <what> …`. Prints what is logged and what the
 * pages of each get.
 */
import { setTimeout as wait } from "node:timers/promises";
import { block, type Template, template, text } from "../template.ts";
import { MemoryServer } from "../transport/memory.ts";
import { defineView, type View } from "../view/define.ts";
import { type App, createApp } from "./app.ts";
import { type TestSocket, Visitor } from "./visitor.testing.ts";

const page: Template<{ count: number }> = template<{ count: number }, object>({
  name: "page.live.html",
  reads: ["count"],
  blocks: [block("0", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { count }) {
    if (r.stale(0)) r.text(0, count);
  },
});

async function rejects(): Promise<never> {
  await wait(1);
  throw new Error("stray");
}
const throws = (): never => {
  throw new Error("stray");
};

const viewOf = (what: string): View<{ count: number }> =>
  defineView({
    template: page,
    mount() {
      if (what === "mount") setTimeout(throws, 5);
      return { count: 0 };
    },
    events: {
      rejection: () => void rejects(),
      async awaited() {
        await wait(1);
        void rejects();
      },
      text: () => void Promise.reject("a text"),
      timeout: () => void setTimeout(throws, 1),
      immediate: () => void setImmediate(throws),
      tick: () => process.nextTick(throws),
      twice: () => void [setTimeout(throws, 1), setTimeout(throws, 2)],
      message: (socket) => socket.send("reject"),
      inc: (socket) => socket.update("count", (count) => count + 1),
    },
    handleInfo: () => void rejects(),
  });

const print = (message: string, { error, ...fields }: Readonly<Record<string, unknown>> = {}): void =>
  console.log(JSON.stringify(error === undefined ? message : [message, fields["view"], error instanceof Error ? error.message : error]));

async function run(what: string): Promise<void> {
  const app = createApp({
    secret: "a secret of thirty-two bytes, at least",
    client: "/client.js",
    logger: { debug() {}, info() {}, warn: print, error: print },
    transport: async () => ({ port: 1, stop() {}, close() {} }),
    ...(what === "exit" ? { onStrayError: what } : {}),
  });
  app.live("/", viewOf(what));
  // Without this no app is there to interfere.
  if (what !== "bare") await app.listen({ port: 1 });
  const own = (error: unknown): void => print("the program's own", { error });
  if (what === "program") process.on("uncaughtException", own);
  if (what === "bare" || what === "elsewhere") setTimeout(throws, 1);
  else await visit(app, what);
  await wait(20);
  process.off("uncaughtException", own);
  await app.close();
}

/** Two visitors; only the view of the first fails. */
async function visit(app: App, what: string): Promise<void> {
  const server = new MemoryServer(app.handlers);
  const sockets: TestSocket[] = [];
  for (let number = 0; number < 2; number++) {
    const visitor = new Visitor(server);
    const loaded = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(loaded);
    sockets.push(socket);
  }
  const [first, second] = sockets;
  first?.send(1, 2, ["program", "gone", "exit"].includes(what) ? "timeout" : what);
  if (what === "gone") first?.send(1, 3, 1);
  await wait(50);
  second?.send(1, 2, "inc");
  print(`first: ${first?.last}`);
  print(`second: ${second?.last}`);
}

for (const what of process.argv.slice(2)) {
  print(`# ${what}`);
  await run(what);
}
print(`listeners: ${process.listenerCount("uncaughtExceptionMonitor") + process.listenerCount("uncaughtException")}`);
