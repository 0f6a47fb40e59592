/**
 * `npm run soak`: wears on a server with a heap of 256 MB, on each transport, and prints what it held. Exits with 1
 * where that is not as it should be.
 */
import { styleText } from "node:util";
import { cutConnections, type Outcome, stoppedReaders, tinyChunks, visits } from "./scenarios.ts";
import { ServerProcess, type TransportName } from "./server-process.ts";

const HEAP = 256;
/**
 * What is kept for those who left is let go of soon, so that what is left is what leaks; whose connection is cut comes
 * back.
 */
const [SOON, LONG] = [1_000, 60_000];
const scenarios: readonly { readonly kept: number; readonly run: (server: ServerProcess) => Promise<Outcome> }[] = [
  { kept: SOON, run: (server) => visits(server, 20_000) },
  { kept: SOON, run: (server) => stoppedReaders(server, 500) },
  { kept: SOON, run: (server) => tinyChunks(server, 7, 1_000_000) },
  { kept: LONG, run: (server) => cutConnections(server, 2_000) },
];

let isWell = true;
for (const transport of ["uws", "node"] satisfies readonly TransportName[]) {
  console.log(`\n${transport}, a heap of ${HEAP} MB`);
  for (const { kept, run } of scenarios) {
    const server = await ServerProcess.start(transport, HEAP, kept);
    const start = performance.now();
    const outcome = await run(server);
    await server.stop();
    isWell &&= outcome.isWell;
    const seconds = ((performance.now() - start) / 1_000).toFixed(0);
    console.log(`${outcome.isWell ? styleText("green", "✓") : styleText("red", "✗")} ${outcome.what}, ${seconds} s: ${outcome.held}`);
  }
}
// The page's timers would go on.
process.exit(isWell ? 0 : 1);
