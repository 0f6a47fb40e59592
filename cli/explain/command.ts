/** `livec explain`: the page of a diagnostic, in the terminal. */
import { styleText } from "node:util";
import { didYouMean } from "../../base/suggest.ts";
import { UsageError } from "../../project/usage.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit, usesColor } from "../environment.ts";

export const explain: Command = {
  name: "explain",
  summary: "say what a diagnostic or a run-time error means, with a wrong and a right example",
  operands: ["[code]"],
  options: {},
  details: "Without a code all of them are listed. The same pages are in docs/diagnostics and docs/errors of the package.",
  run,
};

async function run({ operands: [written] }: Call, { stdout, variables }: Environment): Promise<Exit> {
  const { codes, errorCodes, errorIndexPage, errorPage, indexPage, pageOf } = await import("./page.ts");
  const code = written?.toUpperCase().replace(/^(?=\d{4}$)/, "LC");
  const page = code === undefined ? `${indexPage()}\n${errorIndexPage()}` : (pageOf(code) ?? errorPage(code.toLowerCase()));
  if (page === undefined)
    throw new UsageError(
      `There is no diagnostic "${written}".${didYouMean(code ?? "", codes) || didYouMean(written ?? "", errorCodes)} livec explain lists all.`,
    );
  stdout.write(usesColor(stdout, variables) ? coloured(page) : page);
  return Exit.ok;
}

/** Headings stand out, and the lines of fences go. */
function coloured(page: string): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string => styleText(format, text, { validateStream: false });
  return page
    .replace(/^```\w*\n/gm, "")
    .replace(/^#+ (.*)$/gm, (_, heading: string) => style("bold", heading))
    .replace(/^(\s*= )(fix:)/gm, (_, lead: string, fix: string) => lead + style("green", fix));
}
