/** What `livec bench` writes for a pull request: a summary in Markdown, and annotations of GitHub. */
import type { Baseline } from "./baseline.ts";
import type { Comparison, Excess } from "./compare.ts";
import type { Ran } from "./messages.ts";
import { blameLine, sentenceOf } from "./table.ts";

const count = (value: number): string => value.toLocaleString("en");
/** Text in a cell of a table. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");

export function markdownOf(ran: readonly Ran[], { excesses, unknown, gone }: Comparison, baseline: Baseline | undefined): string {
  const verdict =
    excesses.length === 0
      ? "✅ Nothing costs more than it may."
      : `❌ ${excesses.length} ${excesses.length === 1 ? "cost is" : "costs are"} too high.`;
  const lines = ["## livec bench", "", verdict, ""];
  for (const excess of excesses)
    lines.push(
      `- ${cell(sentenceOf(excess))}${excess.blame === undefined ? "" : `  \n  \`${blameLine(excess.blame).replaceAll("`", "'")}\``}`,
    );
  if (excesses.length > 0) lines.push("");
  for (const { result } of ran) {
    const page = `first HTML ${count(result.firstHtml)} (br ${count(result.firstHtmlBrotli)}) · statics ${count(result.statics)} (br ${count(result.staticsBrotli)}) · join ${count(result.join)}`;
    lines.push(`### ${cell(result.name)}`, "", page, "");
    lines.push("| step | bytes down | baseline | deflated | up | frames | slots | expressions | rows |");
    lines.push("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (const step of result.steps) {
      const before = baseline?.scenarios[result.name]?.steps[step.name]?.bytesDown;
      const over = excesses.some((excess) => excess.scenario === result.name && excess.step === step.name);
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
 * An annotation for each excess: at the line of the template that is to blame, else at the file of the scenario.
 * `pathOf` answers the path of a template by its name.
 */
export function annotationsOf(excesses: readonly Excess[], pathOf: (template: string) => string | undefined): string {
  return excesses.map((excess) => `${annotationOf(excess, pathOf)}\n`).join("");
}

function annotationOf(excess: Excess, pathOf: (template: string) => string | undefined): string {
  const [, template = "", line = ""] = /^(.*):(\d+)$/.exec(excess.blame?.at ?? "") ?? [];
  const path = template === "" ? undefined : pathOf(template);
  const place = path === undefined ? `file=${property(excess.file)}` : `file=${property(path)},line=${line}`;
  const blame = excess.blame === undefined ? "" : `\n${blameLine(excess.blame)}`;
  return `::error ${place},title=livec bench::${message(sentenceOf(excess) + blame)}`;
}

const message = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => message(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
