import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Templates } from "./templates.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "livec-templates-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Writes a file that is `age` milliseconds old. */
function write(name: string, text: string, age = 10_000): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  const time = new Date(Date.now() - age);
  utimesSync(file, time, time);
  return file;
}

const templates = (): Templates => new Templates({}, basename);

test("one that is as it was is not compiled again", () => {
  const file = write("a.live.html", "<p>a</p>");
  const known = templates();
  const first = known.at(file);
  expect(first?.result.code).toContain("<p>a</p>");
  expect(known.at(file)).toBe(first);
});

test("one that changed is compiled again, also when its times cannot tell", () => {
  const file = write("a.live.html", "<p>a</p>", 0);
  const known = templates();
  expect(known.at(file)?.result.code).toContain("<p>a</p>");
  write("a.live.html", "<p>b</p>", 0);
  expect(known.at(file)?.result.code).toContain("<p>b</p>");
});

test("one that was written again with the same text keeps its result", () => {
  const file = write("a.live.html", "<p>a</p>");
  const known = templates();
  const first = known.at(file);
  write("a.live.html", "<p>a</p>", 5000);
  expect(known.at(file)?.result).toBe(first?.result);
});

test("one for development has a name by which it is replaced", () => {
  const file = write("a.live.html", "<p>a</p>");
  const known = templates();
  expect(known.at(file)?.result.code).not.toContain("hot:");
  expect(known.at(file, true)?.result.code).toContain(`hot: ${JSON.stringify(file)}`);
});

test("one that is gone, or is a folder, is none", () => {
  const file = write("a.live.html", "<p>a</p>");
  const known = templates();
  known.at(file);
  rmSync(file);
  expect(known.at(file)).toBeUndefined();
  expect([...known.kept.keys()]).toEqual([]);
  expect(known.at(directory)).toBeUndefined();
});

test("an inline one is found in its TypeScript file, and changes with it", () => {
  const source = (text: string): string =>
    `import { live } from "./a.live.js";\nexport interface Assigns {}\nexport default live\`${text}\`;\n`;
  const file = write("a.ts", source("<p>a</p>"));
  const known = templates();
  const template = join(directory, "a.live.html");
  expect(known.at(template)).toMatchObject({ source: { file }, result: { code: expect.stringContaining("<p>a</p>") } });
  write("a.ts", source("<p>b</p>"), 5000);
  expect(known.at(template)?.result.code).toContain("<p>b</p>");
});
