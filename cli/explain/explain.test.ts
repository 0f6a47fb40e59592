import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";
import { codes, errorCodes, errorIndexPage, errorPage, indexPage, pageOf } from "./page.ts";

test("prints the page of a code", async () => {
  const { code, out, err } = await workspace().livec("explain", "LC1032");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toBe(
    [
      "# LC1032: stray end tag",
      "",
      "*An error.* Either the start tag is missing or misspelt, or the element was closed before.",
      "",
      "## Wrong",
      "",
      "```html",
      "<p>Hi</b></p>",
      "```",
      "",
      "```text",
      "error[LC1032]: </b> closes nothing: no <b> is open here.",
      " --> example.live.html:1:6",
      "  |",
      "1 | <p>Hi</b></p>",
      "  |      ^^^^",
      "  = fix: Remove it, or add the missing <b>.",
      "  = help: livec explain LC1032 (docs/diagnostics/LC1032.md)",
      "```",
      "",
      "## Right",
      "",
      "```html",
      "<p>Hi</p>",
      "```",
      "",
      "",
    ].join("\n"),
  );
});

test.each(["lc1032", "1032"])("understands %s", async (written) => {
  expect((await workspace().livec("explain", written)).out).toMatch(/^# LC1032: /);
});

test("lists all codes", async () => {
  const { code, out } = await workspace().livec("explain");
  expect(code).toBe(0);
  for (const known of codes) expect(out).toContain(`[${known}]`);
});

test("on a terminal headings stand out", async () => {
  const { out } = await workspace().livecOnTerminal({}, "explain", "LC5101");
  expect(out).toContain("\u001b[1mLC5101: image without alt\u001b[22m");
  expect(out).not.toContain("```");
});

test("an unknown code is a usage error", async () => {
  expect(await workspace().livec("explain", "LC510")).toEqual({
    code: 2,
    out: "",
    err: 'error: There is no diagnostic "LC510". Did you mean "LC5101"? livec explain lists all.\n',
  });
});

test("prints the page of a run-time error", async () => {
  const { code, out } = await workspace().livec("explain", "no-ws");
  expect(code).toBe(0);
  expect(out).toBe(
    [
      "# no-ws: the package ws is not installed",
      "",
      "*An error while an app runs.* Sockets on `node:http` need the package `ws`, an optional peer of livec.",
      "",
      "## Says",
      "",
      "```text",
      "LivecError: Sockets on node:http need the package ws: npm install ws",
      "```",
      "",
      "## Right",
      "",
      "```js",
      'createApp({ transport: "uws" });',
      "```",
      "",
      "",
    ].join("\n"),
  );
});

test("names the run-time error that was probably meant", async () => {
  expect((await workspace().livec("explain", "bad-optoin")).err).toContain('Did you mean "bad-option"?');
});

const diagnosticPages = [["README.md", indexPage()], ...codes.map((code) => [`${code}.md`, pageOf(code)])];
const errorPages = [["README.md", errorIndexPage()], ...errorCodes.map((code) => [`${code}.md`, errorPage(code)])];

test.each([
  ["diagnostics", diagnosticPages],
  ["errors", errorPages],
])("docs/%s is what the catalogue says (npm run docs writes it)", (folder, pages) => {
  const docs = new URL(`../../docs/${folder}/`, import.meta.url);
  expect(readdirSync(docs).sort()).toEqual(pages.map(([file]) => file).sort());
  for (const [file = "", text] of pages) expect(readFileSync(new URL(file, docs), "utf8"), file).toBe(text);
});
