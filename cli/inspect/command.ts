/** `livec inspect`: reads a template and shows what the compiler made of it. */
import { readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { reason } from "../build/problem.ts";
import type { Call, Command } from "../command.ts";
import { loadProject } from "../config/load.ts";
import { type Environment, Exit, UsageError, usesColor } from "../environment.ts";
import { inspectionOf } from "./inspection.ts";
import { inspectionText } from "./text.ts";

export const inspect: Command = {
  name: "inspect",
  summary: "show what the compiler understood of a template: blocks, slots, what each depends on",
  operands: ["<file>"],
  options: { json: { type: "boolean", summary: "print one JSON document" } },
  details: [
    "In the markup of a block ‹0› stands for the value of slot 0. Nothing is written.",
    "Exit codes: 0 all is well, 1 errors in the template, 2 wrong usage or configuration.",
  ].join("\n"),
  run,
};

async function run({ operands: [file], flags }: Call, { cwd, stdout, stderr, variables }: Environment): Promise<Exit> {
  if (file === undefined) throw new UsageError("Which template? Give its file: livec inspect todo.live.html");
  const path = resolve(cwd, file);
  const source = readTemplate(path, file);
  const { config } = await loadProject(cwd, dirname(path));
  const [{ compile }, { formatDiagnostic }] = await Promise.all([import("../../compiler/compile.ts"), import("../../compiler/frame.ts")]);
  const { bindingPrefix, diagnostics: levels } = config;
  const result = compile(source, {
    file,
    ...(bindingPrefix !== undefined && { bindingPrefix }),
    ...(levels !== undefined && { diagnostics: levels }),
  });
  const inspection = inspectionOf(file, source, result);
  if (flags.has("json")) {
    stdout.write(`${JSON.stringify({ ok: result.code !== undefined, ...inspection }, null, 2)}\n`);
  } else {
    for (const diagnostic of result.diagnostics) {
      stderr.write(`${formatDiagnostic(diagnostic, source, { color: usesColor(stderr, variables) })}\n\n`);
    }
    if (result.code !== undefined) stdout.write(inspectionText(inspection, usesColor(stdout, variables)));
  }
  return result.code === undefined ? Exit.failed : Exit.ok;
}

function readTemplate(path: string, file: string): string {
  if (!path.endsWith(".live.html")) throw new UsageError(`“${file}” is no template: their names end in .live.html.${meant(path, file)}`);
  try {
    if (statSync(path).isDirectory()) throw new UsageError(`“${file}” is a directory. Give one template in it.`);
    return new TextDecoder().decode(readFileSync(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`“${file}” cannot be read: ${reason(error)}.`);
  }
}

/** The template that belongs to another file: the module generated from it, or the view of that name. */
function meant(path: string, file: string): string {
  const name = basename(path).replace(/(\.live)?\.[jt]s$/, "");
  const template = `${name}.live.html`;
  const there = extname(path) !== "" && statSync(resolve(dirname(path), template), { throwIfNoEntry: false })?.isFile() === true;
  return there ? ` Did you mean “${file.slice(0, file.length - basename(path).length)}${template}”?` : "";
}
