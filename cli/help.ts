/** Help texts, made from the command table. */
import { type Command, helpOption } from "./command.ts";

/** `livec --help` */
export function overview(commands: readonly Command[], version: string): string {
  return [
    `livec ${version}: LiveView for TypeScript, made by a compiler`,
    "",
    "Usage: livec <command> [options]",
    "",
    "Commands",
    ...columns(commands.map(({ name, operands, summary }) => [[name, ...operands].join(" "), summary])),
    "",
    "Options",
    ...columns([
      ["-h, --help", "show this help, or that of a command"],
      ["-v, --version", "print the version"],
    ]),
    "",
  ].join("\n");
}

/** `livec <command> --help` */
export function commandHelp(command: Command): string {
  const options = Object.entries({ ...command.options, help: helpOption });
  return [
    `Usage: ${["livec", command.name, ...command.operands, "[options]"].join(" ")}`,
    "",
    command.summary,
    "",
    "Options",
    ...columns(
      options.map(([name, { short, type, summary }]) => [
        `${short === undefined ? "    " : `-${short}, `}--${name}${type === "string" ? " <value>" : ""}`,
        summary,
      ]),
    ),
    "",
    command.details,
    "",
  ].join("\n");
}

function columns(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
