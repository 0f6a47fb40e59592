/** A log entry, cut down to what it may cost. */
import type { LogFields } from "../../base/host.ts";

/** Shorter than that no text is cut: the beginning of a name. */
const LEAST = 16;

/** The fields with their longest texts cut, so that as JSON they take about `bytes`. What fits is left as it is. */
export function shorten(fields: LogFields, bytes: number): LogFields {
  const costs = Object.entries(fields).map(([name, value]) => ({ name, value, cost: costOf(value) + name.length }));
  if (sum(costs.map(({ cost }) => cost)) <= bytes) return fields;
  const share = shareOf(
    costs.map(({ cost }) => cost),
    bytes,
  );
  return Object.fromEntries(costs.map(({ name, value, cost }) => [name, cost <= share ? value : cut(value, share - name.length)]));
}

/** What each may cost at most, so that all together cost `bytes`: the small ones leave their rest to the large ones. */
function shareOf(costs: readonly number[], bytes: number): number {
  let [left, count] = [bytes, costs.length];
  for (const cost of [...costs].sort((a, b) => a - b)) {
    if (cost > left / count) break;
    left -= cost;
    count--;
  }
  return count === 0 ? bytes : left / count;
}

function cut(value: unknown, bytes: number): unknown {
  if (!(value instanceof Error)) return cutText(textOf(value), bytes);
  const short = new Error(cutText(value.message, bytes / 2));
  short.name = value.name;
  short.stack = cutText(stackOf(value), bytes);
  return short;
}

/** The beginning of a text, and how much was left out. */
function cutText(text: string, bytes: number): string {
  let kept = text;
  while (kept.length > LEAST && costOf(kept) > bytes)
    kept = kept.slice(0, Math.max(LEAST, Math.min(kept.length * 0.9, (kept.length * bytes) / costOf(kept))));
  return kept.length === text.length ? text : `${kept.toWellFormed()}… (${text.length - kept.length} more)`;
}

function costOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(textOf(value)));
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Error) return stackOf(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A cycle, a bigint, a getter that throws: whoever writes the entry says so in few words.
    return "";
  }
}

/** With its causes, as it will be written. */
function stackOf(error: Error): string {
  try {
    const own = error.stack ?? `${error.name}: ${error.message}`;
    return error.cause instanceof Error ? `${own}\ncaused by ${error.cause.stack ?? error.cause.message}` : own;
  } catch {
    return "an error that cannot be read";
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
