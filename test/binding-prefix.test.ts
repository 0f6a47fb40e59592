// @vitest-environment jsdom
/** A page whose bindings begin with something else. */
import { afterEach, expect, test } from "vitest";
import { testApp } from "../runtime-server/app/visitor.testing.ts";
import { defineView } from "../runtime-server/index.ts";
import { LivePage } from "./live-page.ts";
import { loadTemplate } from "./load-template.ts";

const pages: LivePage[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});
const load = <A extends object>(source: string) => loadTemplate<A>(source, {}, "a.live.html", undefined, "x-");
const layout = load<{ pageTitle?: string }>(
  '<script lang="ts">export interface Assigns { pageTitle?: string }</script><!doctype html><html lang="en"><head><title x-prefix="Shop – " x-suffix="!">{pageTitle}</title><LiveScripts/></head><body><slot/></body></html>',
);
const view = defineView({
  template: load<{
    count: number;
    pageTitle: string;
  }>(`<script lang="ts">export interface Assigns { count: number; pageTitle: string }</script>
    <button x-click="add" x-value-by:int="2">{count}</button><form x-submit="save"><input name="n" value="40"></form><i live-click="add"></i>`),
  mount: () => ({ count: 0, pageTitle: "Home" }),
  events: {
    add: (socket, { by }) => socket.assign({ count: socket.assigns.count + Number(by), pageTitle: `Count ${Number(by)}` }),
    save: (socket, { n }) => socket.assign({ count: Number(n) }),
  },
});

test("the client with the option acts on these bindings, and on no others", async () => {
  const test = testApp({ layout });
  test.app.live("/", view);
  const page = new LivePage(test, { bindingPrefix: "x-" });
  pages.push(page);
  await page.open();
  expect(document.title).toBe("Shop – Home!");
  await page.click("i");
  expect(document.querySelector("button")?.textContent).toBe("0");
  await page.click("button");
  expect([document.querySelector("button")?.textContent, document.title]).toEqual(["2", "Shop – Count 2!"]);
  document.querySelector("form")?.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  await page.rest();
  expect(document.querySelector("button")?.textContent).toBe("40");
});
