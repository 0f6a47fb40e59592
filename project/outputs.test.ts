import { mkdirSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { workspace } from "../cli/harness.testing.ts";
import { writeAll } from "./outputs.ts";

test("writes all files", () => {
  const { dir, read } = workspace();
  expect(
    writeAll(dir, [
      { file: "a.ts", text: "a" },
      { file: "b.ts", text: "b" },
    ]),
  ).toEqual([]);
  expect([read("a.ts"), read("b.ts")]).toEqual(["a", "b"]);
});

test("writes none where one has no place", () => {
  const { dir } = workspace({ "a.ts": "old" });
  expect(
    writeAll(dir, [
      { file: "a.ts", text: "new" },
      { file: "gone/b.ts", text: "b" },
    ]),
  ).toEqual([{ file: "gone/b.ts", message: "cannot be written: it does not exist, or is a symbolic link that leads nowhere" }]);
  expect(readdirSync(dir).sort()).toEqual(["a.ts", "package.json"]);
});

test("cleans up where a file cannot take its place", () => {
  const { dir, path } = workspace();
  mkdirSync(path("a.ts"));
  expect(writeAll(dir, [{ file: "a.ts", text: "a" }])).toEqual([{ file: "a.ts", message: "cannot be written: it is a directory" }]);
  expect(readdirSync(dir).sort()).toEqual(["a.ts", "package.json"]);
});
