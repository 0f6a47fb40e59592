import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defaultLimits } from "./limits.ts";

it("docs/limits.md names every limit with its default", () => {
  const text = readFileSync(new URL("../../docs/limits.md", import.meta.url), "utf8");
  const documented = [...text.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, name, value]) => [name, Number(value)]);
  expect(Object.fromEntries(documented)).toEqual(defaultLimits);
});
