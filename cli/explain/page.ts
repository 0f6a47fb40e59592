/**
 * The page of a diagnostic or of a run-time error, as Markdown: what `livec explain` prints, docs/diagnostics and
 * docs/errors hold.
 */

import { readSample, wrongDiagnostic } from "../../compiler/catalogue/sample.ts";
import { type Entry, groups } from "../../compiler/catalogue.ts";
import { formatDiagnostic } from "../../compiler/frame.ts";
import { type RunTimeError, runTimeErrors } from "./run-time-errors.ts";

/** All entries by code. */
const ENTRIES: ReadonlyMap<string, Entry> = new Map(groups.flatMap((group) => Object.entries(group.entries)));

/** Every code there is. */
export const codes: readonly string[] = [...ENTRIES.keys()];

/** Every code of an error that is raised while an app runs. */
export const errorCodes: readonly string[] = Object.keys(runTimeErrors);

/** The page of a run-time error; `undefined` where there is no such code. */
export function errorPage(code: string): string | undefined {
  const entry = new Map<string, RunTimeError>(Object.entries(runTimeErrors)).get(code);
  if (entry === undefined) return undefined;
  const { title, explanation, wrong, message, right } = entry;
  return [
    `# ${code}: ${title}`,
    `*An error while an app runs.* ${explanation.join(" ")}`,
    ...(wrong === undefined ? ["## Says"] : ["## Wrong", fenced("js", wrong)]),
    fenced("text", `LivecError: ${message}`),
    "## Right",
    fenced("js", right),
    "",
  ].join("\n\n");
}

/** The index of the pages of run-time errors. */
export function errorIndexPage(): string {
  return [
    "# Run-time errors",
    "What livec throws while an app runs is a `LivecError`, whose `code` is stable. `livec explain bad-option` prints a page in the terminal.",
    Object.entries(runTimeErrors)
      .map(([code, { title }]) => `- [${code}](${code}.md): ${title}`)
      .join("\n"),
    "",
  ].join("\n\n");
}

/** The page of a code; `undefined` where there is no such code. */
export function pageOf(code: string): string | undefined {
  const entry = ENTRIES.get(code);
  if (entry === undefined) return undefined;
  const { severity, title, explanation, wrong, right, beside = {}, file } = entry;
  const language = file?.endsWith(".ts") === true ? "ts" : "html";
  return [
    `# ${code}: ${title}`,
    `*${severity === "error" ? "An error." : "A warning."}* ${explanation.join(" ")}`,
    "## Wrong",
    ...Object.entries(beside).flatMap(([file, source]) => [`\`${file}\` is:`, fenced("html", source), "Beside it:"]),
    fenced(language, readSample(wrong).shown),
    fenced("text", printed(code, entry)),
    "## Right",
    fenced(language, right),
    ...(severity === "warning" ? [silencing(code)] : []),
    "",
  ].join("\n\n");
}

/** The index of all pages, by group. */
export function indexPage(): string {
  const sections = groups.flatMap(({ title, entries }) => [
    `## ${title}`,
    Object.entries(entries)
      .map(([code, entry]) => `- [${code}](${code}.md): ${entry.title}${entry.severity === "warning" ? " (warning)" : ""}`)
      .join("\n"),
  ]);
  return [
    "# Diagnostics",
    "Everything the compiler says has a code, a place and a page. `livec explain LC1032` prints a page in the terminal.",
    [
      "Errors are mended. Warnings can be silenced: in one element by `<!-- livec-ignore LC5101 -->` or `{/* livec-ignore LC5101 */}` right before it",
      "(several codes are separated by spaces; what follows a colon is for readers), and in a project by its",
      "[configuration](../command-line.md#livecconfigts).",
    ].join("\n"),
    ...sections,
    "",
  ].join("\n\n");
}

/** What the command prints about the wrong example; what is too long to show has only a message. */
function printed(code: string, entry: Entry): string {
  const found = wrongDiagnostic(code, entry);
  if (found === undefined) return "";
  const { source, shown } = readSample(entry.wrong);
  const frame = formatDiagnostic(found, source, { color: false });
  return source === shown ? frame : `${found.severity}[${code}]: ${found.message}`;
}

function silencing(code: string): string {
  return [
    `Where it is meant: \`<!-- livec-ignore ${code} -->\` before the element silences it in there, \`diagnostics: { ${code}: "off" }\` in \`livec.config.ts\` everywhere;`,
    '`"error"` in the place of `"off"` makes a build fail by it.',
  ].join("\n");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
