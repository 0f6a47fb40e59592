/**
 * A project outside the repository whose templates are all in TypeScript files: packed livec, `livec build`,
 * `tsc --strict` with the oldest and the newest TypeScript, and a browser on what `tsc` made of it, and on the sources
 * themselves.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Node's own type stripping, which Node 20 has not: types become blanks, nothing is compiled. */
const STRIPPING = ["--import", import.meta.resolve("ts-blank-space/register"), "server.ts"];

let project: string;

/** Runs a command in the project and gives its output, also when it fails. */
async function inProject(command: string, ...args: string[]): Promise<{ readonly code: number; readonly output: string }> {
  try {
    const { stdout, stderr } = await run(command, args, { cwd: project, timeout: 120_000 });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

const build = (): ReturnType<typeof inProject> => inProject("npx", "--no-install", "livec", "build");
const tsc = (compiler: string, ...args: string[]): ReturnType<typeof inProject> =>
  inProject(process.execPath, join(repository, "node_modules", compiler, "bin", "tsc"), ...args);

/** Runs something with the counter changed. */
async function changed<Result>(from: string, to: string, act: () => Promise<Result>): Promise<Result> {
  const path = join(project, "counter.ts");
  const source = await readFile(path, "utf8");
  expect(source).toContain(from);
  await writeFile(path, source.replace(from, to));
  try {
    return await act();
  } finally {
    await writeFile(path, source);
  }
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "livec-outside-inline-"));
  await cp(new URL("./inline", import.meta.url), project, { recursive: true });
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", project], { cwd: repository });
  const tarball = (await readdir(project)).find((file) => file.endsWith(".tgz"));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", `./${tarball}`, "@types/node@20"], { cwd: project });
}, 180_000);

afterAll(() => rm(project, { recursive: true, force: true }));

test("npx livec build compiles both templates", async () => {
  const { code, output } = await build();
  expect(output).toContain("compiled 2 templates");
  expect(code).toBe(0);
});

test.each(["typescript-5", "typescript-7"])("%s accepts the project under --strict, and refuses what does not fit", async (compiler) => {
  await build();
  expect(await tsc(compiler, "--noEmit")).toEqual({ code: 0, output: "" });
  const wrongAssign = await changed("steps: [1, 10]", 'steps: ["1"]', () => tsc(compiler, "--noEmit"));
  expect(wrongAssign.output).toMatch(/counter\.ts[\s\S]*Type 'string' is not assignable to type 'number'/);
  const noHandler = await changed("add: (", "ad: (", () => tsc(compiler, "--noEmit"));
  expect(noHandler.output).toMatch(/counter\.ts[\s\S]*Property 'add' is missing/);
});

test("a mistake in a template is told at its place", async () => {
  const { code, output } = await changed("{by}</button>", "{by}</b>", () => build());
  expect(output).toContain("--> counter.ts:14:77");
  expect(code).toBe(1);
});

test("a text that was not compiled is an error when the program runs", async () => {
  await build();
  const { output } = await changed("<output>", "<output >", () => inProject(process.execPath, ...STRIPPING));
  expect(output).toContain("is not the one counter.live.ts was made of: run `livec build`");
});

test.each([
  ["what tsc made of it", ["server.js"]],
  ["the sources, types stripped", STRIPPING],
])("node serves the counter, live: %s", async (_, entry) => {
  await build();
  expect((await tsc("typescript-7")).output).toBe("");
  const server = spawn(process.execPath, entry, { cwd: project, stdio: ["ignore", "pipe", "inherit"] });
  const browser = await launchBrowser();
  try {
    const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
    const page = await browser.newPage();
    await page.goto(`${line.trim()}/?start=31`);
    expect(await page.textContent("output")).toBe("31");
    await page.waitForSelector(".live-connected");
    await page.click("text=+10");
    await page.click("text=+1 >> nth=0");
    await page.waitForFunction(() => document.querySelector("output")?.textContent === "42");
  } finally {
    await browser.close();
    server.kill();
    await once(server, "exit");
  }
});
