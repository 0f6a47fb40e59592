/**
 * `npm run bench:dev`: from a saved template to pixels under `livec dev`: the time from the write to the frame in which
 * Chromium shows the change.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../../test/browser.ts";

const SAVES = 30;
/** Milliseconds, the median. */
const LIMIT = 100;
/** Milliseconds between two saves: a person's are further apart. */
const PAUSE = 300;

const repository = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "livec-bench-dev-"));
for (const name of ["app.ts", "layouts", "views", "package.json"])
  cpSync(join(repository, "fixtures/vite", name), join(project, name), { recursive: true });
mkdirSync(join(project, "node_modules"));
symlinkSync(repository, join(project, "node_modules/livec"), "junction");

const command = spawn(process.execPath, [join(repository, "dist/cli.js"), "dev", "--port", "0"], {
  cwd: project,
  stdio: ["ignore", "pipe", "inherit"],
});
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.goto(await urlOf());
  await page.waitForSelector(".live-connected");
  const times: number[] = [];
  for (let save = 0; save <= SAVES; save++) times.push(await measure(page, save));
  // The first also loads what is loaded once.
  const [first = 0, ...others] = times;
  const sorted = others.sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const result = { saves: SAVES, first, median, p90: sorted[Math.floor(sorted.length * 0.9)] ?? 0, limit: LIMIT };
  console.log(
    `From save to pixels, ${SAVES} saves: median ${median} ms, 90 % within ${result.p90} ms, the first ${first} ms (limit ${LIMIT} ms)`,
  );
  console.log(JSON.stringify(result));
  process.exitCode = median <= LIMIT ? 0 : 1;
} finally {
  await browser.close();
  const ended = once(command, "exit");
  command.kill("SIGINT");
  await ended;
  rmSync(project, { recursive: true });
}

async function urlOf(): Promise<string> {
  let output = "";
  for (;;) {
    const [chunk] = (await once(command.stdout, "data")) as [Buffer];
    output += String(chunk);
    const found = /http:\/\/localhost:\d+/.exec(output);
    if (found !== null) return found[0];
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>["newPage"]>>;

async function measure(page: Page, save: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  const heading = `Counter ${save}`;
  const shown = page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          // The frame after this one has it on the screen.
          if (document.querySelector("h1")?.textContent === text) requestAnimationFrame(() => resolve(Date.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
    heading,
  );
  // Evaluated before the file is written.
  await page.evaluate(() => 0);
  const file = join(project, "views/counter.live.html");
  const text = readFileSync(file, "utf8").replace(/<h1>.*<\/h1>/, `<h1>${heading}</h1>`);
  const saved = Date.now();
  writeFileSync(file, text);
  return (await shown) - saved;
}
