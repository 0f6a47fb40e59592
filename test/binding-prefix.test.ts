/** A page whose bindings begin with something else. */
import { expect, test } from "vitest";
import { defineView } from "../runtime-server/index.ts";
import { liveIsolated } from "../testing/index.ts";
import { loadTemplate } from "./load-template.ts";

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
  const { view: page } = await liveIsolated(view, { layout, bindingPrefix: "x-" });
  expect(page.pageTitle()).toBe("Shop – Home!");
  await expect(page.click("i")).rejects.toThrow("neither it nor anything around it has x-click");
  page.element("i").dom.dispatchEvent(new page.page.window.MouseEvent("click", { bubbles: true }));
  expect(await page.render()).toContain("<button");
  expect(page.state.count).toBe(0);
  await page.click("button");
  expect([page.element("button").dom.textContent, page.pageTitle()]).toEqual(["2", "Shop – Count 2!"]);
  await page.submit("form");
  expect(page.element("button").dom.textContent).toBe("40");
});
