/**
 * livec as a content mapper of TypeScript 7.1: `tsc --runExternalCode` and the language server start this program and
 * ask it what a `.live.html` is in TypeScript.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Outline } from "../../compiler/4-link/outline.ts";
import { transform } from "../../compiler/5-editor/transform.ts";
import { compile } from "../../compiler/compile.ts";
import { type Handler, serve } from "./rpc.ts";

/** Binding prefixes of the projects that are open, by the handle TypeScript gave them. */
const projects = new Map<string, string | undefined>();

/** Outlines kept; of more, each is made where it is needed. */
const MAX_OUTLINES = 2000;
/** Of the templates that others use, by file, with the source each was made from. */
const outlines = new Map<string, { readonly source: string; readonly outline: Outline | undefined }>();

/** The outline of a template as it is on the disk. */
function outlineOf(file: string): Outline | undefined {
  if (!existsSync(file)) return undefined;
  const source = readFileSync(file, "utf8");
  const known = outlines.get(file);
  if (known?.source === source) return known.outline;
  const { outline } = compile(source, { file });
  if (known !== undefined || outlines.size < MAX_OUTLINES) outlines.set(file, { source, outline });
  return outline;
}

const handlers = new Map<string, Handler>([
  ["initialize", () => ({ positionEncoding: "utf-16", diagnosticSource: "LC" })],
  [
    "openProject",
    (parameters) => {
      const { projectHandle, options } = parameters as { readonly projectHandle: string; readonly options?: Record<string, unknown> };
      const prefix = options?.["bindingPrefix"];
      projects.set(projectHandle, typeof prefix === "string" ? prefix : undefined);
      return {};
    },
  ],
  [
    "transform",
    (parameters) => {
      const { fileName, content, projectHandle } = parameters as Record<"fileName" | "content" | "projectHandle", string>;
      const bindingPrefix = projects.get(projectHandle);
      const isTemplate = (specifier: string): boolean => existsSync(resolve(dirname(fileName), specifier));
      return transform(content, { file: fileName, isTemplate, outlineOf, ...(bindingPrefix === undefined ? {} : { bindingPrefix }) });
    },
  ],
  ["closeProject", (parameters) => void projects.delete((parameters as { readonly projectHandle: string }).projectHandle)],
]);

await serve(handlers, process.stdin, process.stdout);
