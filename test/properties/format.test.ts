/**
 * `livec fmt` over random templates and all real ones: what a template compiles to is the same before and after, and
 * formatting twice is formatting once.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import * as prettier from "prettier";
import { describe, expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";
import type { CodeFormatter } from "../../compiler/format/code.ts";
import { format } from "../../compiler/format/format.ts";
import { prettierFormatter } from "../../compiler/format/prettier.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { loadTemplate } from "../load-template.ts";
import { type State, states } from "./random-state.ts";
import { templatePair } from "./random-template.ts";

/** `LIVEC_RUNS` multiplies it for a long run by hand. */
const RUNS = 40 * Number(process.env["LIVEC_RUNS"] ?? 1);
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

/** What became of the markup, wherever it stands in the file. */
function outcome(source: string): unknown {
  const { blocks, events, diagnostics } = compile(source, { file: "x.live.html" });
  return {
    blocks: blocks.map(({ fingerprint, statics, namespace, slots }) => {
      return {
        fingerprint,
        statics,
        namespace,
        slots: slots.map(({ kind, reads, ...slot }) => ({ kind, reads, name: "name" in slot ? slot.name : "" })),
      };
    }),
    events,
    codes: diagnostics.map(({ code }) => code),
  };
}

/**
 * White space that means nothing where it is put, or something that is there already: some other person's way to write
 * the template.
 */
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

  test(
    "all templates of this repository compile to the same, and stay as they are the second time",
    async () => {
      for (const file of templates) await unchanged(readFileSync(file, "utf8"), formatter, file);
    },
    TIMEOUT,
  );

  test(
    "templates with slips in them do too, or are left alone",
    async () => {
      const sources = templates.map((file) => readFileSync(file, "utf8"));
      const pieces = fc.constantFrom(
        "",
        " ",
        "\n",
        "\n\n",
        "{",
        "}",
        "<",
        ">",
        "</p>",
        "<p>",
        "<br>",
        '"',
        "'",
        "`",
        "/*",
        "//",
        "<!--",
        "-->",
        "{a}",
        "&#32;",
        "\r\n",
        "\t",
      );
      const slip = fc.record({
        source: fc.constantFrom(...sources),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        drop: fc.nat(6),
        piece: pieces,
      });
      await fc.assert(
        fc.asyncProperty(slip, async ({ source, at, drop, piece }) => {
          const start = Math.floor(at * source.length);
          await unchanged(source.slice(0, start) + piece + source.slice(start + drop), formatter, "slip.live.html");
        }),
        { numRuns: 5 * RUNS },
      );
    },
    TIMEOUT,
  );
});

/** What has errors is left alone; anything else compiles to the same. */
async function unchanged(source: string, formatter: CodeFormatter | undefined, file: string): Promise<void> {
  const options = { file, ...(formatter && { formatter }) };
  const { source: once, diagnostics } = await format(source, options);
  expect(once === undefined, file).toBe(diagnostics.some(({ severity }) => severity === "error"));
  if (once === undefined) return;
  expect(outcome(once), file).toEqual(outcome(source));
  expect((await format(once, options)).source, file).toBe(once);
}

function html(source: string, modules: { readonly [name: string]: unknown }, state: State): string {
  const rendering = new Rendering(loadTemplate<State>(source, modules, "page.live.html"));
  rendering.mount(state);
  return rendering.html();
}
