/**
 * Forms whose fields are named like members of forms: a browser hides these members from every script that asks the
 * form for them.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { App } from "../runtime-server/app/app.ts";
import type { Logger } from "../runtime-server/base/host.ts";
import { defineView } from "../runtime-server/view/define.ts";
import { launchBrowser } from "./browser.ts";
import { loadTemplate } from "./load-template.ts";

interface State {
  readonly names: readonly string[];
  readonly rows: readonly string[];
  readonly shown: boolean;
}

const template = loadTemplate<State>(`<script lang="ts">
export interface Assigns { names: readonly string[]; rows: readonly string[]; shown: boolean }
</script>
<button id="show" live-click="show">show</button>
<div :if={shown}>
  <form id="form" class="n{rows.length}" live-change="edit" live-submit="save">
    <input :for={name of names} :key={name} name={name} aria-label={name}>
    <input name="attributes" aria-label="one that is always there">
    <i :for={row of rows} :key={row}>{row}</i>
    <button>save</button>
  </form>
</div>`);
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const app = new App({ secret: "a secret of thirty-two bytes, at least", logger });
let names: readonly string[] = [];
const told: string[] = [];

beforeAll(async () => {
  app.live(
    "/:shown",
    defineView({
      template,
      mount: (_, { shown }): State => ({ names, rows: [], shown: shown === "shown" }),
      events: {
        show: (socket) => socket.assign({ shown: !socket.assigns.shown }),
        edit(socket, payload) {
          told.push(`edit ${(payload as { readonly _target: readonly string[] })._target[0]}`);
          socket.assign({ rows: [`row ${socket.assigns.rows.length}`, ...socket.assigns.rows] });
        },
        save(socket, payload) {
          told.push(`save ${Object.values(payload).filter((value) => value === "x").length}`);
          socket.assign({ rows: [] });
        },
      },
    }),
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => app.close());

test("connects, changes, is submitted and is free again, wherever the form came from", { timeout: 60_000 }, async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`${app.url}/hidden`);
  names = await page.evaluate(() =>
    [HTMLFormElement, HTMLElement, Element, Node, EventTarget]
      .flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype))
      .filter((name) => name !== "constructor"),
  );
  const number = names.length;
  // The driver's own ways to find and fill fields fail at such a form.
  const shown = async (selector: string): Promise<void> => {
    await expect.poll(() => page.evaluate((selector) => document.querySelector(selector) !== null, selector)).toBe(true);
  };
  const type = (name: string): Promise<void> =>
    page.evaluate((name) => {
      const field = document.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (field) field.value = "x";
      field?.dispatchEvent(new Event("input", { bubbles: true }));
    }, name);
  for (const path of ["shown", "hidden"]) {
    told.length = 0;
    await page.goto(`${app.url}/${path}`);
    await page.waitForSelector(".live-connected");
    if (path === "hidden") await page.click("#show");
    await shown("#form");
    expect(await page.evaluate(() => (document.querySelector("#form") as HTMLFormElement).getAttribute instanceof HTMLElement)).toBe(true);
    await type("closest");
    await shown("#form.n1:not(.live-change-loading) > i");
    await type("elements");
    await shown("#form.n2 > i + i");
    await page.evaluate(() => document.querySelector<HTMLElement>("#form button")?.click());
    await shown("#form.n0:not(.live-submit-loading)");
    expect(told).toEqual(["edit closest", "edit elements", "save 2"]);
    const state = await page.evaluate(() => [
      document.querySelectorAll("#form input:read-only, #form :disabled, #form i").length,
      document.querySelectorAll("#form input").length,
    ]);
    expect(state).toEqual([0, number + 1]);
    await page.click("#show");
    await shown("body:not(:has(#form))");
  }
  expect(complaints).toEqual([]);
  await browser.close();
});
