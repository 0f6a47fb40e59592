import { expect, test } from "vitest";
import { parse } from "./1-parse/parse.ts";
import { formatDiagnostic } from "./frame.ts";

function frames(source: string, color = false): string {
  return parse(source, "todo.live.html")
    .diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, source, { color }))
    .join("\n");
}

test("message, place, code, related places and fix", () => {
  expect(frames("<div>\n\t<p>a\n</div>")).toBe(
    [
      "error[LC1030]: <p> is never closed.",
      " --> todo.live.html:2:2",
      "  |",
      "2 | \t<p>a",
      "  | \t^^^",
      "3 | </div>",
      "  | ------ </div> comes before its end",
      "  = fix: Add </p>, or write <p/> if it has no content.",
    ].join("\n"),
  );
});

test("long lines are cut around the place", () => {
  expect(
    frames(`${"<i></i>".repeat(50)}</b>${"<i></i>".repeat(50)}`)
      .split("\n")
      .slice(3, 5),
  ).toEqual([
    "1 | …></i><i></i><i></i><i></i><i></i><i></i></b><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i…",
    `  | ${" ".repeat(41)}^^^^`,
  ]);
});

test("colours only where asked for", () => {
  expect(frames("</b>", true)).toContain("\u001b[31m^^^^\u001b[39m");
});
