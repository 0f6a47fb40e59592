/** `livec inspect`: reads a template and shows what the compiler made of it. */
import { dirname, resolve } from "node:path";
import { loadProject } from "../../project/load.ts";
import { compileOptions } from "../../project/templates.ts";
import { UsageError } from "../../project/usage.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit, usesColor } from "../environment.ts";
import { inspectionOf } from "./inspection.ts";
import { inspectionText } from "./text.ts";

export const inspect: Command = {
  name: "inspect",
  summary: "show what the compiler understood of a template: blocks, slots, what each depends on",
  operands: ["<file>"],
  options: { json: { type: "boolean", summary: "print one JSON document" } },
  details: [
    "The file is a *.live.html or a TypeScript file with an inline template; of several, give the module: page.row.live.ts.",
    "In the markup of a block ‹0› stands for the value of slot 0. Nothing is written.",
    "Exit codes: 0 all is well, 1 errors in the template, 2 wrong usage or configuration.",
  ].join("\n"),
  run,
};

async function run({ operands: [file], flags }: Call, { cwd, stdout, stderr, variables }: Environment): Promise<Exit> {
  if (file === undefined) throw new UsageError("Which template? Give its file: livec inspect todo.live.html");
  const path = resolve(cwd, file);
  const [{ readSource }, { formatDiagnostic }] = await Promise.all([import("./source.ts"), import("../../compiler/frame.ts")]);
  const source = readSource(path, file);
  const { config } = await loadProject(cwd, dirname(path));
  const result = source.compile(compileOptions(config));
  const inspection = inspectionOf(file, source.text, result);
  if (flags.has("json")) {
    stdout.write(`${JSON.stringify({ ok: result.code !== undefined, ...inspection }, null, 2)}\n`);
  } else {
    for (const diagnostic of result.diagnostics) {
      stderr.write(`${formatDiagnostic(diagnostic, source.fileText, { color: usesColor(stderr, variables) })}\n\n`);
    }
    if (result.code !== undefined) stdout.write(inspectionText(inspection, usesColor(stdout, variables)));
  }
  return result.code === undefined ? Exit.failed : Exit.ok;
}
