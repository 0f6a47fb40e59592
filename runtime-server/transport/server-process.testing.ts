/**
 * A server as a process of its own, for tests of what a process may have. Prints its port; tells the CPU time it used,
 * in µs, and the length of what is posted.
 */
import { limits, text, transports } from "./transports.testing.ts";

const [, transport] = transports.find(([name]) => name === process.argv[2]) ?? [];
if (transport === undefined) throw new Error(`There is no transport ${process.argv[2]}.`);
const MB = 1024 * 1024;
const { port } = await transport(
  {
    async request(request) {
      if (request.method === "POST") {
        const body = await request.body().catch(() => undefined);
        return body === undefined ? text("", 413) : text(String(body.byteLength));
      }
      const { user, system } = process.cpuUsage();
      return text(String(user + system));
    },
    upgrade: () => text("", 404),
  },
  { host: "127.0.0.1", port: 0, limits: { ...limits, bodyBytes: MB, bodiesBytes: 64 * MB, connections: 16_000 } },
);
console.log(port);
