import { describe, expect, test } from "vitest";
import { diagnose, readSample } from "./catalogue/sample.ts";
import { catalogue, type Entry, groups, isCode, isWarningCode } from "./catalogue.ts";

const entries: [string, Entry][] = groups.flatMap((group) => Object.entries(group.entries));

describe.each(entries)("%s", (code, entry) => {
  const { severity, title, message, fix, explanation, wrong, right } = entry;

  test("speaks plainly", () => {
    expect(code).toMatch(/^LC[1-5]\d{3}$/);
    expect(title).toMatch(/^[^%]+$/);
    expect(message.length).toBeLessThanOrEqual(160);
    expect(message).toMatch(/[.%]$/);
    expect(fix ?? "Nothing.").not.toBe("");
    expect(explanation.join(" ")).toMatch(/^[A-Z`].*[.`]$/);
  });

  test("its wrong example gives it at the marked place, and nothing else", () => {
    const { source, place } = readSample(wrong);
    const found = diagnose(code, source, entry);
    // Where there are too many, a hundred others come first.
    const own = code === "LC1005" || code === "LC5902" ? found.slice(-1) : found;
    expect(own.map((one) => [one.code, one.severity])).toEqual([[code, severity]]);
    expect(place).toEqual(typeof wrong === "string" ? own[0]?.span : undefined);
  });

  test("its right example is right", () => {
    expect(diagnose(code, right, entry)).toEqual([]);
  });
});

test("groups and codes are in order, and the catalogue holds them all", () => {
  const codes = entries.map(([code]) => code);
  expect(codes).toEqual(codes.toSorted());
  expect(Object.keys(catalogue)).toEqual(codes);
});

test("codes are known as such, and warnings among them", () => {
  expect(["LC1001", "LC5101", "LC9999", "toString"].map((name) => [isCode(name), isWarningCode(name)])).toEqual([
    [true, false],
    [true, true],
    [false, false],
    [false, false],
  ]);
});
