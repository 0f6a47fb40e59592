/** The example of docs/check.md is what the command prints. */
import { expect, test } from "vitest";
import { readPage } from "../../test/docs-page.ts";
import { project } from "./project.testing.ts";

test("docs/check.md shows what livec check prints", { timeout: 20_000 }, async () => {
  const { examples, files } = readPage("check");
  const { err, code } = await project(Object.fromEntries(files)).livec("check");
  expect(err).toBe(`${examples.find(({ words }) => words[0] === "check")?.text}\n`);
  expect(code).toBe(1);
});
