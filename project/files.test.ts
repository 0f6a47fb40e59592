import { readFileSync, utimesSync } from "node:fs";
import { expect, test } from "vitest";
import { workspace } from "../cli/harness.testing.ts";
import { FileCache } from "./files.ts";

/** Reads files as a build does, and says which. */
function reader() {
  const { path, write, remove } = workspace();
  const unchanged = new FileCache<string>();
  const build = (...files: string[]): { texts: string[]; read: string[] } => {
    const read: string[] = [];
    unchanged.begin();
    const texts = files.map((file) =>
      unchanged.get(path(file), () => {
        read.push(file);
        return readFileSync(path(file), "utf8");
      }),
    );
    return { texts, read };
  };
  /** A file that was written a minute ago. */
  const settled = (file: string, text: string, secondsAgo = 60): void => {
    write(file, text);
    const time = Date.now() / 1000 - secondsAgo;
    utimesSync(path(file), time, time);
  };
  return { build, settled, write, remove };
}

test("reads a file once, and again when it changed", () => {
  const { build, settled } = reader();
  settled("a", "one");
  settled("b", "two");
  expect(build("a", "b")).toEqual({ texts: ["one", "two"], read: ["a", "b"] });
  expect(build("a", "b")).toEqual({ texts: ["one", "two"], read: [] });
  settled("a", "new", 30);
  expect(build("a", "b")).toEqual({ texts: ["new", "two"], read: ["a"] });
});

test("reads a file that was written just now every time, since another change might not show in its times", () => {
  const { build, write } = reader();
  write("a", "one");
  build("a");
  expect(build("a").read).toEqual(["a"]);
});

test("forgets what a build did not ask for", () => {
  const { build, settled } = reader();
  settled("a", "one");
  build("a");
  build();
  expect(build("a").read).toEqual(["a"]);
});

test("a file that is gone is read, which tells so", () => {
  const { build, settled, remove } = reader();
  settled("a", "one");
  build("a");
  remove("a");
  expect(() => build("a")).toThrow(/ENOENT/);
});
