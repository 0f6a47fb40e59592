/** What went wrong in development, as page and terminal show it. */
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "../../plugins/core/log.ts";
import { hasPage } from "./docs-page.ts";

export interface Failure {
  readonly message: string;
  /** Relative to the project's root, with line and column where they are known: `views/counter.ts:5:15`. */
  readonly place?: string;
  /** The lines around the place. */
  readonly frame?: string;
  /** Of a diagnostic, whose page tells more. */
  readonly code?: string;
  readonly stack?: string;
}

/** An error that was told by another process. */
export interface Thrown {
  readonly message: string;
  readonly stack: string;
  /** Of an error of livec's own. */
  readonly code?: string;
}

export function thrown(error: unknown): Thrown {
  const { message, stack = message, code }: Error & { code?: unknown } = error instanceof Error ? error : new Error(String(error));
  return { message, stack, ...(typeof code === "string" && { code }) };
}

export function failureOfLog({ message, pluginCode, loc: { file, line, column }, frame }: Log, root: string): Failure {
  // What explains it is a link here.
  const lines = frame.split("\n").filter((text) => !/^\s*= help: livec explain/.test(text));
  const code = hasPage(pluginCode) ? { code: pluginCode } : {};
  return { message, place: `${shown(file, root)}:${line}:${column}`, frame: lines.join("\n"), ...code };
}

/** Frames of a stack: `at mount (file:///app/views/counter.ts?v=2:5:15)`. */
const STACK_FRAME = /(file:\/\/[^\s()?]+|\/[^\s()?:]+)(?:\?[^\s():]*)?:(\d+):(\d+)/g;

/** With the first place of the stack that is in the project, and the lines there. */
export function failureOf({ message, stack, code }: Thrown, root: string): Failure {
  const known = code !== undefined && hasPage(code) ? { code } : {};
  const plain = stack.replaceAll(/(\.(?:[cm]?[jt]s|html))\?[^\s():]*(?=:\d)/g, "$1");
  for (const [, where = "", line = "", column = ""] of stack.matchAll(STACK_FRAME)) {
    const file = where.startsWith("file:") ? fileURLToPath(where) : where;
    if (!file.startsWith(root + sep) || file.includes(`${sep}node_modules${sep}`)) continue;
    const frame = frameOf(file, Number(line), Number(column));
    return { message, place: `${shown(file, root)}:${line}:${column}`, stack: plain, ...known, ...(frame !== undefined && { frame }) };
  }
  return { message, stack: plain, ...known };
}

function shown(file: string, root: string): string {
  return relative(root, file).replaceAll(sep, "/");
}

/** How many lines are shown before and behind the one at fault. */
const AROUND = 2;

function frameOf(file: string, line: number, column: number): string | undefined {
  let lines: readonly string[];
  try {
    lines = readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
  const first = Math.max(1, line - AROUND);
  const width = String(line + AROUND).length;
  return lines
    .slice(first - 1, line + AROUND)
    .flatMap((text, index) => {
      const number = first + index;
      const row = `${String(number).padStart(width)} | ${text}`;
      return number === line ? [row, `${" ".repeat(width)} | ${" ".repeat(column - 1)}^`] : [row];
    })
    .join("\n");
}
