import { expect, it } from "vitest";
import { block, template, text } from "../../template.ts";
import { Title, titleOf } from "./title.ts";

it("is sent when it changed, and again with all values", () => {
  const title = new Title("A", ({ shop }) => `Shop of ${shop}`);
  expect(title.effects({ assigns: { pageTitle: "A" }, isWhole: false })).toBe(undefined);
  expect(title.effects({ assigns: { pageTitle: "B" }, isWhole: false })).toEqual({ t: "B" });
  expect(title.effects({ assigns: { pageTitle: "B" }, isWhole: false })).toBe(undefined);
  expect(title.effects({ assigns: { pageTitle: "B" }, isWhole: true })).toEqual({ t: "B" });
  expect(title.effects({ assigns: { pageTitle: null, shop: "Ada" }, isWhole: false })).toEqual({ t: ["Shop of Ada"] });
  expect(title.effects({ assigns: { pageTitle: null, shop: "Bea" }, isWhole: false })).toBe(undefined);
});

it("a view has one where its state has the assign, or its template reads it", () => {
  const reading = (...reads: string[]) =>
    template<object, object>({
      name: "page.live.html",
      reads,
      blocks: [block("0", ["<p>", "</p>"], [text([0])])],
      components: () => [],
      render() {},
    });
  expect(titleOf({}, reading("count"), () => "")).toBe(undefined);
  expect(titleOf({ pageTitle: undefined }, reading("count"), () => "")).toBeInstanceOf(Title);
  expect(titleOf({}, reading("pageTitle"), () => "")).toBeInstanceOf(Title);
});
