/** A page under the strict policy of docs/security.md, in Chromium. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { App } from "../runtime-server/app/app.ts";
import type { Logger } from "../runtime-server/base/host.ts";
import type { Plug } from "../runtime-server/index.ts";
import { defineView } from "../runtime-server/view/define.ts";
import { launchBrowser } from "./browser.ts";
import { readPage } from "./docs-page.ts";
import { DocsProject } from "./docs-project.ts";
import { loadTemplate } from "./load-template.ts";

const template = loadTemplate<{ width: number }>(`<script lang="ts">
export interface Assigns { width: number }
</script>
<p style={{ width: width + "px" }}>x</p><button live-click="grow">{width}</button>`);
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const app = new App({ secret: "a secret of thirty-two bytes, at least", logger });

beforeAll(async () => {
  const project = new DocsProject([readPage("security")]);
  app.use((await project.load("security", "policy.ts", "policy")) as Plug);
  project.remove();
  app.live(
    "/",
    defineView({
      template,
      mount: () => ({ width: 40 }),
      events: { grow: (socket) => socket.update("width", (width) => width + 1) },
    }),
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
}, 60_000);
afterAll(() => app.close());

test("a browser ignores the style that is rendered first, takes later changes, and refuses nothing of livec's", {
  timeout: 60_000,
}, async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
      document.title += ` ${violatedDirective}`;
    });
  });
  await page.goto(app.url);
  const width = (): Promise<string> => page.$eval("p", (element) => (element as HTMLElement).style.width);
  await page.click(".live-connected button");
  await expect.poll(() => page.textContent("button")).toBe("41");
  expect(await width()).toBe("41px");
  await page.reload();
  expect([await width(), (await page.title()).trim()]).toEqual(["", "style-src-attr"]);
  await browser.close();
});
