/** `livec check`: reads the command line, checks once or watches, and answers the exit code. */

import { didYouMean } from "../../base/suggest.ts";
import { loadProject } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit } from "../environment.ts";
import type { Format } from "./report.ts";

const formats: readonly Format[] = ["pretty", "json", "github"];

export const check: Command = {
  name: "check",
  summary: "type-check templates and the files that import them, with errors at places in the templates",
  operands: ["[dir]"],
  options: {
    watch: { type: "boolean", short: "w", summary: "check again whenever a template, a TypeScript file or a configuration changes" },
    project: { type: "string", short: "p", summary: "the tsconfig.json, or its directory; else the nearest one from dir upwards" },
    format: { type: "string", summary: "pretty, json (one document; with --watch a line for each check) or github (annotations)" },
  },
  details: [
    "Nothing is written, and nothing need be built. The project's TypeScript is used where it is 5.9 or 6, else livec's own.",
    "Exit codes: 0 all is well, 1 errors, 2 wrong usage or configuration.",
  ].join("\n"),
  run,
};

async function run({ operands: [dir = "."], flags, values }: Call, environment: Environment): Promise<Exit> {
  const format = formatNamed(values.get("format") ?? "pretty");
  const project = await loadProject(environment.cwd, dir);
  const [{ Checker }, { createReporter }, { loadTypeScript }] = await Promise.all([
    import("./checker.ts"),
    import("./report.ts"),
    import("./typescript.ts"),
  ]);
  const typescript = await loadTypeScript(project.root);
  const report = createReporter(format, environment);
  const named = values.get("project");
  if (flags.has("watch")) {
    const { watch } = await import("./watch.ts");
    const reload = async (): Promise<InstanceType<typeof Checker>> =>
      new Checker(typescript, await loadProject(environment.cwd, dir), environment.cwd, named);
    return watch({ project, reload, report, signal: environment.untilInterrupted() });
  }
  const result = new Checker(typescript, project, environment.cwd, named).check();
  report.result(result);
  return result.ok ? Exit.ok : Exit.failed;
}

function formatNamed(name: string): Format {
  const format = formats.find((candidate) => candidate === name);
  if (format !== undefined) return format;
  const hint = didYouMean(name, formats) || ` There are ${formats.join(", ")}.`;
  throw new UsageError(`Unknown format "${name}".${hint} See livec check --help.`);
}
