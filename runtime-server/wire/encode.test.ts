import { expect, test } from "vitest";
import { answer, frame } from "./encode.ts";

test("what changed stands behind the ref", () => {
  expect(frame(3, [0, 1])).toBe(",3,[0,1]]");
});

test("effects come last", () => {
  expect(frame(3, [0, 1], { t: "Home" })).toBe(',3,[0,1],{"t":"Home"}]');
});

test("a lone acknowledgement is its ref", () => {
  expect(answer(3)).toBe(",3]");
});

test("0 stands for nothing changed, where effects follow", () => {
  expect(answer(3, { x: "reload" })).toBe(',3,0,{"x":"reload"}]');
});
