import { describe, expect, test } from "vitest";
import {
  type ClientSlot,
  hasExtent,
  hasRows,
  hasSeveralValues,
  isAddedTo,
  isContentSlot,
  isElementSlot,
  isLeafSlot,
  isNamedSlot,
  isRunSlot,
  partsOf,
  SlotKind,
} from "./slots.ts";

const predicates = { isLeafSlot, isElementSlot, isNamedSlot, isRunSlot, isContentSlot, hasExtent, hasRows, isAddedTo };

/** What is true of each kind: a new one has to say it here. */
const facts: { readonly [K in keyof typeof SlotKind]: readonly (keyof typeof predicates)[] } = {
  text: ["isLeafSlot", "isRunSlot"],
  attr: ["isLeafSlot", "isElementSlot", "isNamedSlot", "isRunSlot"],
  prop: ["isLeafSlot", "isElementSlot", "isNamedSlot", "isRunSlot"],
  class: ["isLeafSlot", "isElementSlot", "isNamedSlot", "isRunSlot"],
  style: ["isLeafSlot", "isElementSlot", "isNamedSlot"],
  spread: ["isLeafSlot", "isElementSlot", "isNamedSlot"],
  content: ["isLeafSlot", "isElementSlot", "isRunSlot", "isContentSlot"],
  html: ["isLeafSlot", "isElementSlot", "isContentSlot"],
  block: ["hasExtent"],
  list: ["hasExtent", "hasRows"],
  component: ["hasExtent"],
  outlet: ["hasExtent"],
  view: [],
  ignored: ["isElementSlot", "isContentSlot"],
  append: ["hasExtent", "hasRows", "isAddedTo"],
  prepend: ["hasExtent", "hasRows", "isAddedTo"],
};

describe("slot kinds", () => {
  test.each(Object.entries(SlotKind))("%s has its facts", (name, kind) => {
    const told = Object.entries(predicates).flatMap(([predicate, holds]) => (holds(kind) ? [predicate] : []));
    expect(told.sort()).toEqual([...facts[name as keyof typeof SlotKind]].sort());
  });

  test("keep their numbers, which are on the wire", () => {
    expect(Object.values(SlotKind)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });
});

describe("the parts of a slot", () => {
  test.each<[ClientSlot, readonly string[], boolean]>([
    [[0], [], false],
    [[0, "n = ", "!"], ["n = ", "!"], false],
    [[0, "", " of ", ""], ["", " of ", ""], true],
    [[1, "href"], [], false],
    [[1, "href", "/todos/", ""], ["/todos/", ""], false],
    [[3, "", "row ", " ", ""], ["row ", " ", ""], true],
    [[5, "", "value", "checked", "open"], [], false],
    [[6, "", ", ", ""], ["", ", ", ""], true],
    [[9, 1], [], false],
    [[11, 2], [], false],
  ])("%j has %j", (slot, parts, several) => {
    expect(partsOf(slot)).toEqual(parts);
    expect(hasSeveralValues(slot)).toBe(several);
  });
});
