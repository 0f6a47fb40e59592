/**
 * The compilers, each as one function from a component of the corpus to its modules, set up as in a production build
 * with source maps.
 */
import { compileScript, parse } from "@vue/compiler-sfc";
import { compile } from "livec/compiler";
import { compile as compileSvelte } from "svelte/compiler";
import type { Sources } from "./corpus.ts";

export interface Compiler {
  readonly name: string;
  /**
   * Whose compiler it is; one that needs two passes for a page that is rendered on the server and alive in the browser
   * has two here.
   */
  readonly project: "livec" | "Svelte" | "Vue";
  /** Code as it comes, TypeScript with livec and Vue. Throws where the component has errors. */
  readonly run: (sources: Sources) => string;
}

export const compilers: readonly Compiler[] = [
  { name: "livec", project: "livec", run: livec },
  { name: "Svelte server", project: "Svelte", run: (sources) => svelte(sources, "server") },
  { name: "Svelte client", project: "Svelte", run: (sources) => svelte(sources, "client") },
  { name: "Vue SSR", project: "Vue", run: (sources) => vue(sources, true) },
  { name: "Vue DOM", project: "Vue", run: (sources) => vue(sources, false) },
];

function livec({ name, livec: source }: Sources): string {
  const { code, diagnostics } = compile(source, { file: `${name}.live.html` });
  if (code === undefined) throw new Error(`${name}: ${JSON.stringify(diagnostics)}\n${source}`);
  return code;
}

function svelte({ name, svelte: source }: Sources, generate: "server" | "client"): string {
  return compileSvelte(source, { filename: `${name}.svelte`, generate, dev: false, modernAst: true }).js.code;
}

function vue({ name, vue: source }: Sources, ssr: boolean): string {
  const { descriptor, errors } = parse(source, { filename: `${name}.vue` });
  if (errors.length > 0) throw new Error(`${name}: ${errors.join("\n")}\n${source}`);
  const { content } = compileScript(descriptor, { id: name, isProd: true, inlineTemplate: true, templateOptions: { ssr, ssrCssVars: [] } });
  return content;
}
