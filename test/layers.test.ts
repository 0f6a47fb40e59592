/** Imports go the way the table in ARCHITECTURE.md allows. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** The folders of the table that hold what is shipped, the deepest first, and what each may import. */
const layers = [...read("ARCHITECTURE.md").matchAll(/^\| `([\w/-]+)\/` \|.*\| (.*) \|$/gm)]
  .map(([, folder = "", allowed = ""]) => {
    const named = allowed.replaceAll("server `base`", "`runtime-server/base`").match(/`[\w/-]+`/g) ?? [];
    const inside = /^(runtime-server\/|testing$)/.test(folder) ? (name: string) => serverPart(name) : (name: string) => name;
    return { folder, allowed: named.map((name) => inside(name.slice(1, -1))) };
  })
  .filter(({ folder }) => /^(protocol|base|compiler|runtime-|project|cli|plugins|testing)/.test(folder))
  .sort((a, b) => b.folder.length - a.folder.length);

function serverPart(name: string): string {
  return ["rendering", "wire", "view", "transport", "app"].includes(name) ? `runtime-server/${name}` : name;
}

const files = execFileSync("git", ["ls-files", "*.ts"], { cwd: ROOT, encoding: "utf8", timeout: 10_000 })
  .split("\n")
  .filter((file) => layers.some(({ folder }) => file.startsWith(`${folder}/`)) && !/\.(test|testing)\.ts$/.test(file));

function importsOf(file: string): readonly string[] {
  const named = read(file).matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)";/gm);
  return [...named].map(([, path = ""]) => join(dirname(file), path));
}

test("of each folder", () => {
  const wrong = files.flatMap((file) => {
    const layer = layers.find(({ folder }) => file.startsWith(`${folder}/`));
    return importsOf(file)
      .filter(
        (path) =>
          ![layer?.folder, ...(layer?.allowed ?? [])].some((folder) => path.startsWith(`${folder}/`) || path.startsWith(`${folder}.`)),
      )
      .map((path) => `${file} → ${path}`);
  });
  expect(wrong).toEqual([]);
});

test("of the compiler's phases: each uses those before it", () => {
  const phase = (path: string): number => Number(/^compiler\/(\d)-/.exec(path)?.[1] ?? 0);
  const back = files.flatMap((file) =>
    importsOf(file)
      .filter((path) => phase(file) > 0 && phase(path) > phase(file))
      .map((path) => `${file} → ${path}`),
  );
  expect(back).toEqual([]);
});
