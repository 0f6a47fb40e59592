/** A command as the table in `run.ts` holds it, and how its arguments are read. */
import { parseArgs } from "node:util";
import { didYouMean } from "../base/suggest.ts";
import { UsageError } from "../project/usage.ts";
import type { Environment, Exit } from "./environment.ts";

export interface Option {
  /** A flag, or an option with a value: `--port 4000`. */
  readonly type: "boolean" | "string";
  readonly short?: string;
  readonly summary: string;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /**
   * Names of the operands as help shows them: `["[dir]"]`. There may be as many as are named, or any number where the
   * last is `"[paths…]"`.
   */
  readonly operands: readonly string[];
  /** What the first operand may be, where it is one of a few words: for completion. */
  readonly choices?: readonly string[];
  readonly options: { readonly [name: string]: Option };
  /** Closing paragraph of the command's help. */
  readonly details: string;
  run(call: Call, environment: Environment): Promise<Exit>;
}

/** A command line, read and checked against its command. */
export interface Call {
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/** Every command has it; the caller answers it. */
export const helpOption: Option = { type: "boolean", short: "h", summary: "show this help" };

/**
 * Reads a command's arguments. Nothing that is not understood is passed over.
 *
 * @throws {UsageError} for an unknown option, a missing or superfluous value, and too many operands
 * @example readCall(build, ["app", "--watch"]) // operands ["app"], flags {"watch"}
 */
export function readCall(command: Command, args: readonly string[]): Call {
  const options: { [name: string]: Option } = { ...command.options, help: helpOption };
  const { tokens } = parseArgs({
    args: [...args],
    options: parseArgsOptions(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional") {
      operands.push(token.value);
      if (operands.length > command.operands.length && !command.operands.at(-1)?.endsWith("…]"))
        throw new UsageError(`Unexpected argument "${token.value}".${help(command)}`);
    } else if (token.kind === "option") {
      const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
      if (option === undefined) {
        throw new UsageError(`Unknown option "${token.rawName}".${didYouMean(token.name, Object.keys(options), "--")}${help(command)}`);
      }
      if (option.type === "boolean") {
        if (token.value !== undefined) throw new UsageError(`"${token.rawName}" takes no value.${help(command)}`);
        flags.add(token.name);
      } else {
        if (token.value === undefined) throw new UsageError(`"${token.rawName}" needs a value.${help(command)}`);
        values.set(token.name, token.value);
      }
    }
  }
  return { operands, flags, values };
}

function parseArgsOptions(options: { readonly [name: string]: Option }): { [name: string]: { type: Option["type"]; short?: string } } {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [name, short === undefined ? { type } : { type, short }]),
  );
}

function help(command: Command): string {
  return ` See livec ${command.name} --help.`;
}
