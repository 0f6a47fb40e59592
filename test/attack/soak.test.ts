/** The soak, in short; `npm run soak` is the long form. */
import { describe, expect, it, onTestFinished } from "vitest";
import { cutConnections, stoppedReaders, visits } from "../../bench/soak/scenarios.ts";
import { ServerProcess } from "../../bench/soak/server-process.ts";
import { transports } from "./app.ts";

const HEAP = 128;
const [SOON, LONG] = [500, 60_000];

describe.each(transports)("a server on %s", (transport) => {
  it.each([
    ["forgets visitors who have left", SOON, (server: ServerProcess) => visits(server, 60)],
    ["serves others while many do not read", SOON, (server: ServerProcess) => stoppedReaders(server, 20)],
    ["runs every click once, over connections that are cut", LONG, (server: ServerProcess) => cutConnections(server, 40)],
  ])(
    "%s",
    async (_what, kept, scenario) => {
      const server = await ServerProcess.start(transport, HEAP, kept);
      onTestFinished(() => server.stop());
      expect(await scenario(server)).toMatchObject({ isWell: true });
    },
    60_000,
  );
});
