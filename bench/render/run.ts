/**
 * `npm run bench:render`: first HTML beside other engines, events in long lists beside a raw echo, and what a view
 * keeps of a long table. Every figure is printed as a ratio to something measured in the same run, as machines differ.
 * Exits with 1 where a ratio is over its limit.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import { measureEcho } from "./echo.ts";
import { measureFirstHtml } from "./first-html.ts";
import { measureLists } from "./lists.ts";
import { measureMemory } from "./memory.ts";

/** First HTML, in times that of the fastest other engine that compiles its templates. */
const MAX_LIVE = 1.75;
const MAX_NOT_LIVE = 1.4;
/** An event from its handler to the text of its frame, in echoes. */
const MAX_EVENTS: { readonly [event: string]: number } = {
  "one cell of 1,000 × 4": 6,
  "swap two of 1,000": 12,
  "1,000 new but equal objects": 50,
  "toggle one of 100 todos": 3,
};
/** A component among 1,000, in times one alone. */
const MAX_COMPONENTS = 1.3;
/** Kilobytes kept per view of a table of 1,000 rows and 4 columns, beside its rows. */
const MAX_KEPT = 60;

interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly limit?: number;
}

const echo = await measureEcho();
const kept = measureMemory();
const lists = measureLists();
const pages = await measureFirstHtml();
const sections: { readonly [title: string]: readonly Line[] } = {
  ...Object.fromEntries(
    Object.entries(pages).map(([page, times]) => [`first HTML: ${page}, in times the fastest other engine`, pageLines(page, times)]),
  ),
  "events in lists, in echoes": [{ name: "a raw echo", value: echo, unit: "µs", ratio: 1 }, ...eventLines()],
  "kept by a view of 1,000 × 4 rows": [
    { name: "the rows", value: kept.rows / 1000, unit: "KB" },
    { name: "all else", value: (kept.view - kept.rows) / 1000, unit: "KB", ratio: (kept.view - kept.rows) / 1000, limit: MAX_KEPT },
  ],
};
for (const [title, lines] of Object.entries(sections)) print(title, lines);
await mkdir(new URL("../results", import.meta.url), { recursive: true });
await writeFile(new URL("../results/render.json", import.meta.url), `${JSON.stringify(sections, null, 2)}\n`);
const over = Object.values(sections).flatMap((lines) => lines.filter(({ ratio = 0, limit = Number.POSITIVE_INFINITY }) => ratio > limit));
for (const { name, ratio, limit } of over) console.error(`${name}: ${ratio?.toFixed(2)}, where ${limit} is the most`);
process.exitCode = over.length === 0 ? 0 : 1;

function pageLines(page: string, times: ReadonlyMap<string, number>): readonly Line[] {
  const engines = [...times].filter(([name]) => !name.startsWith("livec") && name !== "by hand");
  const fastest = Math.min(...engines.map(([, time]) => time));
  return [...times].map(([name, value]) => {
    const ratio = value / fastest;
    // What is live is held against the table, where a row costs what is kept of it.
    if (name === "livec, live" && page.startsWith("table")) return { name, value, unit: "µs", ratio, limit: MAX_LIVE };
    return name === "livec, not live" ? { name, value, unit: "µs", ratio, limit: MAX_NOT_LIVE } : { name, value, unit: "µs", ratio };
  });
}

function eventLines(): readonly Line[] {
  const alone = lists.get("a component alone") ?? Number.NaN;
  return [...lists].map(([name, value]) => {
    if (name === "a component among 1,000")
      return { name: `${name}, in times one alone`, value, unit: "µs", ratio: value / alone, limit: MAX_COMPONENTS };
    const limit = MAX_EVENTS[name];
    return { name, value, unit: "µs", ratio: value / echo, ...(limit !== undefined && { limit }) };
  });
}

function print(title: string, lines: readonly Line[]): void {
  console.log(styleText("bold", title));
  for (const { name, value, unit, ratio, limit } of lines) {
    const figure = `${value.toFixed(1)} ${unit}`.padStart(12);
    const of = limit === undefined ? "" : ` of at most ${limit}`;
    console.log(`  ${name.padEnd(44)}${figure}${ratio === undefined ? "" : `${ratio.toFixed(2).padStart(9)}${of}`}`);
  }
}
