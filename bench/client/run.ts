/**
 * `npm run bench:client`: the operations of js-framework-benchmark, driven by what a server sends, in Chromium: script
 * time with JSON.parse, beside hand-written DOM
 * code, lit-html and innerHTML + morphdom in the same run, as ratios. Exits with 1 where a table is not what it should
 * be.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import type { Page } from "playwright-core";
import { rollup } from "rollup";
import { launchBrowser } from "../../test/browser.ts";
import { browserScript } from "../../test/browser-script.ts";
import { operations, type Sample, sampleOf, statics } from "./operations.ts";

const RUNS = Number(process.env["LIVEC_BENCH_RUNS"] ?? 41);
/** Rounds in turn, so that what disturbs the machine disturbs everybody. */
const ROUNDS = 3;
const NAMES = ["livec", "hand-written", "lit-html", "innerHTML + morphdom"] as const;

const modules = new URL("../../node_modules/", import.meta.url).pathname;
/** The libraries of others, as a global of the page. */
const LIBRARIES = `
  import morphdom from "${modules}morphdom/dist/morphdom-esm.js";
  import { html, render, nothing } from "${modules}lit-html/lit-html.js";
  import { repeat } from "${modules}lit-html/directives/repeat.js";
  globalThis.libraries = { html, render, nothing, repeat, morphdom };
`;

async function librariesScript(): Promise<string> {
  const entry = "libraries";
  const bundle = await rollup({
    input: entry,
    plugins: [{ name: "entry", resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? LIBRARIES : null) }],
  });
  const { output } = await bundle.generate({ format: "iife" });
  return output[0].code;
}

/** A page whose clock is as fine as browsers have it. */
async function openPage(): Promise<{ page: Page; close: () => Promise<void> }> {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
  await page.route("http://localhost/", (route) =>
    route.fulfill({ headers, contentType: "text/html", body: "<!doctype html><title>bench</title>" }),
  );
  await page.goto("http://localhost/");
  await page.addScriptTag({ content: await librariesScript() });
  await page.addScriptTag({ content: await browserScript(new URL("./page.ts", import.meta.url), "bench") });
  return { page, close: () => browser.close() };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const { page, close } = await openPage();
const time = (name: string, sample: Sample): Promise<number | null> =>
  page.evaluate(
    ([name, statics, json, runs]) =>
      (globalThis as unknown as { bench: { time(...of: unknown[]): number | undefined } }).bench.time(
        name,
        statics,
        JSON.parse(json),
        runs,
      ) ?? null,
    [name, statics, JSON.stringify(sample), RUNS] as const,
  );
const results: { operation: string; milliseconds: { [name: string]: number }; ratios: { [name: string]: number } }[] = [];
const wrong: string[] = [];
try {
  for (const operation of operations) {
    const sample = sampleOf(operation);
    const times = Object.fromEntries(NAMES.map((name): [string, number[]] => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of NAMES) {
        const found = await time(name, sample);
        if (found === null) wrong.push(`${name}: ${operation.name}`);
        else times[name]?.push(found);
      }
    }
    const milliseconds = Object.fromEntries(Object.entries(times).map(([name, of]) => [name, median(of)]));
    const own = milliseconds["livec"] ?? Number.NaN;
    const ratios = Object.fromEntries(Object.entries(milliseconds).map(([name, of]) => [name, own / of]));
    results.push({ operation: operation.name, milliseconds, ratios });
  }
} finally {
  await close();
}

console.log(styleText("bold", `${"script time, ms".padEnd(20)}${NAMES.map((name) => name.padStart(22)).join("")}`));
for (const { operation, milliseconds, ratios } of results) {
  const cells = NAMES.map((name) => `${milliseconds[name]?.toFixed(3)} (${ratios[name]?.toFixed(2)})`.padStart(22));
  console.log(`${operation.padEnd(20)}${cells.join("")}`);
}
console.log("In brackets: what livec takes, over that.");
for (const what of wrong) console.error(styleText("red", `not the table it should be: ${what}`));
await mkdir(new URL("../results", import.meta.url), { recursive: true });
await writeFile(new URL("../results/client.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
