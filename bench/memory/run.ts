/**
 * `npm run bench:memory`: what a connected view that is idle holds, from the slope between two numbers of sockets,
 * beside a socket of uWebSockets.js alone. Figures are those after a collection; exits with 1 over the limit. JSON goes
 * to `bench/results/memory.json`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { joinCounter, many } from "../load/page.ts";
import { type ServerKind, ServerProcess } from "../load/process.ts";
import { RawSocket } from "../load/raw-socket.ts";

const [few = 2_000, most = 8_000] = process.argv.slice(2).map(Number);
/** Bytes of RSS that a connected idle counter may cost. */
const LIMIT = 4_608;

interface PerSocket {
  readonly server: ServerKind;
  readonly rss: number;
  readonly heap: number;
}

async function measure(server: ServerKind, open: (port: number) => Promise<RawSocket>): Promise<PerSocket> {
  const child = await ServerProcess.start(server);
  try {
    const sockets = await many(few, () => open(child.port));
    // The frames that open a window are acknowledged, as a page does after a moment.
    const acknowledge = (): void => sockets.forEach((socket) => void (server === "livec" && socket.send("[1,1]")));
    acknowledge();
    const before = await child.ask("collected");
    sockets.push(...(await many(most - few, () => open(child.port))));
    acknowledge();
    const after = await child.ask("collected");
    for (const socket of sockets) socket.close();
    const each = (name: "rss" | "heap"): number => Math.round((after[name] - before[name]) / (most - few));
    return { server, rss: each("rss"), heap: each("heap") };
  } finally {
    child.stop();
  }
}

const results = [await measure("echo", (port) => RawSocket.open(port, "/")), await measure("livec", joinCounter)];
for (const { server, rss, heap } of results)
  console.log(`${server.padEnd(6)} ${String(rss).padStart(6)} bytes of RSS a socket, ${String(heap).padStart(6)} of heap`);
const reached = (results[1]?.rss ?? Infinity) <= LIMIT;
console.log(`limit  ${String(LIMIT).padStart(6)} bytes of RSS a socket with an idle counter: ${reached ? "kept" : "not reached"}`);
await mkdir(new URL("../results", import.meta.url), { recursive: true });
await writeFile(
  new URL("../results/memory.json", import.meta.url),
  `${JSON.stringify({ few, most, limit: LIMIT, results }, undefined, 2)}\n`,
);
process.exit(reached ? 0 : 1);
