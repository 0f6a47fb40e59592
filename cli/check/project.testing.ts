/** For tests of `livec check`: a project that finds livec's sources where an app finds the package. */
import { join } from "node:path";
import { type Workspace, workspace } from "../harness.testing.ts";
import type { JsonReport } from "./report.ts";

export const ROOT: string = join(import.meta.dirname, "../..");

export const compilerOptions = {
  target: "es2023",
  lib: ["es2024", "esnext.disposable"],
  module: "nodenext",
  types: ["node"],
  typeRoots: [join(ROOT, "node_modules/@types")],
  paths: {
    "livec/template": [join(ROOT, "runtime-server/template.ts")],
    "livec/server": [join(ROOT, "runtime-server/index.ts")],
  },
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
};

/** A module project with a tsconfig.json; files may replace both. */
export function project(files: { readonly [file: string]: string }): Workspace {
  return workspace({ "package.json": '{ "type": "module" }', "tsconfig.json": JSON.stringify({ compilerOptions }), ...files });
}

/** What `livec check --format json` prints. */
export function readReport(out: string): JsonReport {
  return JSON.parse(out) as JsonReport;
}

/** `page.live.html:7:5 TS2339 Property …`, for each error. */
export function lines({ diagnostics }: JsonReport): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`);
}
