/** `livec fmt` over random templates and all real ones: what a template compiles to is the same before and after, and formatting twice is formatting once. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import * as prettier from "prettier";
import { describe, expect, test } from "vitest";
import { type CompileResult, compile } from "../../compiler/compile.ts";
import type { CodeFormatter } from "../../compiler/format/code.ts";
import { format } from "../../compiler/format/format.ts";
import { prettierFormatter } from "../../compiler/format/prettier.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { loadTemplate } from "../load-template.ts";
import { type State, states } from "./random-state.ts";
import { templatePair } from "./random-template.ts";

/** `LIVEC_RUNS` multiplies it for a long run by hand. */
const RUNS = 100 * Number(process.env["LIVEC_RUNS"] ?? 1);
const TIMEOUT = 300_000;

const formatters: readonly (readonly [name: string, formatter: CodeFormatter | undefined])[] = [
  ["without Prettier", undefined],
  ["with Prettier", prettierFormatter(prettier)],
];

const templates = ["fixtures", "bench", "test", "compiler/format/samples"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".live.html") && !file.includes("node_modules"))
    .map((file) => `${folder}/${file}`),
);

async function formatted(source: string, formatter: CodeFormatter | undefined, width = 120): Promise<string> {
  const result = await format(source, { file: "x.live.html", width, ...(formatter && { formatter }) });
  if (result.source === undefined)
    throw new Error(result.diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`).join("\n"));
  return result.source;
}

/** What became of the markup. Generated variables are the same because the script's names are. */
function outcome(source: string): Pick<CompileResult, "blocks" | "events"> & { readonly codes: readonly string[] } {
  const { blocks, events, diagnostics } = compile(source, { file: "x.live.html" });
  return { blocks, events, codes: diagnostics.map(({ code }) => code) };
}

/** White space that means nothing where it is put, or something that is there already: some other person's way to write the template. */
function respelled(source: string, choices: readonly number[]): string {
  let next = 0;
  const choose = <T>(options: readonly [T, ...T[]]): T => options[(choices[next++ % choices.length] ?? 0) % options.length] ?? options[0];
  const start = source.indexOf("</script>") + "</script>".length;
  // Not within <pre> and <textarea>, and only between tags and around attributes.
  const keeps = /<(pre|textarea)[\s\S]*?<\/\1>|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|"[^"]*"|[^<>{}" \n]+| +|\n+|[<>{}"]/g;
  const text = source.slice(start).replace(keeps, (run) => (/^ +$/.test(run) ? choose([" ", "\n", "  ", "\n\n", "\n  \n\n  "]) : run));
  return source.slice(0, start) + text;
}

describe.each(formatters)("%s", (_, formatter) => {
  test(
    "random templates compile and render to the same, and stay as they are the second time",
    async () => {
      const widths = fc.constantFrom(30, 60, 120);
      const choices = fc.array(fc.nat(9), { minLength: 1, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(templatePair, states, widths, choices, async ({ page, part }, [state], width, spelling) => {
          if (state === undefined) return;
          const source = respelled(page, spelling);
          const once = await formatted(source, formatter, width);
          expect(outcome(once)).toEqual(outcome(source));
          expect(await formatted(once, formatter, width)).toBe(once);
          const modules = { "./part.live.js": loadTemplate(part, {}, "part.live.html") };
          expect(html(once, modules, state)).toBe(html(source, modules, state));
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );

  test.each(templates)("%s", async (file) => {
    const source = readFileSync(file, "utf8");
    const once = await formatted(source, formatter);
    expect(outcome(once)).toEqual(outcome(source));
    expect(await formatted(once, formatter)).toBe(once);
  });
});

function html(source: string, modules: { readonly [name: string]: unknown }, state: State): string {
  const rendering = new Rendering(loadTemplate<State>(source, modules, "page.live.html"));
  rendering.mount(state);
  return rendering.html();
}
