/**
 * Compiles a template and evaluates the generated module in this process: what the tests of compiled templates build
 * on.
 */
import tsBlankSpace from "ts-blank-space";
import { compile } from "../compiler/compile.ts";
import * as livec from "../runtime-server/template.ts";

/** Thrown when a source that should compile does not. */
class CompileError extends Error {}

/** Changes a generated module before it is evaluated. */
export type Edit = (code: string) => string;

/**
 * The template a source compiles to. Imports are taken from `modules`, by their specifier.
 *
 * @example loadTemplate("<p>{n}</p>", { script: … })
 */
export function loadTemplate<A extends object, E extends object = object>(
  source: string,
  modules: { readonly [specifier: string]: unknown } = {},
  file = "test.live.html",
  edit: Edit = (code) => code,
  bindingPrefix?: string,
): livec.Template<A, E> {
  const { code, diagnostics } = compile(source, { file, ...(bindingPrefix !== undefined && { bindingPrefix }) });
  if (code === undefined)
    throw new CompileError(diagnostics.map(({ code, message, line, column }) => `${line}:${column} ${code} ${message}`).join("\n"));
  const body = tsBlankSpace(edit(code))
    .replace(/^import \* as (\w+) from "livec\/template";/m, "const $1 = modules['livec/template'];")
    .replace(/^import (\w+) from ("[^"]+");/gm, "const $1 = modules[$2];")
    .replace(/^export default /m, "return ")
    .replace(/^export /gm, "");
  return new Function("modules", body)({ ...modules, "livec/template": livec }) as livec.Template<A, E>;
}
