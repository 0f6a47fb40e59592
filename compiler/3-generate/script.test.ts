import { expect, test } from "vitest";
import { compile } from "../compile.ts";

test("a script may have as many lines as a template has room for", () => {
  const script = `${"  //\n".repeat(200_000)}  export interface Assigns {}\n`;
  const { code = "" } = compile(`<script lang="ts">\n${script}</script>\n<p>a</p>`, { file: "a.live.html" });
  expect(code.includes("\n//\nexport interface Assigns {}\n")).toBe(true);
});
