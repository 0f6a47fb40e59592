/**
 * `npm run bench:wire`: every interaction of the wire's table over a real WebSocket, whole frames counted, beside
 * LiveView's figures. Exits with 1 where a frame is over its limit.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import { createApp } from "livec/server";
import { CLICK_LIMIT, CLICK_LIVEVIEW, JOIN_LIMIT, JOIN_LIVEVIEW, type Scenario, type Step, scenarios } from "./scenarios.ts";
import { WireClient } from "./wire-client.ts";

interface Measured {
  readonly scenario: string;
  readonly step: string;
  readonly bytes: number;
  readonly limit: number;
  readonly liveview?: { readonly diff: number; readonly frame: number };
  readonly frame: string;
}

const app = createApp({ secret: "a bench needs no secret, but the server wants one" });
for (const [index, { view }] of scenarios.entries()) app.live(`/${index}`, view);
await app.listen({ port: 0, host: "127.0.0.1" });
const results: Measured[] = [];
try {
  for (const [index, scenario] of scenarios.entries()) results.push(...(await measure(scenario, `/${index}`)));
} finally {
  await app.close();
}
print(results);
await mkdir(new URL("../results", import.meta.url), { recursive: true });
await writeFile(new URL("../results/wire.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
const over = results.filter(({ bytes, limit }) => bytes > limit);
for (const { scenario, step, bytes, limit, frame } of over)
  console.error(`${scenario}: ${step} took ${bytes} bytes, ${bytes - limit} over its limit: ${frame}`);
process.exitCode = over.length === 0 ? 0 : 1;

async function measure({ name, view, steps }: Scenario, path: string): Promise<readonly Measured[]> {
  void view;
  const client = await WireClient.visit(app.url, path);
  const measured: Measured[] = [];
  try {
    for (const step of steps) {
      for (const before of step.before ?? []) await client.event(...parseEvent(before));
      const frame = await client.event(step.event, step.payload, step.component);
      measured.push(row(name, step.name, client.bytesOf(frame), step.limit, frame, step.liveview));
    }
    if (path === "/2")
      measured.push(row(name, "join after the first render", Buffer.byteLength(client.joined), JOIN_LIMIT, client.joined, JOIN_LIVEVIEW));
    if (path === "/0") {
      await client.event("inc");
      measured.push(
        row(name, "click, client → server", client.bytesOf(client.sent), CLICK_LIMIT, client.sent, {
          diff: CLICK_LIVEVIEW,
          frame: CLICK_LIVEVIEW,
        }),
      );
    }
  } finally {
    await client.close();
  }
  return measured;
}

function row(scenario: string, step: string, bytes: number, limit: number, frame: string, liveview: Step["liveview"]): Measured {
  return {
    scenario,
    step,
    bytes,
    limit,
    frame: frame.length > 200 ? `${frame.slice(0, 200)}…` : frame,
    ...(liveview === undefined ? {} : { liveview }),
  };
}

/** `select 301` is the event with `{ id: "301" }`; `validate {…}` carries its payload as JSON. */
function parseEvent(text: string): [name: string, payload?: object] {
  const [name = "", argument] = text.split(/ (.*)/s);
  if (argument === undefined) return [name];
  return [name, argument.startsWith("{") ? (JSON.parse(argument) as object) : { id: argument }];
}

function print(rows: readonly Measured[]): void {
  const number = (value: number | undefined): string => (value === undefined ? "–" : value.toLocaleString("en")).padStart(8);
  console.log(
    styleText(
      "bold",
      `${"interaction".padEnd(48)}${"livec".padStart(8)}${"limit".padStart(8)}  LiveView diff${"frame".padStart(9)}   times`,
    ),
  );
  for (const { scenario, step, bytes, limit, liveview } of rows) {
    const verdict = bytes > limit ? styleText("red", number(bytes)) : styleText("green", number(bytes));
    const ratio = liveview === undefined ? "" : `${(liveview.frame / bytes).toFixed(liveview.frame / bytes < 10 ? 1 : 0)}×`;
    console.log(
      `${`${scenario}: ${step}`.padEnd(48)}${verdict}${number(limit)}       ${number(liveview?.diff)} ${number(liveview?.frame)} ${ratio.padStart(7)}`,
    );
  }
}
