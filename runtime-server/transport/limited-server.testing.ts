/** A server as a process of its own, for tests that bound what a process may have: prints its port; asked for anything, tells the CPU time it used, in µs. */
import { limits, text, transports } from "./transports.testing.ts";

const [, transport] = transports.find(([name]) => name === process.argv[2]) ?? [];
if (transport === undefined) throw new Error(`There is no transport ${process.argv[2]}.`);
const handlers = {
  request: async () => text(String(process.cpuUsage().user + process.cpuUsage().system)),
  upgrade: () => text("", 404),
};
const { port } = await transport(handlers, { host: "127.0.0.1", port: 0, limits: { ...limits, connections: 16_000 } });
console.log(port);
