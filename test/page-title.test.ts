/** The title of the page is that of its view. */
import { describe, expect, it } from "vitest";
import { defineView } from "../runtime-server/view/define.ts";
import { type IsolatedOptions, liveIsolated, type TestView } from "../testing/index.ts";
import { loadTemplate } from "./load-template.ts";

const layout = loadTemplate<{ pageTitle?: string | null; shop: string }>(
  `<script lang="ts">export interface Assigns { pageTitle?: string | null; shop: string }</script>
  <!doctype html><html lang="en"><head><title live-prefix="Shop – ">{pageTitle ?? shop}</title><LiveScripts/></head><body><slot/></body></html>`,
);

const counter = defineView({
  template: loadTemplate<{ pageTitle: string }>(
    `<script lang="ts">export interface Assigns { pageTitle: string }</script><button id="inner" live-click="rename">{pageTitle}</button>`,
  ),
  mount: () => ({ pageTitle: "Counter" }),
  events: { rename: (socket) => socket.assign({ pageTitle: "Renamed" }) },
});

const page = defineView({
  template: loadTemplate<{ pageTitle: string | null; shop: string }>(
    `<script lang="ts">import Counter from "./counter.js"; export interface Assigns { pageTitle: string | null; shop: string }</script>
    <button id="cart" live-click="cart">x</button><button id="none" live-click="none">x</button><LiveView view={Counter} id="a"/>`,
    { "./counter.js": counter },
  ),
  mount: () => ({ pageTitle: "Start" as string | null, shop: "A & B <C>" }),
  events: {
    cart: (socket) => socket.assign({ pageTitle: "Cart" }),
    none: (socket) => socket.assign({ pageTitle: null, shop: "Ada & <Bea>" }),
  },
});

async function open(options: IsolatedOptions = { layout }): Promise<TestView<typeof page>> {
  const { view } = await liveIsolated(page, options);
  return view;
}

describe("the page's title", () => {
  it("is what the layout makes of it, also where the view has none any more", async () => {
    const view = await open();
    await view.click("#cart");
    expect(view.pageTitle()).toBe("Shop – Cart");
    await view.click("#none");
    expect(view.pageTitle()).toBe("Shop – Ada & <Bea>");
    expect(view.page.wire.of("server").at(-1)).toBe('[1,3,0,{"t":["Shop – Ada & <Bea>"]}]');
  });

  it("is empty where there is neither a title nor a layout", async () => {
    const view = await open({});
    await view.click("#cart");
    expect(view.pageTitle()).toBe("Cart");
    await view.click("#none");
    expect(view.pageTitle()).toBe("");
  });

  it("is not that of a view inside the page's", async () => {
    const view = await open();
    await view.click("#cart");
    const inner = view.findChild("a");
    await inner.click("#inner");
    expect([inner.element("#inner").dom.textContent, view.pageTitle()]).toEqual(["Renamed", "Shop – Cart"]);
  });
});
