/** What a visitor sees whose browser runs no scripts. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp, defineView } from "../runtime-server/index.ts";
import { launchBrowser } from "./browser.ts";
import { loadTemplate } from "./load-template.ts";

let browser: Browser;
const logger = { debug() {}, info() {}, warn() {}, error() {} };
const app = createApp({ secret: "a secret of thirty-two bytes, at least", client: "/client.js", logger, development: false });
const posted: string[] = [];

beforeAll(async () => {
  const view = defineView({
    template: loadTemplate<{ count: number }>(`<script lang="ts">export interface Assigns { count: number }</script>
      <p id="count">{count} in your cart</p>
      <noscript class="n{count}"><p id="note">Reload &#123;the page}. <b>Now</b></p><style>#note { color: rgb(1, 2, 3) }</style></noscript>
      <form method="post" action="/empty"><button>Empty</button></form>`),
    mount: () => ({ count: 3 - posted.length }),
    events: {},
  });
  app.live("/", view);
  app.post("/empty", async (conn) => {
    posted.push(Object.keys(await conn.form()).join());
    conn.redirect("/");
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await app.close();
});

test("values are in the first HTML, <noscript> says what is missing, and a form is posted with its token", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(app.url);
  expect(await page.locator("#count").textContent()).toBe("3 in your cart");
  expect(await page.locator("noscript.n3 > #note > b").textContent()).toBe("Now");
  expect(await page.locator("#note").textContent()).toBe("Reload {the page}. Now");
  await page.locator("button").click();
  await page.waitForURL(`${app.url}/`);
  expect(await page.locator("#count").textContent()).toBe("2 in your cart");
  expect(posted).toEqual(["_csrf_token"]);
  await context.close();
});

test("with scripts it is text that nobody sees", async () => {
  const page = await browser.newPage();
  await page.goto(app.url);
  expect(await page.locator("#note").count()).toBe(0);
  expect(await page.locator("noscript").isVisible()).toBe(false);
});
