import { expect, it } from "vitest";
import { redact } from "./redact.ts";

it("hides secrets by name, wherever they are", () => {
  expect(redact({ title: "x", user_password: "p", nested: { apiToken: 1, list: [{ cookie: "c", ok: true }] } })).toEqual({
    title: "x",
    user_password: "[redacted]",
    nested: { apiToken: "[redacted]", list: ["{…}"] },
  });
});

it("bounds length, width and depth", () => {
  expect(redact("x".repeat(101))).toBe(`${"x".repeat(100)}… (101 characters)`);
  expect(redact(Array.from({ length: 50 }, (_, i) => i))).toHaveLength(20);
  expect(redact([[[[1]]]])).toEqual([[["[…]"]]]);
  expect([redact(null), redact(1), redact(undefined)]).toEqual([null, 1, undefined]);
});
