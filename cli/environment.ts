/** What a command may touch of the process that runs it. Tests hand in their own. */
import { styleText } from "node:util";

export interface Output {
  write(text: string): unknown;
  /** True on a terminal: colours and a progress line are welcome. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Environment {
  /** The directory that paths on the command line are relative to. */
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly variables: { readonly [name: string]: string | undefined };
  /** All of standard input, as UTF-8. */
  input(): Promise<string>;
  /** For commands that run until they are told to end: aborts on SIGINT and SIGTERM. */
  untilInterrupted(): AbortSignal;
}

/** Exit codes of all commands. */
export const Exit = { ok: 0, failed: 1, usage: 2 } as const;
export type Exit = (typeof Exit)[keyof typeof Exit];

/**
 * Whether `output` takes colours: a terminal, unless NO_COLOR is set (https://no-color.org); FORCE_COLOR overrules
 * both.
 */
export function usesColor(output: Output, variables: Environment["variables"]): boolean {
  const { NO_COLOR: no = "", FORCE_COLOR: force = "" } = variables;
  if (force !== "") return force !== "0";
  return output.isTTY === true && no === "";
}

/** `text` in a style, or unchanged without colours. */
export function paint(color: boolean, style: "red" | "yellow" | "green" | "dim" | "bold", text: string): string {
  return color ? styleText(style, text, { validateStream: false }) : text;
}
