/**
 * livec as a content mapper of TypeScript 7.1: `tsc --runExternalCode` and the language server start this program and ask it what a
 * `.live.html` is in TypeScript.
 */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { transform } from "../../compiler/4-check/transform.ts";
import { type Handler, serve } from "./rpc.ts";

/** Binding prefixes of the projects that are open, by the handle TypeScript gave them. */
const projects = new Map<string, string | undefined>();

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
      return transform(content, { file: fileName, isTemplate, ...(bindingPrefix === undefined ? {} : { bindingPrefix }) });
    },
  ],
  ["closeProject", (parameters) => void projects.delete((parameters as { readonly projectHandle: string }).projectHandle)],
]);

await serve(handlers, process.stdin, process.stdout);
