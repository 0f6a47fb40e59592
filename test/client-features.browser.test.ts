/** What only a browser decides of the client's chunks: what is visible, where the focus is, which row is in view. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Commands, js } from "../protocol/commands.ts";
import { App } from "../runtime-server/app/app.ts";
import type { Logger } from "../runtime-server/base/host.ts";
import { defineView } from "../runtime-server/view/define.ts";
import { launchBrowser } from "./browser.ts";
import { loadTemplate } from "./load-template.ts";

interface State {
  readonly rows: readonly number[];
  readonly told: readonly string[];
  readonly menu: Commands;
}
const template =
  loadTemplate<State>(`<script lang="ts">export interface Assigns { menu: unknown; rows: readonly number[]; told: readonly string[] }</script>
<button id="open" live-click={menu}>menu</button>
<div id="menu" style="display: none" live-click-away="away"><i>text</i><button id="first">one</button></div>
<button id="slow" live-click="slow" live-disable-with="wait">save</button>
<p id="told">told: {told.join()}</p>
<ul style="height: 100px; overflow: auto" live-viewport-bottom="more"><li :for={row of rows} :key={row} id="r{row}" style="height: 40px">{row}</li></ul>`);
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const app = new App({ secret: "a secret of thirty-two bytes, at least", logger });
/** Lets the slow handler end; there once it began. */
let go: (() => void) | undefined;
const tell = (state: State, name: string): Pick<State, "told"> => ({ told: [...state.told, name] });

beforeAll(async () => {
  app.live(
    "/",
    defineView({
      template,
      mount: (): State => ({ rows: [1, 2, 3, 4, 5], told: [], menu: js.toggle("#menu").focusFirst("#menu") }),
      events: {
        away: (socket) => socket.assign(tell(socket.assigns, "away")),
        slow: (socket) =>
          new Promise<void>((resolve) => {
            go = () => {
              socket.assign(tell(socket.assigns, "slow"));
              resolve();
            };
          }),
        more(socket, payload) {
          const { rows } = socket.assigns;
          const last = rows.at(-1) ?? 0;
          socket.assign({ ...tell(socket.assigns, String(payload["id"])), rows: [...rows, last + 1, last + 2, last + 3] });
        },
      },
    }),
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => app.close());

test("menus, clicks elsewhere, states and ends of lists", { timeout: 60_000 }, async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  const told = (): Promise<string | null> => page.textContent("#told");
  await page.goto(app.url);
  await page.waitForSelector(".live-connected");

  // A menu that is not shown hears of no clicks elsewhere.
  await page.click("#told");
  await page.click("#open");
  // Nothing in the template says that it has commands: their chunk comes with the first.
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("first");
  expect(await page.isVisible("#menu")).toBe(true);
  await page.click("#menu i");
  expect(await told()).toBe("told: ");
  await page.click("#told");
  await expect.poll(told).toBe("told: away");

  await page.click("#slow");
  expect(
    await page.evaluate(() => [document.querySelector("#slow")?.textContent, document.querySelector("#slow")?.matches(":disabled")]),
  ).toEqual(["wait", true]);
  await expect.poll(() => go).toBeDefined();
  go?.();
  await expect.poll(() => page.textContent("#slow")).toBe("save");

  await page.evaluate(() => document.querySelector("ul")?.scrollTo(0, 1000));
  await expect.poll(() => page.locator("li").count()).toBe(8);
  expect(await told()).toContain("r5");
  await page.evaluate(() => document.querySelector("ul")?.scrollTo(0, 1000));
  await expect.poll(() => page.locator("li").count()).toBe(11);
  expect(complaints).toEqual([]);
  await browser.close();
});
