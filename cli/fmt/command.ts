/** `livec fmt`: reads the command line, formats files or what comes in, and answers the exit code. */
import { basename, resolve } from "node:path";
import { loadProject } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";
import type { Call, Command } from "../command.ts";
import type { Environment, Exit } from "../environment.ts";
import { findFiles } from "./files.ts";
import { type LoadFormatter, loadPrettier } from "./prettier.ts";
import { createReporter } from "./report.ts";
import { type FormattedFile, formatFile, formatText, write } from "./run.ts";

/** The command; `load` finds the formatter of code. */
export function createFmt(load: LoadFormatter): Command {
  return {
    name: "fmt",
    summary: "format templates: markup, expressions and script",
    operands: ["[paths…]"],
    options: {
      check: { type: "boolean", summary: "write nothing; list the files that are not formatted and fail if there are any" },
      stdin: { type: "boolean", summary: "format what comes on standard input and print it" },
      "stdin-filepath": { type: "string", summary: "the file that standard input is from: for its configuration and in messages" },
      json: { type: "boolean", summary: "print one JSON document" },
    },
    details: [
      "Paths are templates and directories; without one, all templates below the current directory are formatted.",
      "What a template compiles to does not change. Files with errors are left as they are. Expressions and scripts are",
      "formatted by Prettier where the project has it (npm install --save-dev prettier).",
      "Exit codes: 0 all is well, 1 errors in templates or files not formatted, 2 wrong usage or configuration.",
    ].join("\n"),
    run: (call, environment) => run(call, environment, load),
  };
}

export const fmt: Command = createFmt(loadPrettier);

async function run({ operands, flags, values }: Call, environment: Environment, load: LoadFormatter): Promise<Exit> {
  const check = flags.has("check");
  const filepath = values.get("stdin-filepath");
  if (flags.has("stdin")) {
    if (operands.length > 0) throw new UsageError("--stdin and paths exclude each other: give one.");
    return runOnInput(filepath ?? "stdin.live.html", { check, json: flags.has("json") }, environment, load);
  }
  if (filepath !== undefined) throw new UsageError("--stdin-filepath says where standard input is from: give --stdin too.");

  const started = performance.now();
  const { files, problems } = await findFiles(environment.cwd, operands.length === 0 ? ["."] : operands);
  const report = createReporter(environment, { check, json: flags.has("json") });
  const formatted: FormattedFile[] = [];
  for (const { path, project } of files) {
    const formatter = await load(project.root);
    if (formatter === undefined) report.withoutFormatter();
    formatted.push(await formatFile(environment.cwd, path, project.config, formatter));
  }
  const written = check ? [] : write(formatted);
  return report.result({ files: formatted, problems: [...problems, ...written], milliseconds: performance.now() - started });
}

/** Standard input to standard output. With errors, nothing is printed there. */
async function runOnInput(
  filepath: string,
  options: { readonly check: boolean; readonly json: boolean },
  environment: Environment,
  load: LoadFormatter,
): Promise<Exit> {
  const { cwd } = environment;
  const path = resolve(cwd, filepath);
  const directory = resolve(path, "..");
  const project = await loadProject(cwd, directory);
  const source = await environment.input();
  const report = createReporter(environment, options);
  const formatter = await load(project.root);
  if (formatter === undefined) report.withoutFormatter();
  const file = await formatText(source, { file: filepath === "" ? basename(path) : filepath, path }, project.config, formatter);
  return report.input(file);
}
