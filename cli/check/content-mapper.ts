/**
 * livec as a content mapper of TypeScript 7.1: `tsc --runExternalCode` and the language server start this program and
 * ask it what a `.live.html` is in TypeScript.
 */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Outline } from "../../compiler/4-link/outline.ts";
import { transform } from "../../compiler/5-editor/transform.ts";
import { compileOptions, type TemplateOptions, Templates } from "../../project/templates.ts";
import { type Handler, serve } from "./rpc.ts";

/** What is known of a project that is open. */
interface OpenProject {
  readonly options: TemplateOptions;
  /** The templates that others use, as they are on the disk. */
  readonly templates: Templates;
}

/** By the handle TypeScript gave them. */
const projects = new Map<string, OpenProject>();

function openProject(bindingPrefix: unknown): OpenProject {
  const options = compileOptions(typeof bindingPrefix === "string" ? { bindingPrefix } : {});
  return { options, templates: new Templates(options, (file) => file) };
}

const handlers = new Map<string, Handler>([
  ["initialize", () => ({ positionEncoding: "utf-16", diagnosticSource: "LC" })],
  [
    "openProject",
    (parameters) => {
      const { projectHandle, options } = parameters as { readonly projectHandle: string; readonly options?: Record<string, unknown> };
      projects.set(projectHandle, openProject(options?.["bindingPrefix"]));
      return {};
    },
  ],
  [
    "transform",
    (parameters) => {
      const { fileName, content, projectHandle } = parameters as Record<"fileName" | "content" | "projectHandle", string>;
      const { options, templates } = projects.get(projectHandle) ?? openProject(undefined);
      const isTemplate = (specifier: string): boolean => existsSync(resolve(dirname(fileName), specifier));
      const outlineOf = (file: string): Outline | undefined => templates.at(file)?.result.outline;
      return transform(content, { ...options, file: fileName, isTemplate, outlineOf });
    },
  ],
  ["closeProject", (parameters) => void projects.delete((parameters as { readonly projectHandle: string }).projectHandle)],
]);

await serve(handlers, process.stdin, process.stdout);
