/** Imports go the way the table in ARCHITECTURE.md allows, and hardly ever in circles. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Files that may import each other, if only types of each other, in a circle: two halves of one thing. */
const LONGEST_CIRCLE = 2;

/** Longer ones that are still to be cut: a file of each, and how many files it may have at most. None is added here. */
const STILL_TO_CUT: ReadonlyMap<string, number> = new Map([
  ["runtime-server/view/mounting.ts", 5],
  ["runtime-server/app/services.ts", 10],
  ["runtime-client/view.ts", 13],
]);

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
  return ["rendering", "wire", "pubsub", "view", "transport", "app"].includes(name) ? `runtime-server/${name}` : name;
}

const files = execFileSync("git", ["ls-files", "*.ts"], { cwd: ROOT, encoding: "utf8", timeout: 10_000 })
  .split("\n")
  .filter((file) => layers.some(({ folder }) => file.startsWith(`${folder}/`)) && !/\.(test|testing)\.ts$/.test(file));

/** What a file imports of the project: by statements, `import()`, and in types. */
const imports = new Map(
  files.map((file) => {
    const named = read(file).matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)";|\bimport\(\s*"(\.[^"]+)"\s*\)/gm);
    return [file, [...named].map(([, statement, expression]) => join(dirname(file), statement ?? expression ?? ""))];
  }),
);

function importsThat(isWrong: (file: string, path: string) => boolean): readonly string[] {
  return [...imports].flatMap(([file, paths]) => paths.filter((path) => isWrong(file, path)).map((path) => `${file} → ${path}`));
}

test("the table has the folders that are shipped", () => {
  expect(layers.map(({ folder }) => folder)).toEqual(expect.arrayContaining(["protocol", "compiler", "project", "runtime-client", "cli"]));
  expect(imports.get("cli/build/command.ts")).toContain("cli/build/builder.ts");
});

test("of each folder", () => {
  const wrong = importsThat((file, path) => {
    const layer = layers.find(({ folder }) => file.startsWith(`${folder}/`));
    return ![layer?.folder, ...(layer?.allowed ?? [])].some((folder) => path.startsWith(`${folder}/`) || path.startsWith(`${folder}.`));
  });
  expect(wrong).toEqual([]);
});

test("of the compiler's phases: each uses those before it", () => {
  const phase = (path: string): number => Number(/^compiler\/(\d)-/.exec(path)?.[1] ?? 0);
  expect(importsThat((file, path) => phase(file) > 0 && phase(path) > phase(file))).toEqual([]);
});

test("no circle, of types either, is longer than two files, but for those still to be cut", () => {
  const limitOf = (circle: readonly string[]): number => Math.max(LONGEST_CIRCLE, ...circle.map((file) => STILL_TO_CUT.get(file) ?? 0));
  expect(circles(imports).filter((circle) => circle.length > limitOf(circle))).toEqual([]);
});

test("a circle is found", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c", "d"]],
    ["c", ["a"]],
    ["d", []],
  ]);
  expect(circles(graph)).toEqual([["a", "b", "c"]]);
});

/** The sets of files that all reach each other (Tarjan's strongly connected components), without those of one file. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const path: string[] = [];
  /** Answers the first file on the path that this one leads back to. */
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    path.push(file);
    let first = own;
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) first = Math.min(first, visit(next));
      else if (path.includes(next)) first = Math.min(first, order.get(next) ?? own);
    }
    if (first === own) {
      const circle = path.splice(path.indexOf(file)).sort();
      if (circle.length > 1) found.push(circle);
    }
    return first;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}
