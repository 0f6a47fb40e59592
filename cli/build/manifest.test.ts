import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";
import { type Entry, Manifest } from "./manifest.ts";

const entry = (source: string): Entry => ({
  source,
  code: "code",
  map: "map",
  diagnostics: [],
  outline: { roots: [], modules: [] },
});

/** A project's manifest, its lines and what a later process finds in it. */
function project() {
  const { dir, path } = workspace();
  const file = path(".livec/build.jsonl");
  const load = (compiler = "c1"): Manifest => Manifest.load(dir, compiler);
  const lines = (): string[] => readFileSync(file, "utf8").trimEnd().split("\n");
  const sources = (compiler?: string): Record<string, string> =>
    Object.fromEntries([...load(compiler).entries].map(([name, { source }]) => [name, source]));
  const write = (text: string): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  return { file, load, lines, sources, write };
}

function filled(...files: string[]): ReturnType<typeof project> & { manifest: Manifest } {
  const made = project();
  const manifest = made.load();
  for (const file of files) manifest.set(file, entry("old"));
  manifest.save();
  return { ...made, manifest };
}

test("keeps entries for the next process, sorted by file", () => {
  const { lines, sources } = filled("b", "a");
  expect(lines().map((line) => JSON.parse(line))).toEqual(["c1", ["a", entry("old")], ["b", entry("old")]]);
  expect(sources()).toEqual({ a: "old", b: "old" });
});

test("a changed entry is one more line", () => {
  const { manifest, lines, sources } = filled("a", "b", "c");
  const before = lines();
  manifest.set("b", entry("new"));
  manifest.save();
  expect(lines()).toEqual([...before, JSON.stringify(["b", entry("new")])]);
  expect(sources()).toEqual({ a: "old", b: "new", c: "old" });
});

test("a forgotten entry is one more line, too", () => {
  const { manifest, lines, sources } = filled("a", "b", "c");
  manifest.forget("b");
  manifest.forget("nothing");
  manifest.save();
  expect(lines().slice(-2)).toEqual([JSON.stringify(["c", entry("old")]), '["b",null]']);
  expect(sources()).toEqual({ a: "old", c: "old" });
});

test("nothing is written where nothing changed", () => {
  const { manifest, file, write } = filled("a");
  write("other");
  manifest.save();
  expect(readFileSync(file, "utf8")).toBe("other");
});

test("never has more than two lines for each entry", () => {
  const { manifest, lines, sources } = filled("a", "b");
  const counts = Array.from({ length: 5 }, (_, number) => {
    manifest.set("a", entry(`new ${number}`));
    manifest.save();
    return lines().length - 1;
  });
  expect(counts).toEqual([3, 4, 2, 3, 4]);
  expect(sources()).toEqual({ a: "new 4", b: "old" });
});

test("where another process wrote since, its entries are not mixed with these", () => {
  const { manifest, load, sources } = filled("a", "b");
  const other = load();
  other.set("a", entry("theirs"));
  other.set("b", entry("theirs"));
  other.save();
  manifest.set("a", entry("ours"));
  manifest.save();
  expect(sources()).toEqual({ a: "ours", b: "old" });
});

test("a line that was cut off is left out, and written over by the next save", () => {
  const { file, load, lines, sources } = filled("a", "b", "c");
  appendFileSync(file, JSON.stringify(["a", entry("new")]).slice(0, 20));
  expect(sources()).toEqual({ a: "old", b: "old", c: "old" });
  const next = load();
  next.set("b", entry("new"));
  next.save();
  expect(lines().length).toBe(4);
  expect(sources()).toEqual({ a: "old", b: "new", c: "old" });
});

test.each([
  ["", "nothing"],
  ['"c1"', "no line that is whole"],
  ['"c2"\n["a",null]\n', "another compiler's"],
  ['"c1"\n["a",{"source":"x"}]\n', "a line that is no entry"],
  ['"c1"\n[]\n', "a line of something else"],
  ["{\n", "no JSON"],
])("%j is an empty manifest: %s", (text) => {
  const { write, sources } = project();
  write(text);
  expect(sources()).toEqual({});
});
