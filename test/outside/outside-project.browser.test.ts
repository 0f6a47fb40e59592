/**
 * A project outside the repository, as a user has it: the packed tarball installed by npm, the counter of the
 * documentation, `livec build`, `tsc --strict` with the oldest and the newest TypeScript we support, `node server.js`,
 * a browser.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));
const compilers = { "TypeScript 5.9": "typescript-5", "TypeScript 7": "typescript-7" } as const;

let project: string;
let server: ChildProcess | undefined;

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

const tsc = (compiler: string, ...args: string[]): ReturnType<typeof inProject> =>
  inProject(process.execPath, join(repository, "node_modules", compiler, "bin", "tsc"), ...args);

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "livec-outside-"));
  await cp(new URL("./project", import.meta.url), project, { recursive: true });
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", project], { cwd: repository });
  const tarball = (await readdir(project)).find((file) => file.endsWith(".tgz"));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", `./${tarball}`, "@types/node@20", "typescript@6.0.3"], {
    cwd: project,
  });
}, 180_000);

afterAll(async () => {
  if (server?.exitCode === null) {
    server.kill();
    await once(server, "exit");
  }
  await rm(project, { recursive: true, force: true });
});

test("npx livec build compiles the templates", async () => {
  const { code, output } = await inProject("npx", "--no-install", "livec", "build");
  expect(output).toContain("compiled 3 templates");
  expect(code).toBe(0);
});

test("npx livec check finds nothing wrong", async () => {
  const { code, output } = await inProject("npx", "--no-install", "livec", "check");
  expect(output).toMatch(/^checked 3 templates and 3 modules/m);
  expect(code).toBe(0);
});

test("npx livec check tells a mistake with a component at its place, with what to do", async () => {
  const source = await readFile(join(project, "note.ts"), "utf8");
  try {
    await writeFile(join(project, "note.ts"), source.replace("edit:", "edti:"));
    const { code, output } = await inProject("npx", "--no-install", "livec", "check");
    expect(output).toContain("The component has no handler for `edit`, which its template aims at `myself`.");
    expect(output).toContain("note.ts:7:3");
    expect(output).toContain("Did you mean `edit` where it says `edti`?");
    expect(code).toBe(1);
  } finally {
    await writeFile(join(project, "note.ts"), source);
  }
});

describe.each(Object.entries(compilers))("%s", (_, compiler) => {
  test("accepts the project under --strict", async () => {
    expect(await tsc(compiler, "--noEmit")).toEqual({ code: 0, output: "" });
  });

  test.each([
    [
      "a misspelt assign in the template",
      "counter.live.html",
      "{count}",
      "{cuont}",
      /counter\.live\.ts.*Property 'cuont' does not exist on type 'Assigns'/,
    ],
    [
      "an assign of the wrong type",
      "counter.ts",
      "count: Number(params.start ?? 0)",
      'count: "none"',
      /counter\.ts[\s\S]*Type 'string' is not assignable to type 'number'/,
    ],
    ["an event without a handler", "counter.ts", "dec(", "deck(", /counter\.ts[\s\S]*Property 'dec' is missing/],
    ["an event aimed at a component without a handler", "note.ts", "edit:", "edti:", /^note\.ts[\s\S]*Property 'edit' is missing/],
    [
      "an event that a component leaves to a view without a handler",
      "counter.ts",
      "drop(",
      "dorp(",
      /^counter\.ts[\s\S]*Property 'drop' is missing/,
    ],
    [
      "a prop of the wrong type",
      "counter.live.html",
      "text={note.text}",
      "text={count}",
      /counter\.live\.ts.*Type 'number' is not assignable to type 'string'/,
    ],
    [
      "a component without its id",
      "counter.live.html",
      "<Note id={note.id}",
      "<Note",
      /counter\.live\.ts[\s\S]*Property 'id' is missing in type '\{ text: string; \}'/,
    ],
    [
      "myself in a view's template",
      "counter.live.html",
      'live-click="dec"',
      'live-click="dec" live-target={myself}',
      /^counter\.ts[\s\S]*Property 'myself' is missing/,
    ],
  ])("rejects %s", async (_, file, from, to, message) => {
    const path = join(project, file);
    const source = await readFile(path, "utf8");
    try {
      expect(source).toContain(from);
      await writeFile(path, source.replace(from, to));
      await inProject("npx", "--no-install", "livec", "build");
      const { code, output } = await tsc(compiler, "--noEmit");
      expect(output).toMatch(message);
      expect(code).not.toBe(0);
    } finally {
      await writeFile(path, source);
      await inProject("npx", "--no-install", "livec", "build");
    }
  });
});

test("node server.js serves the counter and its notes, live", async () => {
  expect((await tsc("typescript-7")).output).toBe("");
  server = spawn(process.execPath, ["server.js"], {
    cwd: project,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: server.stdout ?? process.stdin }), "line")) as [string];
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${line.trim()}/?start=41`);
    expect(await page.textContent("output")).toBe("41");
    await page.waitForSelector(".live-connected");
    await page.click("text=+");
    await page.waitForFunction(() => document.querySelector("output")?.textContent === "42");
    await page.click("li:nth-child(2) >> text=Edit");
    await page.fill("li:nth-child(2) input", "Six eggs");
    await page.click("text=+");
    await page.waitForFunction(() => document.querySelector("output")?.textContent === "43");
    await page.press("li:nth-child(2) input", "Enter");
    await page.waitForSelector("li:nth-child(2) >> text=Six eggs");
    await page.click("li:nth-child(1) >> text=Drop");
    await page.waitForFunction(() => document.querySelectorAll("li").length === 1);
    expect(await page.textContent("li span")).toBe("Six eggs");
  } finally {
    await browser.close();
  }
});
