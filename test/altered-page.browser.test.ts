/**
 * Pages that other scripts alter as they change, in Chromium: the view goes on over the same socket, and what was
 * typed stays.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { App } from "../runtime-server/app/app.ts";
import type { Logger } from "../runtime-server/base/host.ts";
import { defineView } from "../runtime-server/view/define.ts";
import { launchBrowser } from "./browser.ts";
import { loadTemplate } from "./load-template.ts";

const template = loadTemplate<{ count: number; rows: readonly string[] }>(`<script lang="ts">
export interface Assigns { count: number; rows: readonly string[] }
</script>
<button live-click="next">Next</button> <p id="count">{count} of {rows.length} rows</p> {count % 2 ? "odd" : ""}
<ul><li :for={row of rows} :key={row}>Row {row}: <b>{count}</b></li></ul><template :if={count % 3 === 0}>a third</template>
<template :for={row of rows} :key={row}>{row}, </template><input name="note">`);

const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const app = new App({ secret: "a secret of thirty-two bytes, at least", logger });
let browser: Browser;

beforeAll(async () => {
  app.live(
    "/",
    defineView({
      template,
      mount: () => ({ count: 1, rows: ["a", "b", "c"] as readonly string[] }),
      events: {
        next: (socket) => {
          const { count, rows } = socket.assigns;
          const turned = [...rows.slice(1), ...rows.slice(0, 1)];
          socket.assign({
            count: count + 1,
            rows: count % 4 === 0 ? turned.slice(1) : count % 4 === 1 ? [`r${count}`, ...turned] : turned,
          });
        },
      },
    }),
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** What a page runs after every change, and once at the start. */
const observers = {
  "wraps texts in <font>, as translators do": (view: Element) => {
    const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.localName === "font" || text.parentElement?.localName === "button") continue;
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = text.data.toUpperCase();
      outer.append(inner);
      text.replaceWith(outer);
    }
  },
  normalises: (view: Element) => view.normalize(),
  "removes empty texts": (view: Element) => {
    const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) if (!text.data) text.remove();
  },
};

test.each(Object.entries(observers))("an observer that %s", { timeout: 60_000 }, async (_, alter) => {
  const page = await browser.newPage();
  let sockets = 0;
  page.on("websocket", () => {
    sockets++;
  });
  const said: string[] = [];
  page.on("console", (message) => void said.push(message.text()));
  await page.goto(app.url);
  await page.waitForSelector(".live-connected");
  await page.fill("input", "typed");
  await page.evaluate(`{
    const view = document.querySelector("[data-live]");
    const alter = ${alter.toString()};
    new MutationObserver((_, observer) => {
      observer.disconnect();
      alter(view);
      observer.observe(view, watched);
    }).observe(view, watched = { childList: true, characterData: true, subtree: true });
    alter(view);
    var watched;
  }`);
  const text = (): Promise<string> =>
    page.evaluate(() => (document.querySelector("[data-live]")?.textContent ?? "").replace(/\s+/g, "").toUpperCase());
  let [count, rows]: [number, readonly string[]] = [1, ["a", "b", "c"]];
  for (let step = 0; step < 12; step++) {
    const turned = [...rows.slice(1), ...rows.slice(0, 1)];
    rows = count % 4 === 0 ? turned.slice(1) : count % 4 === 1 ? [`r${count}`, ...turned] : turned;
    count++;
    await page.click("button");
    const list = rows.map((row) => `Row ${row}: ${count}`).join("");
    const third = count % 3 === 0 ? "a third" : "";
    const odd = count % 2 === 1 ? "odd " : "";
    const all = `Next ${count} of ${rows.length} rows ${odd}${list}${third} ${rows.map((row) => `${row}, `).join("")}`;
    await expect.poll(text, { timeout: 5_000 }).toBe(all.replace(/\s+/g, "").toUpperCase());
  }
  expect(await page.inputValue("input")).toBe("typed");
  expect([sockets, said]).toEqual([1, []]);
  await page.close();
});
