import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";

/** Mapped ranges as `module text ← template text`; an atom has `⇐`. */
function mapped(source: string): readonly string[] {
  const { code = "", mappings } = compile(source, { file: "test.live.html" });
  return mappings.map(([start, length, sourceStart, sourceLength, kind]) =>
    [code.slice(start, start + length), kind === 0 ? "←" : "⇐", source.slice(sourceStart, sourceStart + sourceLength)].join(" "),
  );
}

describe("mappings", () => {
  test("copy expressions and the script, and lead an input to its first use", () => {
    const source = `<script lang="ts">
  export interface Assigns { count: number }
</script>
<p>{count + 1}</p>`;
    expect(mapped(source)).toEqual([
      "export interface Assigns { count: number } ← export interface Assigns { count: number }",
      "count ← count",
      "count + 1 ← count + 1",
    ]);
  });

  test("lead props to their attributes, and the brace around them to the tag", () => {
    const source = `<script lang="ts">
  import Badge from "./badge.live.js";
  export interface Assigns { n: number }
</script>
<Badge kind="a&amp;b" small/>
<Badge data-n={n} {...{}} t="x {n}"/>
<Badge/>`;
    expect(mapped(source).slice(2)).toEqual([
      "n ← n",
      "Badge ← Badge",
      "{ ⇐ Badge",
      "kind ← kind",
      "a&b ⇐ a&amp;b",
      "small ← small",
      "Badge ← Badge",
      "{ ⇐ Badge",
      '"data-n" ⇐ data-n',
      "n ← n",
      "{} ← {}",
      "t ← t",
      "n ← n",
      "Badge ← Badge",
      "{} ⇐ Badge",
    ]);
  });

  test("lead the name of an event to its first binding", () => {
    expect(mapped('<b live-click="add"></b><i live-click="add" live-focus="is on"></i>')).toEqual(["add ← add", '"is on" ⇐ is on']);
  });

  test("are none where there is no module", () => {
    expect(mapped("<p>{</p>")).toEqual([]);
  });

  const gallery = join(import.meta.dirname, "../../fixtures/gallery");
  const templates = readdirSync(gallery, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".live.html"));

  test.each(templates)("of %s follow each other, and what is verbatim is the same on both sides", (file) => {
    const source = readFileSync(join(gallery, file), "utf8").replaceAll("\n", "\r\n");
    const { code = "", mappings } = compile(source, { file });
    let end = 0;
    for (const [start, length, sourceStart, sourceLength, kind] of mappings) {
      expect(start).toBeGreaterThanOrEqual(end);
      end = start + length;
      if (kind === 0) expect(code.slice(start, end)).toBe(source.slice(sourceStart, sourceStart + sourceLength));
    }
    expect(end).toBeLessThanOrEqual(code.length);
  });
});
