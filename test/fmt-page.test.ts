/** The example of docs/fmt.md: what stands there before becomes what stands there after. */
import * as prettier from "prettier";
import { expect, test } from "vitest";
import { format } from "../compiler/format/format.ts";
import { prettierFormatter } from "../compiler/format/prettier.ts";
import { readPage } from "./docs-page.ts";

test("the example of the documentation", async () => {
  const { examples } = readPage("fmt");
  const [before, after] = ["before", "after"].map((word) => examples.find(({ words }) => words[0] === word)?.text ?? "");
  const { source } = await format(before ?? "", { file: "todo.live.html", formatter: prettierFormatter(prettier) });
  expect(source).toBe(`${after}\n`);
});
