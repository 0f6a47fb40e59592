/** `livec dev` on a project without Vite, in a real browser, under a strict policy. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "../../test/browser.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const POLICY =
  "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types livec";

let project: string;
let command: ChildProcess;
let output = "";
let url = "";
let browser: Browser;
let page: Page;
const complaints: string[] = [];

/** The project of fixtures/vite without Vite, under a strict policy. */
function copyProject(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "livec-dev-test-")));
  for (const name of ["app.ts", "layouts", "views", "package.json"])
    cpSync(join(repository, "fixtures/vite", name), join(directory, name), { recursive: true });
  mkdirSync(join(directory, "node_modules"));
  symlinkSync(repository, join(directory, "node_modules/livec"), "junction");
  const app = join(directory, "app.ts");
  const policy = `app.use(async (conn, next) => {\n  conn.header("Content-Security-Policy", ${JSON.stringify(POLICY)});\n  await next();\n});\n`;
  writeFileSync(app, readFileSync(app, "utf8").replace('app.live("/"', `${policy}app.static("/public", "public");\napp.live("/"`));
  mkdirSync(join(directory, "public"));
  writeFileSync(join(directory, "public/site.css"), "h1 { color: rgb(1, 2, 3) }\n");
  const layout = join(directory, "layouts/root.live.html");
  writeFileSync(
    layout,
    readFileSync(layout, "utf8").replace("<LiveScripts", '<link rel="stylesheet" href="/public/site.css">\n    <LiveScripts'),
  );
  return directory;
}

async function printed(pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = pattern.exec(output);
    if (found !== null) return found;
    await once(command.stdout ?? command, "data");
  }
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(project, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(project, file), text.replace(from, to));
}

const says = async (selector: string, text: string): Promise<void> => {
  await page.locator(selector, { hasText: text }).waitFor({ timeout: 10_000 });
  expect(await page.textContent(selector)).toBe(text);
};
const overlay = (part: string): string => `livec-overlay ${part}`;
const reloaded = (): Promise<boolean> => page.evaluate(() => !("loaded" in globalThis));
const mark = (): Promise<unknown> => page.evaluate(() => Object.assign(globalThis, { loaded: "once" }));

async function open(): Promise<void> {
  page = await browser.newPage();
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|violates/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(url);
}

// Whatever ends this process ends the command as well.
process.once("exit", () => command?.kill("SIGKILL"));

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  project = copyProject();
  output = "";
  complaints.length = 0;
  command = spawn(process.execPath, [join(repository, "dist/cli.js"), "dev", "--port", "0"], { cwd: project });
  for (const stream of [command.stdout, command.stderr]) stream?.on("data", (chunk: Buffer) => (output += String(chunk)));
  url = (await printed(/http:\/\/localhost:\d+/))[0];
  await open();
  await page.waitForSelector(".live-connected");
  await mark();
  for (const count of ["1", "2", "3"]) {
    await page.click("button");
    await says("output", count);
  }
});

afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.close();
  if (command.exitCode === null) {
    const ended = once(command, "exit");
    command.kill("SIGINT");
    expect((await ended)[0]).toBe(0);
  }
  rmSync(project, { recursive: true, force: true });
});

test("changed templates, and handlers of views and components, are shown with the state there is", async () => {
  await page.fill("input", "typed");
  edit("views/counter.live.html", "<h1>Counter</h1>", "<h1>Clicks</h1>\n<p :if={count > 2}>Many: {count}</p>");
  await says("h1", "Clicks");
  await says("body p", "Many: 3");
  // Editors and tsc read it.
  await expect.poll(() => readFileSync(join(project, "views/counter.live.ts"), "utf8")).toContain("Clicks");
  await printed(/counter\.live\.html {2}shown {2}\d+ ms/);

  edit("views/counter.ts", "count + 1", "count + 10");
  await printed(/counter\.ts {2}shown/);
  await page.click("button");
  await says("output", "13");

  await page.click(".stars button");
  await says("em", "1 stars");
  edit("views/stars.ts", "+ 1", "+ 4");
  await printed(/stars\.ts {2}shown/);
  await page.click(".stars button");
  await says("em", "5 stars");

  // Used by a template alone.
  edit("views/plural.ts", '"s"', '"s!"');
  await says("small", "13 clicks!");
  expect(await page.inputValue("input")).toBe("typed");
  expect(await reloaded()).toBe(false);
});

test("a view whose mount changed is mounted anew in the page, which says so; a style sheet is loaded again", async () => {
  await page.fill("input", "typed");
  edit("views/counter.ts", "count: 0", "count: 40");
  await says("output", "40");
  expect(await page.textContent("livec-note .note")).toBe("counter.ts: 1 view mounted anew: the state of before would not fit.");
  expect(await page.inputValue("input")).toBe("typed");
  await page.click("button");
  await says("output", "41");

  const color = (): Promise<string> => page.evaluate(() => getComputedStyle(document.querySelector("h1") as Element).color);
  expect(await color()).toBe("rgb(1, 2, 3)");
  writeFileSync(join(project, "public/site.css"), "h1 { color: rgb(4, 5, 6) }\n");
  await expect.poll(color).toBe("rgb(4, 5, 6)");
  expect(await reloaded()).toBe(false);
});

test("an error is shown with its lines and its page, and goes when it is put right", async () => {
  edit("views/counter.live.html", "<h1>Counter</h1>", "<h1>Counter</b></h1>");
  await page.waitForSelector(overlay(".frame"));
  expect(await page.textContent(overlay("h1"))).toContain("LC1032: ");
  expect(await page.textContent(overlay(".place"))).toBe("views/counter.live.html:11:12");
  expect(await page.textContent(overlay(".frame"))).toMatch(/^11 \| <h1>Counter<\/b><\/h1>\n\s+\| {12}\^{4}/m);
  const link = await page.getAttribute(overlay("a"), "href");
  expect(link).toBe("/@livec/docs/LC1032");
  const docs = await page.request.get(`${url}${link}`);
  expect(await docs.text()).toContain("<h1>LC1032: ");
  // Styled, though the policy allows no inline style.
  expect(await page.evaluate(() => getComputedStyle(document.querySelector("livec-overlay") as Element).position)).toBe("fixed");

  // What a template throws with the state of the page is an error as well.
  edit("views/counter.live.html", "<h1>Counter</b></h1>", "<h1>{(count as unknown as { at: () => string }).at()}</h1>");
  await page.locator(overlay("h1"), { hasText: "is not a function" }).waitFor();
  expect(await page.textContent(overlay(".place"))).toMatch(/^views\/counter\.live\.html:11:/);

  edit("views/counter.live.html", "<h1>{(count as unknown as { at: () => string }).at()}</h1>", "<h1>Recovered</h1>");
  await says("body h1", "Recovered");
  await page.waitForSelector("livec-overlay", { state: "detached" });
  await says("output", "3");
  expect(await reloaded()).toBe(false);
});

test("any other module loads the app again; what keeps it from running is told by the page, until it runs", async () => {
  const session = async (): Promise<readonly string[]> => (await page.context().cookies()).map(({ value }) => value);
  const before = await session();
  edit("app.ts", 'app.get("/health", (conn) => conn.text("ok"))', 'app.get("/health", () => process.exit(3))');
  await page.waitForFunction(() => !("loaded" in globalThis));
  await page.waitForSelector(".live-connected");
  expect(await session()).toEqual(before);

  await page.request.get(`${url}/health`).catch(() => {});
  await page.waitForSelector(overlay("h1"));
  expect(await page.textContent(overlay("h1"))).toBe("The app's process ended.");
  await page.reload();
  await page.waitForSelector(overlay("h1"));
  edit("app.ts", "export default", "undefined.nothing;\nexport default");
  await page.waitForSelector(overlay(".place"));
  expect(await page.textContent(overlay(".place"))).toMatch(/^app\.ts:\d+:11$/);
  edit("app.ts", "undefined.nothing;\n", "");
  await says("output", "0");
});

test("it ends in time though the app does not answer, or is never loaded", async () => {
  edit("views/counter.ts", "export default", "await new Promise(() => {});\nexport default");
  edit("app.ts", "export default", "setInterval(() => {}, 1000);\nawait new Promise(() => {});\nexport default");
  const before = Date.now();
  const ended = once(command, "exit");
  command.kill("SIGTERM");
  expect((await ended)[0]).toBe(0);
  expect(Date.now() - before).toBeLessThan(5000);
});

test("it ends when its project is gone", async () => {
  const ended = once(command, "exit");
  rmSync(project, { recursive: true });
  const [code] = await ended;
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
});
