import { expect, expectTypeOf, test } from "vitest";
import { activeBindings, type Binding, bindingNames, bindings, eventBindings } from "./bindings.ts";

test("what a template may write, and what of it is acted on, is read from one table", () => {
  expect(activeBindings).toEqual([
    ...["click", "capture-click", "click-away", "dblclick", "focus", "blur", "keydown", "keyup", "input", "change", "submit", "scroll"],
    ...["mounted", "remove", "connected", "disconnected"],
    ...["window-focus", "window-blur", "window-keydown", "window-keyup", "window-scroll", "viewport-top", "viewport-bottom"],
    ...["key", "target", "debounce", "throttle", "disable-with", "page-loading"],
    ...["loading.disable", "loading.class", "loading.show", "loading.remove", "loading.for"],
    ...["patch", "navigate", "replace", "hook", "update", "confirm", "space", "prefix", "suffix"],
  ]);
  expect(eventBindings).toHaveLength(23);
  expect(bindingNames.filter((name) => !(eventBindings as readonly string[]).includes(name))).toContain("hook");
});

test("an event that is acted on says which DOM event sends it", () => {
  const sent = eventBindings
    .filter((name) => bindings[name].active)
    .map((name) => ("dom" in bindings[name] ? bindings[name].dom : undefined));
  expect(new Set(sent)).toEqual(
    new Set([
      ...["click", "dblclick", "focusin", "focusout", "keydown", "keyup", "input", "change", "submit", "scroll", "focus", "blur"],
      // The life and place of an element are no events of the DOM.
      undefined,
    ]),
  );
  expectTypeOf(bindings).toExtend<Readonly<Record<string, Binding>>>();
});
