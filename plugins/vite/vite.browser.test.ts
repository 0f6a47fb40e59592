/** A real project, Vite's own server, a real browser. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build, createServer, type ViteDevServer } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser } from "../../test/browser.ts";
import { originOf } from "../core/map.testing.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

let project: string;
let server: ViteDevServer;
let browser: Browser;
let page: Page;

/** The project of fixtures/vite, in a directory of its own, where it may be changed. */
function copyProject(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "livec-vite-")));
  cpSync(join(repository, "fixtures/vite"), directory, { recursive: true });
  mkdirSync(join(directory, "node_modules"));
  symlinkSync(repository, join(directory, "node_modules/livec"), "junction");
  symlinkSync(join(repository, "node_modules/vite"), join(directory, "node_modules/vite"), "junction");
  return directory;
}

/** Vite's watcher passes over a change that follows another within 50 ms, as no person's does. */
const BETWEEN_EDITS_MS = 100;

/** Changes a file, well after the change before was seen. */
async function edit(file: string, from: string, to: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, BETWEEN_EDITS_MS));
  const text = readFileSync(join(project, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(project, file), text.replace(from, to));
}

const port = (): number => {
  const address = server.httpServer?.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

/** Waits until the element says this; gives what it says instead when it does not. */
const says = async (selector: string, text: string): Promise<void> => {
  await page.locator(selector, { hasText: text }).waitFor({ timeout: 10_000 });
  expect(await page.textContent(selector)).toBe(text);
};

const overlay = (part: string): string => `vite-error-overlay ${part}`;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

describe("in development", () => {
  beforeEach(async () => {
    project = copyProject();
    server = await createServer({ root: project, server: { host: "127.0.0.1", port: 0 }, logLevel: "silent" });
    await server.listen();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port()}/`);
    await page.waitForSelector(".live-connected");
    // A page that is loaded again has lost it.
    await page.evaluate(() => Object.assign(globalThis, { loaded: "once" }));
    for (const count of ["1", "2", "3"]) {
      await page.click("button");
      await says("output", count);
    }
  });

  afterEach(async () => {
    await page.close();
    await server.close();
    rmSync(project, { recursive: true });
  });

  const reloaded = (): Promise<boolean> => page.evaluate(() => !("loaded" in globalThis));

  test("a changed template is shown by the open page, which keeps its state", async () => {
    await edit("views/counter.live.html", "<h1>Counter</h1>", "<h1>Clicks</h1>\n<p :if={count > 2}>Many: {count}</p>");
    await says("h1", "Clicks");
    await says("output", "3");
    await says("p", "Many: 3");
    expect(await reloaded()).toBe(false);
    await page.click("button");
    await says("p", "Many: 4");
    await edit("views/counter.live.html", "<h1>Clicks</h1>", "<h1>Clicks so far</h1>");
    await says("h1", "Clicks so far");
    await says("output", "4");
    expect(await reloaded()).toBe(false);
  });

  test("a changed component is shown, and what is around it is not touched", async () => {
    await page.fill("input", "typed");
    await edit("views/badge.live.html", "{text}</small>", "You made {text}</small>");
    await says("small", "You made 3 clicks");
    expect(await page.inputValue("input")).toBe("typed");
    await page.click("button");
    await says("small", "You made 4 clicks");
    // The view's own module is evaluated again, with the component it knows.
    await edit("views/counter.live.html", "<h1>Counter</h1>", "<h1>Clicks</h1>");
    await says("h1", "Clicks");
    await edit("views/badge.live.html", "You made", "There were");
    await says("small", "There were 4 clicks");
    expect(await reloaded()).toBe(false);
  });

  test("a changed template of a stateful component is shown with the component's state", async () => {
    await page.click(".stars button");
    await page.click(".stars button");
    await says("em", "2 stars");
    await page.fill("input", "typed");
    await edit("views/stars.live.html", "{given} stars", "{given} of 5 stars");
    await says("em", "2 of 5 stars");
    expect(await page.inputValue("input")).toBe("typed");
    await page.click(".stars button");
    await says("em", "3 of 5 stars");
    await edit("views/counter.live.html", "<h1>Counter</h1>", "<h1>Clicks</h1>");
    await says("h1", "Clicks");
    await page.click(".stars button");
    await says("em", "4 of 5 stars");
    await says("output", "3");
    expect(await reloaded()).toBe(false);
  });

  test("an error is shown with its code frame over the page, which lives on and recovers", async () => {
    await edit("views/counter.live.html", "<h1>Counter</h1>", "<h1>Counter</b></h1>");
    await page.waitForSelector(overlay(".frame"), { timeout: 10_000 });
    expect(await page.textContent(overlay(".message-body"))).toContain("LC1032: ");
    expect(await page.textContent(overlay(".file"))).toContain("views/counter.live.html:11:12");
    expect(await page.textContent(overlay(".frame"))).toMatch(/^11 \| <h1>Counter<\/b><\/h1>\n\s+\| {12}\^{4}/m);
    await edit("views/counter.live.html", "<h1>Counter</b></h1>", "<h1>Recovered</h1>");
    await says("h1", "Recovered");
    await says("output", "3");
    await page.waitForSelector("vite-error-overlay", { state: "detached" });
    expect(await reloaded()).toBe(false);
  });

  test("a component whose roots no longer fit is an error of the template that uses it", async () => {
    await edit("views/counter.live.html", '<Badge text={plural(count, "click")} />', '<p><Badge text={plural(count, "click")} /></p>');
    await says("p small", "3 clicks");
    await edit("views/badge.live.html", '<small class="badge">{text}</small>', "<section>{text}</section>");
    await page.waitForSelector(overlay(".message-body"), { timeout: 10_000 });
    expect(await page.textContent(overlay(".message-body"))).toContain("LC3012: <Badge> does not fit here: a browser closes the <p>");
    expect(await page.textContent(overlay(".file"))).toContain("views/counter.live.html:15:4");
    await edit("views/badge.live.html", "<section>{text}</section>", "<b>{text}</b>");
    await says("p b", "3 clicks");
    await page.waitForSelector("vite-error-overlay", { state: "detached" });
    await edit("views/badge.live.html", "<b>{text}</b>", "<section>{text}</section>");
    await page.waitForSelector(overlay(".message-body"), { timeout: 10_000 });
    await edit(
      "views/counter.live.html",
      '<p><Badge text={plural(count, "click")} /></p>',
      '<div><Badge text={plural(count, "click")} /></div>',
    );
    await says("div section", "3 clicks");
    expect(await reloaded()).toBe(false);
  });

  test("a template that throws with the state of the page is shown as an error, and the state is kept", async () => {
    await edit("views/counter.live.html", "{count}</output>", "{(count as unknown as { at: () => string }).at()}</output>");
    await page.waitForSelector(overlay(".message-body"), { timeout: 10_000 });
    expect(await page.textContent(overlay(".message-body"))).toContain("is not a function");
    await edit("views/counter.live.html", "{(count as unknown as { at: () => string }).at()}</output>", "{count}.</output>");
    await says("output", "3.");
    expect(await reloaded()).toBe(false);
  });

  test("the source map of a module leads into the template", async () => {
    const module = await server.environments.ssr.transformRequest("/views/counter.live.html?livec.ts");
    const [source, rest] = originOf(module?.code ?? "", JSON.stringify(module?.map), 'count, "click"');
    expect([source, rest]).toEqual(["counter.live.html", expect.stringMatching(/^count, "click"\)}/)]);
  });

  test("a changed inline template is shown by the open page; other changes of its file load the app again", async () => {
    const markup = readFileSync(join(project, "views/counter.live.html"), "utf8");
    const view = readFileSync(join(project, "views/counter.ts"), "utf8");
    const inline = view
      .replace('import template from "./counter.live.js"', 'import { live } from "./clicks.live.js"')
      .replace("  template,", `  template: live\`${markup}\`,`);
    writeFileSync(join(project, "views/clicks.ts"), inline);
    await edit("app.ts", "./views/counter.js", "./views/clicks.js");
    await page.waitForFunction(() => !("loaded" in globalThis));
    await page.waitForSelector(".live-connected");
    await page.evaluate(() => Object.assign(globalThis, { loaded: "twice" }));
    await page.click("button");
    await says("output", "1");

    await edit("views/clicks.ts", "<h1>Counter</h1>", "<h1>Clicks</h1>");
    await says("h1", "Clicks");
    await says("output", "1");
    await edit("views/clicks.ts", "<h1>Clicks</h1>", "<h1>Clicks</b></h1>");
    await page.waitForSelector(overlay(".frame"), { timeout: 10_000 });
    expect(await page.textContent(overlay(".file"))).toMatch(/views\/clicks\.ts:\d+:11$/);
    await edit("views/clicks.ts", "<h1>Clicks</b></h1>", "<h1>All clicks</h1>");
    await says("h1", "All clicks");
    await page.click("button");
    await says("output", "2");
    expect(await reloaded()).toBe(false);

    await edit("views/clicks.ts", "count + 1", "count + 10");
    await page.waitForFunction(() => !("loaded" in globalThis));
    await page.waitForSelector(".live-connected");
    await says("h1", "All clicks");
    await page.click("button");
    await says("output", "10");
  });

  test("a changed layout loads the page again", async () => {
    await edit("layouts/root.live.html", "<body>", '<body class="dark">');
    await page.waitForSelector("body.dark");
    expect(await reloaded()).toBe(true);
  });

  test("changed code loads the app and the page again", async () => {
    await edit("views/counter.ts", "count + 1", "count + 10");
    await page.waitForFunction(() => !("loaded" in globalThis));
    await page.waitForSelector(".live-connected");
    await page.click("button");
    await says("output", "10");
  });

  test("an app that cannot be loaded is an error page, which becomes the app's when the error is gone", async () => {
    await edit("views/counter.ts", "export default", "undefined.nothing;\nexport default");
    await page.waitForSelector(overlay(".message-body"), { timeout: 10_000 });
    await page.close();
    await server.restart();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port()}/`);
    await page.waitForSelector(overlay(".message-body"), { timeout: 10_000 });
    await edit("views/counter.ts", "undefined.nothing;\n", "");
    await says("output", "0");
  });

  test("the app's plain routes are answered, and Vite's own requests are not forwarded", async () => {
    const response = await page.request.get(`http://127.0.0.1:${port()}/health`);
    expect([response.status(), await response.text()]).toEqual([200, "ok"]);
    expect((await page.request.get(`http://127.0.0.1:${port()}/@vite/client`)).headers()["content-type"]).toContain("javascript");
  });
});

describe("built", () => {
  beforeAll(async () => {
    project = copyProject();
    await build({ root: project, logLevel: "silent" });
  });

  afterAll(() => rmSync(project, { recursive: true }));

  test("the app runs without Vite", async () => {
    const env = { ...process.env, PORT: "0", NODE_ENV: "production", LIVEC_SECRET: "a secret of at least thirty-two bytes" };
    const app = spawn(process.execPath, ["dist/server.js"], { cwd: project, env, stdio: ["ignore", "pipe", "inherit"] });
    try {
      let url: string | undefined;
      for await (const line of createInterface({ input: app.stdout })) {
        url = /^http:\S+$/.exec(line)?.[0];
        if (url !== undefined) break;
      }
      page = await browser.newPage();
      await page.goto(url ?? "");
      await page.waitForSelector(".live-connected");
      await page.click("button");
      await says("small", "1 click");
      expect(await page.locator("script[src*=livec]").count()).toBe(0);
      await page.close();
    } finally {
      app.kill();
    }
  });

  test("templates are not replaced there", () => {
    expect(readFileSync(join(project, "dist/server.js"), "utf8")).not.toContain("hot:");
  });

  test("the source map leads from an expression to its place in the template", () => {
    const code = readFileSync(join(project, "dist/server.js"), "utf8");
    const map = readFileSync(join(project, "dist/server.js.map"), "utf8");
    expect(originOf(code, map, 'plural(count, "')).toEqual(["../views/counter.live.html", 'plural(count, "click")} />']);
  });
});
