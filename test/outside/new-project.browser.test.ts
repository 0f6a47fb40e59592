/** `npm create livec`, from packed tarballs, and what the project that it makes can do; test/all has the rest. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { modulesFrom, pack, runIn } from "./packed.ts";

let folder: string;
let shop: string;
let browser: Browser;
let server: ChildProcess | undefined;

// Whatever ends this process ends it as well.
process.once("exit", () => server?.kill("SIGKILL"));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "livec-new-"));
  shop = join(folder, "shop");
  const livec = await pack(".", folder);
  await modulesFrom(folder, { livec, "create-livec": await pack("create-livec", folder) });
  browser = await launchBrowser();
});

afterEach(async () => {
  if (server?.exitCode === null) {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
  }
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts what serves the project and opens its first page. */
async function open(...command: readonly string[]): Promise<Page> {
  const [program = "", ...args] = command;
  const env = { ...process.env, PORT: "0", NODE_ENV: "", LIVEC_SECRET: "a secret of at least thirty-two bytes" };
  server = spawn(program, args, { cwd: shop, env });
  let output = "";
  let url: RegExpExecArray | null = null;
  server.stderr?.on("data", (chunk: Buffer) => (output += String(chunk)));
  const ended = once(server, "exit").then(() => `\nhttp://ended:0 ${output}`);
  while (url === null) {
    output += String(await Promise.race([once(server.stdout ?? server, "data"), ended]));
    url = /^(?:livec dev {2})?(http:\/\/[\w.]+:\d+)/m.exec(output);
  }
  if (url[1] === "http://ended:0") throw new Error(output);
  const page = await browser.newPage();
  await page.goto(url[1] ?? "");
  await page.waitForSelector(".live-connected");
  return page;
}

test("create-livec makes a project", async () => {
  const { code, output } = await runIn(folder, process.execPath, "node_modules/create-livec/index.js", "shop", "--no-install");
  expect(output).toMatch(/^made shop: \d+ files/);
  expect(code).toBe(0);
});

test("livec gen live adds pages for articles", async () => {
  const args = ["gen", "live", "Article", "title:string", "body:text", "published:boolean"];
  expect(await runIn(shop, "npx", "livec", ...args)).toMatchObject({ code: 0 });
});

test("its tests pass", { timeout: 180_000 }, async () => {
  const { code, output } = await runIn(shop, "npm", "test");
  expect(output).toMatch(/10 passed/);
  expect(output).not.toContain("warn:");
  expect(code).toBe(0);
});

test("it runs as in production", { timeout: 180_000 }, async () => {
  expect(await runIn(shop, "npm", "run", "build")).toMatchObject({ code: 0 });
  const page = await open(process.execPath, "build/server.js");
  await page.click("text=+");
  await page.waitForFunction(() => document.querySelector("output")?.textContent === "1");
  await page.click("nav >> text=Tasks");
  await page.waitForSelector(".live-connected #add");
  await page.fill("#add input", "Buy milk");
  await page.press("#add input", "Enter");
  await page.waitForSelector("li >> text=Buy milk");
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("#add input")?.value === "");
  await page.click("li:nth-child(3) >> text=Edit");
  await page.fill("li:nth-child(3) input[name=title]", "Buy oat milk");
  await page.press("li:nth-child(3) input[name=title]", "Enter");
  await page.waitForSelector("li >> text=Buy oat milk");
  expect(await page.textContent("h2")).toBe("2 to do");

  // What livec gen made.
  for (const title of ["Pears", "Apples"]) {
    await page.goto(new URL("/articles/new", page.url()).href);
    await page.waitForSelector(".live-connected");
    await page.click("text=Save");
    await page.waitForSelector(".field.invalid #title");
    await page.fill("#title", title);
    await page.click("text=Save");
    await page.waitForURL(/\/articles\/\d+$/);
    expect(await page.textContent("h1")).toBe(title);
  }
  await page.click("text=All articles");
  const titles = (): Promise<readonly string[]> => page.locator("tbody td:first-child").allTextContents();
  await expect.poll(titles).toEqual(["Apples", "Pears"]);
  await page.click("th >> text=Title");
  await expect.poll(titles).toEqual(["Pears", "Apples"]);
  expect(new URL(page.url()).search).toBe("?sort=-title");
  await page.waitForSelector(".live-connected");
  await page.fill("input[type=search]", "app");
  await page.press("input[type=search]", "Enter");
  await expect.poll(titles).toEqual(["Apples"]);
  await page.waitForSelector(".live-connected");
  await page.click("text=Delete");
  await page.waitForSelector("text=There are no articles with “app”.");
  await page.close();
});

test("npm run dev shows what is saved", async () => {
  const page = await open(process.execPath, join(folder, "node_modules/livec/dist/cli.js"), "dev", "--port", "0");
  await page.click("text=+");
  const file = join(shop, "views/home.live.html");
  await writeFile(file, (await readFile(file, "utf8")).replace("<h1>Shop</h1>", "<h1>My shop</h1>"));
  await page.waitForSelector("h1 >> text=My shop");
  expect(await page.textContent("output")).toBe("1");
  await page.close();
});
