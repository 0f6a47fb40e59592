import { expect, it } from "vitest";
import { connectionBound, openFileLimit } from "./open-files.ts";

it.each([
  { wanted: 16_000, openFiles: undefined, bound: 16_000 },
  { wanted: 16_000, openFiles: 1_048_576, bound: 16_000 },
  { wanted: 16_000, openFiles: 16_384, bound: 14_336 },
  { wanted: 16_000, openFiles: 1_024, bound: 896 },
  { wanted: 16_000, openFiles: 256, bound: 192 },
  { wanted: 100, openFiles: 256, bound: 100 },
  { wanted: 16_000, openFiles: 20, bound: 1 },
])("takes $bound connections where $wanted are wanted and $openFiles files may be open", ({ wanted, openFiles, bound }) => {
  expect(connectionBound(wanted, openFiles)).toBe(bound);
});

it("knows how many files this process may open, where the system says it", () => {
  const limit = openFileLimit();
  if (process.platform === "linux") expect(limit).toBeGreaterThan(0);
  else expect(limit === undefined || limit > 0).toBe(true);
});
