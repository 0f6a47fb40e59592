import { expect, expectTypeOf, test } from "vitest";
import { activeBindings, type Binding, bindingNames, bindings, eventBindings } from "./bindings.ts";

test("what a template may write, and what of it is acted on, is read from one table", () => {
  expect(activeBindings).toEqual([
    ...["click", "keydown", "keyup", "input", "change", "submit"],
    ...["key", "target", "debounce", "throttle", "update", "space", "prefix", "suffix"],
  ]);
  expect(eventBindings).toHaveLength(23);
  expect(bindingNames.filter((name) => !(eventBindings as readonly string[]).includes(name))).toContain("hook");
});

test("an event that is acted on says which DOM event sends it", () => {
  const sent = eventBindings
    .filter((name) => bindings[name].active)
    .map((name) => ("dom" in bindings[name] ? bindings[name].dom : undefined));
  expect(sent).toEqual(["click", "keydown", "keyup", "input", "change", "submit"]);
  expectTypeOf(bindings).toExtend<Readonly<Record<string, Binding>>>();
});
