/** `livec bench --explain`: what a visit costs, which slots cost most, and what could be done about them. */
import type { SentSlot } from "../../testing/bench/results.ts";
import { type Environment, paint, usesColor } from "../environment.ts";
import type { Ran } from "./messages.ts";

/** A slot over all steps of a scenario. */
interface Cost {
  readonly at: string;
  readonly kind: string;
  bytes: number;
  evaluated: number;
  rows: number;
  /** Steps in which it was evaluated. */
  steps: number;
  /** Steps in which it sent something. */
  sendingSteps: number;
  value: string;
  keyless: boolean;
}

/** Slots that are shown. */
const SHOWN = 8;
/** Bytes from which on a value is long. */
const LONG = 100;
/** Rows from which on a list without keys is worth a word. */
const MANY_ROWS = 5;
/** Steps from which on work in vain is worth a word. */
const OFTEN = 3;

const count = (value: number): string => value.toLocaleString("en");

export function printExplanation({ stdout, variables }: Environment, ran: readonly Ran[]): void {
  const color = usesColor(stdout, variables);
  for (const { result } of ran) {
    const costs = costsOf(result.steps.map(({ sent }) => sent));
    const down = result.steps.reduce((sum, { bytesDown }) => sum + bytesDown, 0);
    const total = result.firstHtml + result.statics + result.join + down;
    stdout.write(`\n${paint(color, "bold", result.name)}\n`);
    stdout.write(`  A visit costs ${count(total)} bytes before compression: `);
    stdout.write(`${count(result.firstHtml)} for the page, ${count(result.statics)} once for its statics, ${count(result.join)} to join, `);
    stdout.write(`${count(down)} for ${result.steps.length} ${result.steps.length === 1 ? "step" : "steps"}.\n`);
    if (costs.length > 0) stdout.write(paint(color, "dim", `  ${"slot".padEnd(44)}${"bytes".padStart(9)}${"evaluated".padStart(11)}\n`));
    for (const cost of costs.slice(0, SHOWN)) {
      stdout.write(`  ${`${cost.at} ${cost.kind}`.padEnd(44)}${count(cost.bytes).padStart(9)}${count(cost.evaluated).padStart(11)}\n`);
    }
    const advice = costs.flatMap((cost) => adviceOn(cost).map((text) => `${cost.at}: ${text}`));
    for (const line of new Set(advice)) stdout.write(`  ${paint(color, "yellow", "→")} ${line}\n`);
    if (advice.length === 0) stdout.write(`  ${paint(color, "green", "✓")} Nothing here stands out.\n`);
  }
}

/** The dearest first. */
function costsOf(steps: readonly (readonly SentSlot[])[]): readonly Cost[] {
  const costs = new Map<string, Cost>();
  for (const sent of steps) {
    for (const { at, kind, bytes, evaluated, value, rows = 0, keyless = false } of sent) {
      const key = `${at} ${kind}`;
      const cost = costs.get(key) ?? { at, kind, bytes: 0, evaluated: 0, rows: 0, steps: 0, sendingSteps: 0, value: "", keyless: false };
      costs.set(key, cost);
      cost.bytes += bytes;
      cost.evaluated += evaluated;
      cost.rows += rows;
      cost.steps++;
      if (bytes > 0 || rows > 0) cost.sendingSteps++;
      if (value !== "") cost.value = value;
      cost.keyless ||= keyless;
    }
  }
  return [...costs.values()].sort((a, b) => b.bytes - a.bytes || b.evaluated - a.evaluated || (a.at < b.at ? -1 : 1));
}

function adviceOn({ kind, bytes, evaluated, rows, steps, sendingSteps, keyless }: Cost): readonly string[] {
  const advice: string[] = [];
  if (keyless && rows >= MANY_ROWS) {
    advice.push(`${count(rows)} rows of this list were rendered, and it has no :key. With one, rows that only moved are not sent again.`);
  }
  if (kind === "html" && bytes >= LONG) {
    advice.push("HTML through :html is sent whole whenever it changes. As a template, only the values in it would be.");
  }
  if (kind === "text" && sendingSteps > 1 && bytes / sendingSteps >= LONG) {
    advice.push(
      "a long text is sent again and again. Put what changes into an expression of its own: {first} {second}, not {first + second}.",
    );
  }
  if (kind !== "list" && steps >= OFTEN && sendingSteps === 0) {
    advice.push(
      `evaluated ${count(evaluated)} times and never changed. What it reads is probably an object or array that is made anew each time.`,
    );
  }
  return advice;
}
