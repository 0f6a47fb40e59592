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
      "  = fix: Add </p>: it is written here, also where HTML would let you leave it out.",
      "  = help: livec explain LC1030 (docs/diagnostics/LC1030.md)",
    ].join("\n"),
  );
});

test("places are shown in the order of the file, a line once, and gaps as such", () => {
  expect(frames("<form>\n<p>\na\n</p><form></form>\n</form>").split("\n").slice(2, 8)).toEqual([
    "  |",
    "1 | <form>",
    "  | ----- this <form>",
    "  ⋮",
    "4 | </p><form></form>",
    "  |     ^^^^^",
  ]);
  expect(frames('<p id="a" id="b"></p>').split("\n").slice(3, 6)).toEqual([
    '1 | <p id="a" id="b"></p>',
    "  |           ^^",
    "  |    -- the first",
  ]);
});

test("nothing in a file speaks to the terminal", () => {
  expect(frames("<p>\u001b[2J\u0007</p>")).not.toMatch(/[\u0007\u001b]/);
  expect(frames("<p>\u202e{</p>")).toContain("<p>\ufffd{</p>");
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
