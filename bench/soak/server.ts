/**
 * The app that the soak wears on: prints its port, and tells at `/held` what it holds. Started by `server-process.ts`,
 * with `--expose-gc`.
 */
import { createApp, defineView } from "livec/server";
import soakTemplate from "./soak.live.ts";

const KB = 1024;
const Soak = defineView({
  template: soakTemplate,
  mount: () => ({ count: 0, text: "" }),
  events: {
    inc: (socket) => socket.update("count", (count) => count + 1),
    grow: (socket) => socket.assign({ count: socket.assigns.count + 1, text: String(socket.assigns.count % 10).repeat(20 * KB) }),
  },
});

const transport = process.argv[2] === "node" ? "node" : "uws";
/** Time that views are kept for visitors who may come back, ms. */
const kept = Number(process.argv[3]);
const app = createApp({
  transport,
  secret: "a soak needs no secret, but the server wants one",
  client: "/client.js",
  logLevel: "error",
  limits: { parkedTime: kept, suspendedTime: kept, eventsPerSecond: 10_000, eventsBurst: 10_000, joinsPerSecond: 1_000, joinsBurst: 1_000 },
});
app.live("/", Soak);
app.post("/hook", async (conn) => conn.text(String((await conn.body()).length)), { csrf: false });
app.get("/held", (conn) => {
  (globalThis as { gc?: () => void }).gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { views, sockets } = app.stats();
  return conn.json({ rss, heap: heapUsed, external, sockets, views: views.parked + views.running + views.suspended });
});
await app.listen({ port: 0, host: "127.0.0.1" });
console.log(app.port);
// Not without whoever started it.
process.stdin.on("end", () => process.exit()).resume();
