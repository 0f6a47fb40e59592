/** `livec bench`: what each step of a project's scenarios costs, and whether it may. */
import { appendFileSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import { didYouMean } from "../../base/suggest.ts";
import { findTemplates } from "../../project/find.ts";
import { loadProject, type Project } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit } from "../environment.ts";
import type { Baseline } from "./baseline.ts";
import type { Comparison } from "./compare.ts";
import type { Ran } from "./messages.ts";

const FORMATS = ["text", "github"] as const;

export const bench: Command = {
  name: "bench",
  summary: "run the scenarios in *.bench.ts: bytes on the wire and work on the server, step by step",
  operands: ["[paths…]"],
  options: {
    baseline: { type: "string", summary: "compare with this file; what costs more fails, and the slot to blame is named" },
    "update-baseline": { type: "boolean", summary: "write what things cost now into the file of --baseline" },
    json: { type: "boolean", summary: "print the results as JSON" },
    markdown: { type: "boolean", summary: "print a summary in Markdown, or append it to $GITHUB_STEP_SUMMARY where that is set" },
    format: { type: "string", summary: `${FORMATS.join(" or ")}: with github, what costs too much is annotated in the pull request` },
    explain: { type: "boolean", summary: "say which slots cost most, and what could be done about them" },
  },
  details: [
    "A scenario is a module that exports scenario(name, View, async (page) => { await page.step(…); }) from livec/bench.",
    "Bytes and counts are the same in every run. Compressed sizes and CPU are shown, and never compared.",
    "Exit codes: 0 nothing costs more than it may, 1 something does, 2 a scenario or the command line is wrong.",
  ].join("\n"),
  run,
};

async function run({ operands, flags, values }: Call, environment: Environment): Promise<Exit> {
  const format = values.get("format") ?? "text";
  if (!(FORMATS as readonly string[]).includes(format)) {
    throw new UsageError(`There is no format "${format}".${didYouMean(format, FORMATS)} It is ${FORMATS.join(" or ")}.`);
  }
  const given = values.get("baseline");
  if (flags.has("update-baseline") && given === undefined)
    throw new UsageError("--update-baseline needs --baseline <file>: where to write.");
  const project = await loadProject(environment.cwd, ".");
  const [{ findBenches }, { runBenches }, { baselineOf, readBaseline, writeBaseline }, { compare }] = await Promise.all([
    import("./files.ts"),
    import("./runner.ts"),
    import("./baseline.ts"),
    import("./compare.ts"),
  ]);
  const files = findBenches(project, environment.cwd, operands);
  const file = given === undefined ? undefined : resolve(environment.cwd, given);
  const isUpdate = flags.has("update-baseline");
  const baseline = file === undefined || isUpdate ? undefined : readBaseline(file, relative(environment.cwd, file));
  const ran = await runBenches(project, files, environment);
  if (file !== undefined && isUpdate) writeBaseline(file, baselineOf(ran));
  const comparison = compare(ran, baseline);
  await report({ ran, comparison, baseline, project, format, flags }, environment);
  return comparison.excesses.length > 0 ? Exit.failed : Exit.ok;
}

interface Report {
  readonly ran: readonly Ran[];
  readonly comparison: Comparison;
  readonly baseline: Baseline | undefined;
  readonly project: Project;
  readonly format: string;
  readonly flags: ReadonlySet<string>;
}

async function report({ ran, comparison, baseline, project, format, flags }: Report, environment: Environment): Promise<void> {
  const { stdout, variables } = environment;
  const [{ printTable }, { annotationsOf, markdownOf }, { printExplanation }] = await Promise.all([
    import("./table.ts"),
    import("./markdown.ts"),
    import("./explain.ts"),
  ]);
  const summary = variables["GITHUB_STEP_SUMMARY"] ?? "";
  if (flags.has("json")) stdout.write(`${JSON.stringify({ version: 1, scenarios: ran, ...comparison }, null, 2)}\n`);
  else if (flags.has("markdown") && summary === "") stdout.write(markdownOf(ran, comparison, baseline));
  else printTable(environment, ran, comparison, baseline);
  if (flags.has("markdown") && summary !== "") appendFileSync(summary, markdownOf(ran, comparison, baseline));
  if (flags.has("explain") && !flags.has("json")) printExplanation(environment, ran);
  if (format === "github") stdout.write(annotationsOf(comparison.excesses, pathsOf(project)));
}

/** The path of a template by its name, where only one has that name. */
function pathsOf(project: Project): (template: string) => string | undefined {
  const { templates } = findTemplates(project);
  return (template) => {
    const named = templates.filter((path) => basename(path) === template);
    return named.length === 1 ? named[0] : undefined;
  };
}
