/** What `livec bench` writes for a pull request: a summary in Markdown, and annotations of GitHub. */
import type { Baseline } from "./baseline.ts";
import type { Comparison, Finding } from "./compare.ts";
import type { Ran } from "./messages.ts";
import { blameLine, sentenceOf } from "./table.ts";

const count = (value: number): string => value.toLocaleString("en");
/** Text in a cell of a table. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");

export function markdownOf(ran: readonly Ran[], { findings, unknown, gone }: Comparison, baseline: Baseline | undefined): string {
  const verdict =
    findings.length === 0
      ? "✅ Nothing costs more than it may."
      : `❌ ${findings.length} ${findings.length === 1 ? "cost is" : "costs are"} too high.`;
  const lines = ["## livec bench", "", verdict, ""];
  for (const finding of findings)
    lines.push(
      `- ${cell(sentenceOf(finding))}${finding.blame === undefined ? "" : `  \n  \`${blameLine(finding.blame).replaceAll("`", "'")}\``}`,
    );
  if (findings.length > 0) lines.push("");
  for (const { result } of ran) {
    const page = `first HTML ${count(result.firstHtml)} (br ${count(result.firstHtmlBrotli)}) · statics ${count(result.statics)} (br ${count(result.staticsBrotli)}) · join ${count(result.join)}`;
    lines.push(`### ${cell(result.name)}`, "", page, "");
    lines.push("| step | bytes down | baseline | deflated | up | frames | slots | expressions | rows |");
    lines.push("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (const step of result.steps) {
      const before = baseline?.scenarios[result.name]?.steps[step.name]?.bytesDown;
      const over = findings.some((finding) => finding.scenario === result.name && finding.step === step.name);
      const down = over ? `**${count(step.bytesDown)}** ❌` : count(step.bytesDown);
      const cells = [
        before === undefined ? "–" : count(before),
        ...[step.deflated, step.bytesUp, step.frames, step.slots, step.expressions, step.rows].map(count),
      ];
      lines.push(`| ${cell(step.name)} | ${down} | ${cells.join(" | ")} |`);
    }
    lines.push("");
  }
  if (unknown.length > 0) lines.push(`Not in the baseline: ${cell(unknown.join(", "))}`, "");
  if (gone.length > 0) lines.push(`Only in the baseline: ${cell(gone.join(", "))}`, "");
  return `${lines.join("\n")}\n`;
}

/**
 * An annotation for each finding: at the line of the template that is to blame, else at the file of the scenario.
 * `pathOf` answers the path of a template by its name.
 */
export function annotationsOf(findings: readonly Finding[], pathOf: (template: string) => string | undefined): string {
  return findings.map((finding) => `${annotationOf(finding, pathOf)}\n`).join("");
}

function annotationOf(finding: Finding, pathOf: (template: string) => string | undefined): string {
  const [, template = "", line = ""] = /^(.*):(\d+)$/.exec(finding.blame?.at ?? "") ?? [];
  const path = template === "" ? undefined : pathOf(template);
  const place = path === undefined ? `file=${property(finding.file)}` : `file=${property(path)},line=${line}`;
  const blame = finding.blame === undefined ? "" : `\n${blameLine(finding.blame)}`;
  return `::error ${place},title=livec bench::${message(sentenceOf(finding) + blame)}`;
}

const message = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => message(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
