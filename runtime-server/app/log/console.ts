/** The log an app writes when it is given none: one line per entry, JSON in production. */
import type { LogFields, Logger, LogLevel } from "../../base/host.ts";

const order: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Writes entries of `level` and above; `write` gets whole lines. */
export function consoleLogger(
  level: LogLevel,
  json: boolean,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Logger {
  const log =
    (entryLevel: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (order.indexOf(entryLevel) < order.indexOf(level)) return;
      const plain = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? errorText(value) : serialisable(value)]),
      );
      const line = json
        ? stringify({ level: entryLevel, time: new Date().toISOString(), message, ...plain })
        : `livec ${entryLevel}: ${message}${Object.entries(plain)
            .map(([name, value]) => field(name, value))
            .join("")}`;
      write(`${line}\n`);
    };
  return { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
}

/** A line break in a value must not begin a new entry; a stack trace is the one text that may span lines. */
function field(name: string, value: unknown): string {
  return name === "error" && typeof value === "string" ? `\n  ${value.replaceAll("\n", "\n  ")}` : ` ${name}=${stringify(value)}`;
}

function errorText(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${errorText(error.cause)}` : "";
  return (error.stack ?? `${error.name}: ${error.message}`) + cause;
}

/** A log entry must not be lost because of one value in it. */
function serialisable(value: unknown): unknown {
  return stringify(value) === unserialisable ? "(not serialisable)" : value;
}

const unserialisable = '"(not serialisable)"';

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value, (_name, item: unknown) => (typeof item === "bigint" ? String(item) : item)) ?? "undefined";
  } catch {
    return unserialisable;
  }
}
