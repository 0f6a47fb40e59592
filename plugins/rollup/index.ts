/** `livec/rollup`: templates in Rollup. */
import type { Plugin } from "rollup";
import tsBlankSpace from "ts-blank-space";
import { resolveImport, templateFile } from "../core/names.ts";
import { Templates } from "../core/templates.ts";

/**
 * Compiles what is imported as `x.live.js` from `x.live.html`, in memory and to JavaScript. The configuration is the project's `livec.config.ts`.
 *
 * @example
 * // rollup.config.js
 * import livec from "livec/rollup";
 * export default { input: "app.js", output: { dir: "dist", sourcemap: true }, external: [/^livec\//], plugins: [livec()] };
 */
export default function livec(): Plugin {
  const templates = new Templates();
  return {
    name: "livec",
    async buildStart() {
      await templates.configure(process.cwd());
      if (templates.configFile !== undefined) this.addWatchFile(templates.configFile);
    },
    resolveId: {
      order: "pre",
      handler(source, importer) {
        return resolveImport(source, importer, "", (other) => this.resolve(other, importer, { skipSelf: true }));
      },
    },
    load(id) {
      const file = templateFile(id);
      if (file === undefined) return null;
      this.addWatchFile(file);
      const { module, uses, warnings, error } = templates.compile(file);
      for (const used of uses) this.addWatchFile(used);
      for (const warning of warnings) this.warn(warning);
      if (error !== undefined) this.error(error);
      // Types become spaces, so that the map stays true.
      return module === undefined ? null : { code: tsBlankSpace(module.code), map: module.map };
    },
  };
}
