/** Snapshots: what a view showed once, in a file beside the test. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pretty } from "./html.ts";
import { loadJsdom } from "./window.ts";

/** Lines around the first difference that an error shows. */
const CONTEXT = 2;

/**
 * Compares an element with `__snapshots__/<name>.html` beside the test that calls, which `caller` was made in. Writes
 * the file where there is none, but not in CI, and where LIVEC_UPDATE_SNAPSHOTS is set.
 */
export function assertSnapshot(name: string, element: Element, caller: Error): void {
  compare(name, pretty(element), caller);
}

/** {@link assertSnapshot} for HTML. */
export async function assertSnapshotOf(name: string, html: string, caller: Error): Promise<void> {
  const { JSDOM } = await loadJsdom();
  compare(name, pretty(new JSDOM(`<body>${html}`).window.document.body), caller);
}

function compare(name: string, shown: string, caller: Error): void {
  if (!/^[\w. -]+$/.test(name))
    throw new TypeError(`${JSON.stringify(name)} is not a name for a snapshot: letters, digits, spaces, "-", "_" and ".".`);
  const file = join(dirname(testOf(caller)), "__snapshots__", `${name}.html`);
  const { CI = "", LIVEC_UPDATE_SNAPSHOTS: update = "" } = process.env;
  if (!existsSync(file) && CI !== "" && update === "")
    throw new Error(`There is no snapshot ${file}. Run the test once outside CI, and commit it.`);
  if (!existsSync(file) || update !== "") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, shown);
    return;
  }
  const kept = readFileSync(file, "utf8");
  if (kept !== shown)
    throw new Error(`The page is not as ${file} has it:\n${difference(kept, shown)}\nIf it is right, set LIVEC_UPDATE_SNAPSHOTS=1.`);
}

/** The file of the first caller outside this package. */
function testOf({ stack = "" }: Error): string {
  const own = dirname(fileURLToPath(import.meta.url));
  for (const line of stack.split("\n").slice(1)) {
    const [, place = ""] = /\(?((?:file:\/\/|\/|[A-Z]:\\).*?):\d+:\d+\)?$/.exec(line.trim()) ?? [];
    const file = place.startsWith("file:") ? fileURLToPath(place) : place;
    const isOwn = file.startsWith(own) && !/\.test\.\w+$/.test(file);
    if (file !== "" && !isOwn && !file.includes("node_modules")) return file;
  }
  throw new Error("A snapshot needs to know its test, and no caller is in the stack.");
}

function difference(kept: string, shown: string): string {
  const [before, after] = [kept.split("\n"), shown.split("\n")];
  let from = 0;
  while (before[from] === after[from]) from++;
  let same = 0;
  while (same < Math.min(before.length, after.length) - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  const around = before.slice(Math.max(0, from - CONTEXT), from).map((line) => `  ${line}`);
  const removed = before.slice(from, before.length - same).map((line) => `- ${line}`);
  const added = after.slice(from, after.length - same).map((line) => `+ ${line}`);
  return [...around, ...removed, ...added].join("\n");
}
