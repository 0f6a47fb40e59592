import { expect, test } from "vitest";
import { compilerOptions, project } from "./project.testing.ts";

const timeout = 20_000;

const page = (expression: string): string =>
  `<script lang="ts">\n  import Badge from "./badge.live.js";\n  export interface Assigns { name?: string }\n</script>\n<p>{${expression}}</p>\n<Badge kind="muted"/>\n`;
const badge = (type: string): string => `<script lang="ts">\n  export interface Assigns { kind: ${type} }\n</script>\n<p>{kind}</p>\n`;

test("checks at once and after each change, of templates, what they import, and the configuration", { timeout }, async () => {
  const { start, write, remove } = project({ "page.live.html": page("name"), "badge.live.html": badge("string") });
  const watching = start("check", "--watch");
  await watching.until(/checked 2 templates .*\nwatching .*\n/);
  write("page.live.html", page("nmae"));
  expect(await watching.until(/1 error and 1 warning in 1 file .*\n/)).toContain("page.live.html:5:5");
  write("page.live.html", page("name?.length"));
  await watching.until(/\nchecked 2 templates .*\n/);
  write("badge.live.html", badge('"loud"'));
  expect(await watching.until(/1 error in 1 file .*\n/)).toContain("page.live.html:6:8");
  remove("badge.live.html");
  expect(await watching.until(/1 error in 1 file .*\n/)).toContain("Cannot find module './badge.live.js'");
  write("badge.live.html", badge("string"));
  await watching.until(/\nchecked 2 templates .*\n/);
  write("page.live.html", page("name!.length"));
  await watching.until(/\nchecked 2 templates .*\n/);
  write("tsconfig.json", "{");
  await watching.until(/error: tsconfig\.json:1:2: '}' expected\. The configuration before it stays in use\.\n/);
  write("tsconfig.json", JSON.stringify({ compilerOptions }));
  await watching.until(/\nchecked 2 templates .*\n/);
  expect(await watching.interrupt()).toBe(0);
});
