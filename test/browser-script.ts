/** TypeScript for a page: a module and all it imports, as one script. */
import { rollup } from "rollup";
import tsBlankSpace from "ts-blank-space";

/** The script that gives a page the exports of `module`, as a global of that name. */
export async function browserScript(module: URL, name: string): Promise<string> {
  const bundle = await rollup({
    input: module.pathname,
    plugins: [{ name: "strip-types", transform: (code, id) => (id.endsWith(".ts") ? { code: tsBlankSpace(code), map: null } : null) }],
  });
  const { output } = await bundle.generate({ format: "iife", name });
  return output[0].code;
}
