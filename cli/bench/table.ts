/** What `livec bench` prints for people. */
import { type Environment, paint, usesColor } from "../environment.ts";
import type { Baseline } from "./baseline.ts";
import type { Blame, Comparison, Excess } from "./compare.ts";
import type { Ran } from "./messages.ts";

type Style = Parameters<typeof paint>[1];

/** A column: its head, and what it shows of a step. */
const COLUMNS = ["down", "deflated", "up", "frames", "slots", "expr.", "rows", "CPU µs"] as const;
const WIDTH = 9;
const count = (value: number): string => value.toLocaleString("en");

export function printTable(
  { stdout, variables }: Environment,
  ran: readonly Ran[],
  comparison: Comparison,
  baseline: Baseline | undefined,
): void {
  const color = usesColor(stdout, variables);
  const styled = (style: Style, text: string): string => paint(color, style, text);
  const widest = Math.max(24, ...ran.flatMap(({ result }) => result.steps.map(({ name }) => name.length + 4)));
  const name = Math.min(widest, 44);
  for (const { file, result } of ran) {
    const head = COLUMNS.map((column) => column.padStart(WIDTH)).join("");
    const title = `${result.name}  ${styled("dim", file)}`;
    stdout.write(`\n${styled("bold", result.name)}${title.slice(result.name.length)}\n`);
    const page = [
      `first HTML ${count(result.firstHtml)} (br ${count(result.firstHtmlBrotli)})`,
      `statics ${count(result.statics)} (br ${count(result.staticsBrotli)})`,
      `join ${count(result.join)}`,
    ];
    stdout.write(`  ${page.join(styled("dim", " · "))}\n`);
    stdout.write(styled("dim", `  ${"step".padEnd(name - 2)}${head}\n`));
    for (const step of result.steps) {
      const over = comparison.excesses.some((excess) => excess.scenario === result.name && excess.step === step.name);
      const cells = [step.bytesDown, step.deflated, step.bytesUp, step.frames, step.slots, step.expressions, step.rows, step.cpu];
      const [down = "", ...others] = cells.map((cell) => count(cell).padStart(WIDTH));
      const change = changeOf(baseline?.scenarios[result.name]?.steps[step.name]?.bytesDown, step.bytesDown);
      const label = step.name.length > name - 4 ? `${step.name.slice(0, name - 5)}…` : step.name;
      const mark = over ? styled("red", "✗") : styled("green", "✓");
      stdout.write(
        `${mark} ${label.padEnd(name - 2)}${styled(over ? "red" : "bold", down)}${others.join("")}${change === "" ? "" : `  ${styled(over ? "red" : "green", change)}`}\n`,
      );
    }
  }
  printExcesses({ stdout, styled }, comparison);
}

function changeOf(before: number | undefined, now: number): string {
  if (before === undefined || before === now) return "";
  return `${now > before ? "+" : "−"}${count(Math.abs(now - before))} B`;
}

function printExcesses(
  { stdout, styled }: { readonly stdout: Environment["stdout"]; styled(style: Style, text: string): string },
  { excesses, improved, unknown, gone }: Comparison,
): void {
  stdout.write("\n");
  for (const excess of excesses) {
    stdout.write(`${styled("red", "✗")} ${sentenceOf(excess)}\n`);
    if (excess.blame !== undefined) stdout.write(`    ${blameLine(excess.blame)}\n`);
  }
  if (unknown.length > 0) stdout.write(styled("yellow", `Not in the baseline: ${unknown.join(", ")}\n`));
  if (gone.length > 0) stdout.write(styled("yellow", `Only in the baseline: ${gone.join(", ")}\n`));
  if (improved > 0)
    stdout.write(
      `${improved} ${improved === 1 ? "cost is" : "costs are"} lower than in the baseline; write it anew with --update-baseline.\n`,
    );
  if (excesses.length > 0) stdout.write(styled("red", `${excesses.length} ${excesses.length === 1 ? "cost is" : "costs are"} too high.\n`));
  else stdout.write(styled("green", "Nothing costs more than it may.\n"));
}

/** `todo list › toggle one: 61 bytes down, 40 are allowed`. */
export function sentenceOf({ kind, scenario, step, what, limit, cost }: Excess): string {
  const where = step === undefined ? scenario : `${scenario} › ${step}`;
  const [first = "", ...rest] = what.split(" ");
  const cased = [count(cost), first, ...rest].join(" ");
  return kind === "over"
    ? `${where}: ${cased}, ${count(limit)} are allowed`
    : `${where}: ${cased}, ${count(limit)} in the baseline (+${count(cost - limit)})`;
}

/** `todos.live.html:17 text: "Buy milk" (10 bytes) → "Buy milk, and …" (36 bytes)`. */
export function blameLine({ at, kind, bytes, value, before }: Blame): string {
  const now = `${value} (${count(bytes)} bytes)`;
  return before === undefined ? `${at} ${kind}: ${now}` : `${at} ${kind}: ${before.value} (${count(before.bytes)} bytes) → ${now}`;
}
