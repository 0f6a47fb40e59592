/**
 * `npm run bench:precision`: slots evaluated over slots whose inputs changed, for every event of the gallery. Exits
 * with 1 above the limit, or where a slot is stale.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import { LIMIT, measureAll, ratioOf, total } from "./report.ts";

const rows = await measureAll();
const number = (value: number): string => value.toLocaleString("en").padStart(10);
const ratio = (value: number, over: number): string => (over === 0 ? (value === 0 ? "–" : "∞") : (value / over).toFixed(3)).padStart(9);
console.log(styleText("bold", `${"page and event".padEnd(28)} evaluated   changed     ratio  themselves     ratio`));
const pages = [...new Set(rows.map(({ page }) => page))];
for (const page of pages) {
  const own = rows.filter((row) => row.page === page);
  for (const row of own) {
    console.log(
      `${`${page}: ${row.event}`.padEnd(28)}${number(row.evaluated)}${number(row.changed)} ${ratio(row.evaluated, row.changed)}  ${number(row.changedThemselves)} ${ratio(row.evaluated, row.changedThemselves)}`,
    );
    for (const name of row.needless) console.log(styleText("yellow", `    needless: ${name}`));
    for (const name of row.missed) console.log(styleText("red", `    stale: ${name}`));
  }
  printTotal(page, own);
}
printTotal("gallery", rows);
await mkdir(new URL("../results", import.meta.url), { recursive: true });
const results = {
  limit: LIMIT,
  ...total(rows),
  pages: pages.map((page) => ({ page, ...total(rows.filter((row) => row.page === page)) })),
  events: rows,
};
await writeFile(new URL("../results/precision.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = ratioOf(rows) <= LIMIT && rows.every(({ missed }) => missed.length === 0) ? 0 : 1;

function printTotal(name: string, of: typeof rows): void {
  const { evaluated, changed, changedThemselves } = total(of);
  const line = `${name.padEnd(28)}${number(evaluated)}${number(changed)} ${ratio(evaluated, changed)}  ${number(changedThemselves)} ${ratio(evaluated, changedThemselves)}`;
  console.log(styleText("bold", line));
}
