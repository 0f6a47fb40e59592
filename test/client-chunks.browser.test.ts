/** Chunks of the client in a browser, under the strictest policies there are. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { App } from "../runtime-server/app/app.ts";
import type { Logger } from "../runtime-server/base/host.ts";
import { defineView } from "../runtime-server/view/define.ts";
import { launchBrowser } from "./browser.ts";
import { loadTemplate } from "./load-template.ts";

interface State {
  readonly query: string;
}
const script = '<script lang="ts">export interface Assigns { query: string }</script>';
const search = loadTemplate<State>(`${script}<input name="q" aria-label="Search" live-change="search" live-debounce="blur"><p>{query}</p>`);
const plain = loadTemplate<State>(`${script}<button live-click="search">{query}</button>`);
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const app = new App({ secret: "a secret of thirty-two bytes, at least", logger });
const policy = [
  "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types livec",
  "base-uri 'none'; form-action 'self'",
].join("; ");

beforeAll(async () => {
  app.use((conn, next) => {
    conn.header("Content-Security-Policy", policy);
    return next();
  });
  const view = (template: typeof search) =>
    defineView({
      template,
      mount: (): State => ({ query: "" }),
      events: { search: (socket, payload) => socket.assign({ query: String((payload as { value?: unknown }).value ?? "clicked") }) },
    });
  app.live("/search", view(search));
  app.live("/plain", view(plain));
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => app.close());

test("are loaded by the pages that use them, and once; what cannot be checked does not run", { timeout: 60_000 }, async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const complaints: string[] = [];
  const loaded: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("request", (request) => loaded.push(request.url().replace(/.*\//, "")));
  const scripts = (): string[] =>
    loaded
      .splice(0)
      .filter((name) => name.endsWith(".js"))
      .sort();

  await page.goto(`${app.url}/plain`);
  await page.click(".live-connected button");
  await expect.poll(() => page.textContent("button")).toBe("clicked");
  await expect.poll(() => loaded).toContain("recovery.js");
  expect([scripts(), complaints]).toEqual([["client.js", "recovery.js"], []]);

  await page.goto(`${app.url}/search`);
  await page.waitForSelector(".live-connected");
  await page.fill("input", "liveview");
  expect(await page.textContent("p")).toBe("");
  await page.locator("input").blur();
  await expect.poll(() => page.textContent("p")).toBe("liveview");
  // What the other page loaded is the browser's for ever.
  expect([scripts().includes("rate.js"), complaints]).toEqual([true, []]);

  const other = await browser.newPage();
  await other.route("**/rate.js", (route) => route.fulfill({ contentType: "text/javascript", body: 'document.title="altered"' }));
  const refused: string[] = [];
  other.on("console", (message) => refused.push(message.text()));
  await other.goto(`${app.url}/search`);
  await expect.poll(() => refused.at(-1)).toContain("It stays as it is, without live updates");
  expect([await other.title(), await other.getAttribute("[data-live]", "class")]).toEqual(["", "live-disconnected"]);
  await browser.close();
});
