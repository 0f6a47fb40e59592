/**
 * The compiler runs where there is no Node: it is bundled for a browser, and compiles the gallery in a context that has
 * the language alone.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";
import { type CompileResult, compile } from "./compile.ts";
import { sha256 } from "./sha256.testing.ts";

const GALLERY = join(import.meta.dirname, "../fixtures/gallery");
const templates = readdirSync(GALLERY, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".live.html"));

let bundle = "";

beforeAll(async () => {
  const entry = join(import.meta.dirname, "index.ts");
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "compiler" } },
  });
  const [result] = [built].flat();
  if (result === undefined || !("output" in result)) throw new Error("Nothing was bundled.");
  bundle = result.output.map((file) => ("code" in file ? file.code : "")).join("\n");
}, 60_000);

test("the hash of the test is that of Node", () => {
  for (const text of ["", "abc", "ä€😀", "x".repeat(200)]) {
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("base64url"));
  }
});

test("the compiler imports no module of Node", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /\.ts$/.test(file) && !/\.(?:test|testing)\.ts$/.test(file));
  const imports = sources.filter((file) =>
    /^(?:import|export)\b.*from "node:/m.test(readFileSync(join(import.meta.dirname, file), "utf8")),
  );
  expect(imports).toEqual([]);
  expect(bundle).not.toContain("vite-browser-external");
});

test("the gallery compiles to the same modules, with the same fingerprints", { timeout: 60_000 }, () => {
  expect(templates.length).toBeGreaterThan(10);
  const context = createContext({ hash: sha256 });
  runInContext(bundle, context);
  for (const name of templates) {
    const source = readFileSync(join(GALLERY, name), "utf8");
    Object.assign(context, { source, file: name });
    const { code, diagnostics } = runInContext("compiler.compile(source, { file, hash })", context) as CompileResult;
    const here = compile(source, { file: name });
    expect([name, code, [...diagnostics]]).toEqual([name, here.code, here.diagnostics]);
    expect(code).toBeTypeOf("string");
  }
});

test("without a hash, where there is no Node, it says what is missing", () => {
  const context = createContext({});
  runInContext(bundle, context);
  expect(() => runInContext('compiler.compile("<p>a</p>", { file: "a.live.html" })', context)).toThrow(
    "Outside of Node, `compile` needs the option `hash`: SHA-256 of a text, as base64url.",
  );
});
