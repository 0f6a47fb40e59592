// @vitest-environment jsdom
/** The title of the page is that of its view. */
import { afterEach, describe, expect, it } from "vitest";
import { testApp } from "../runtime-server/app/visitor.testing.ts";
import { defineView } from "../runtime-server/view/define.ts";
import { LivePage } from "./live-page.ts";
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

let opened: LivePage | undefined;
afterEach(() => opened?.close());

async function open(options: Parameters<typeof testApp>[0] = { layout }): Promise<LivePage> {
  const test = testApp(options);
  test.app.live("/", page);
  opened = new LivePage(test);
  await opened.open("/");
  return opened;
}

describe("the page's title", () => {
  it("is what the layout makes of it, also where the view has none any more", async () => {
    const page = await open();
    await page.click("#cart");
    expect(document.title).toBe("Shop – Cart");
    await page.click("#none");
    expect(document.title).toBe("Shop – Ada & <Bea>");
    expect(page.received.at(-1)).toBe('[1,3,0,{"t":["Shop – Ada & <Bea>"]}]');
  });

  it("is empty where there is neither a title nor a layout", async () => {
    const page = await open({});
    await page.click("#cart");
    expect(document.title).toBe("Cart");
    await page.click("#none");
    expect(document.title).toBe("");
  });

  it("is not that of a view inside the page's", async () => {
    const page = await open();
    await page.click("#cart");
    await page.click("#inner");
    expect([document.querySelector("#inner")?.textContent, document.title]).toEqual(["Renamed", "Shop – Cart"]);
  });
});
