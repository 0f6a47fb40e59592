/** Finds the command that a command line names, and runs it. */

import { didYouMean } from "../base/suggest.ts";
import { UsageError } from "../project/usage.ts";
import { bench } from "./bench/command.ts";
import { build } from "./build/command.ts";
import { check } from "./check/command.ts";
import { type Command, readCall } from "./command.ts";
import { completionOf } from "./completion/command.ts";
import { dev } from "./dev/command.ts";
import { type Environment, Exit, paint, usesColor } from "./environment.ts";
import { explain } from "./explain/command.ts";
import { fmt } from "./fmt/command.ts";
import { gen } from "./gen/command.ts";
import { commandHelp, overview } from "./help.ts";
import { inspect } from "./inspect/command.ts";
import { create } from "./new/command.ts";
import { version } from "./package.ts";
import { push } from "./push/command.ts";
import { routes } from "./routes/command.ts";

/** All commands, in the order help lists them. */
const commands: readonly Command[] = [
  create,
  dev,
  build,
  check,
  fmt,
  bench,
  inspect,
  explain,
  routes,
  gen,
  push,
  completionOf(() => commands),
];

/**
 * Runs a command line and answers the exit code: 0 for success, 1 where the command found fault, 2 where the command
 * line or the configuration is wrong.
 *
 * @example await run(["build", "app", "--check"], environment)
 */
export async function run(args: readonly string[], environment: Environment): Promise<Exit> {
  try {
    return await dispatch(args, environment);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    environment.stderr.write(`${paint(usesColor(environment.stderr, environment.variables), "red", "error")}: ${error.message}\n`);
    return Exit.usage;
  }
}

async function dispatch([name, ...args]: readonly string[], environment: Environment): Promise<Exit> {
  const { stdout, stderr } = environment;
  if (name === undefined) {
    stderr.write(overview(commands, version()));
    return Exit.usage;
  }
  if (name === "--version" || name === "-v") {
    stdout.write(`${version()}\n`);
    return Exit.ok;
  }
  if (name === "--help" || name === "-h") return help([], environment);
  if (name === "help") return help(args, environment);
  const command = commandOf(name);
  const call = readCall(command, args);
  return call.flags.has("help") ? help([name], environment) : command.run(call, environment);
}

/** `livec help`, `livec help build` */
function help([name, unexpected]: readonly string[], { stdout }: Environment): Exit {
  if (unexpected !== undefined) throw new UsageError(`Unexpected argument "${unexpected}". See livec --help.`);
  stdout.write(name === undefined ? overview(commands, version()) : commandHelp(commandOf(name)));
  return Exit.ok;
}

function commandOf(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw unknownName(name);
  return command;
}

function unknownName(name: string): UsageError {
  const [kind, names] = name.startsWith("-")
    ? ["option", ["--help", "--version"]]
    : ["command", ["help", ...commands.map((command) => command.name)]];
  return new UsageError(`Unknown ${kind} "${name}".${didYouMean(name, names)} See livec --help.`);
}
