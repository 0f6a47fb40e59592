/** `livec/rollup`: templates in Rollup. */
import type { Plugin } from "rollup";
import { type Strip, typeStripper } from "../../project/strip-types.ts";
import { resolveImport, templateFile } from "../core/names.ts";
import { TemplateModules } from "../core/templates.ts";

/**
 * Compiles what is imported as `x.live.js`, from `x.live.html` or the inline template of `x.ts`, in memory and to
 * JavaScript. The configuration is the project's `livec.config.ts`.
 *
 * @example
 * // rollup.config.js
 * import livec from "livec/rollup";
 * export default {
 *   input: "app.js",
 *   output: { dir: "dist", sourcemap: true },
 *   external: [/^livec\//],
 *   plugins: [livec()],
 * };
 */
export default function livec(): Plugin {
  const templates = new TemplateModules();
  let strip: Strip = (code) => code;
  return {
    name: "livec",
    async buildStart() {
      strip = await typeStripper();
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
      const template = templateFile(id);
      if (template === undefined) return null;
      const { module, file, uses, warnings, error } = templates.compile(template);
      for (const part of [file, ...uses]) this.addWatchFile(part);
      for (const warning of warnings) this.warn(warning);
      if (error !== undefined) this.error(error);
      // Types become spaces, so that the map stays true.
      return module === undefined ? null : { code: strip(module.code), map: module.map };
    },
  };
}
