/** A page that the browser kept as it was, and shows again. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { App } from "../runtime-server/app/app.ts";
import type { Logger } from "../runtime-server/base/host.ts";
import { defineView } from "../runtime-server/view/define.ts";
import type { MountSocket } from "../runtime-server/view/socket.ts";
import { launchBrowser } from "./browser.ts";
import { loadTemplate } from "./load-template.ts";

const template = loadTemplate<{ count: number }>(`<script lang="ts">
export interface Assigns { count: number }
</script>
<button live-click="inc">{count}</button>`);
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const views: MountSocket[] = [];
const app = new App({ secret: "a secret of thirty-two bytes, at least", logger });

beforeAll(async () => {
  app.live(
    "/",
    defineView({
      template,
      mount(socket) {
        views.push(socket);
        return { count: 0 };
      },
      events: { inc: (socket) => socket.update("count", (count) => count + 1) },
      handleInfo: (socket) => socket.update("count", (count) => count + 10),
    }),
  );
  app.get("/other", (conn) => conn.html("<p>other</p>"));
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => app.close());

test("resumes where it was, and shows what happened meanwhile", { timeout: 60_000 }, async () => {
  const browser = await launchBrowser(["--disable-back-forward-cache"]);
  const page = await browser.newPage();
  const count = (): Promise<string | null> => page.textContent(".live-connected button");
  await page.goto(app.url);
  await page.click(".live-connected button");
  await expect.poll(count).toBe("1");
  await page.evaluate(() => {
    addEventListener("pageshow", ({ persisted }) => {
      document.title = `kept: ${persisted}`;
    });
  });
  await page.goto(`${app.url}/other`);
  await expect.poll(() => app.stats().views.suspended).toBe(1);
  views[0]?.send("later");
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(count).toBe("11");
  await page.click(".live-connected button");
  await expect.poll(count).toBe("12");
  expect([await page.title(), app.stats().mounts]).toEqual(["kept: true", 1]);
  await browser.close();
});
