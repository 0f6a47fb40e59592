import { describe, expect, test } from "vitest";
import { shorten } from "./entry.ts";

const costOf = (fields: object): number =>
  Buffer.byteLength(JSON.stringify(fields, (_name, value: unknown) => (value instanceof Error ? value.stack : value)));

describe("a log entry", () => {
  test("that fits is left as it is", () => {
    const fields = { view: "counter", error: new Error("broken", { cause: new Error("why") }), payload: { a: [1, 2] } };
    expect(shorten(fields, 8_192)).toBe(fields);
  });

  test("that does not keeps its short values, and the beginning of the long ones", () => {
    const kept = shorten({ view: "counter", payload: "x".repeat(10_000), event: "save" }, 1_000);
    expect(kept).toEqual({ view: "counter", payload: expect.stringMatching(/^x{800,990}… \(9\d\d\d more\)$/), event: "save" });
  });

  test.each<[string, unknown]>([
    ["text", "x".repeat(60_000)],
    ["text that costs more as JSON", "\0".repeat(60_000)],
    ["text of many bytes", "漢".repeat(60_000)],
    ["half of a pair", "\ud83d".repeat(60_000)],
    ["an object", { a: "x".repeat(60_000) }],
    ["an array", Array.from({ length: 20_000 }, (_, index) => index)],
    ["an error with a long message", new Error("x".repeat(60_000))],
    ["an error with a long cause", new Error("outer", { cause: new Error("x".repeat(60_000)) })],
    ["many of them", Array.from({ length: 50 }, () => "x".repeat(5_000))],
  ])("of %s costs what it may", (_what, value) => {
    for (const bytes of [500, 2_048])
      expect(costOf(shorten({ view: "counter", value, more: value }, bytes))).toBeLessThanOrEqual(bytes * 1.3 + 200);
  });

  test("of an error stays an error, with its name and the beginning of its message and stack", () => {
    const error = new TypeError("x".repeat(60_000));
    const { error: short } = shorten({ error }, 2_048) as { error: Error };
    expect([short instanceof Error, short.name, short.stack?.startsWith("TypeError: xxx")]).toEqual([true, "TypeError", true]);
  });

  test("of what cannot be written is no error", () => {
    const cyclic: { self?: object } = {};
    cyclic.self = cyclic;
    expect(shorten({ cyclic, long: "x".repeat(5_000) }, 1_000)["cyclic"]).toBe(cyclic);
  });
});
