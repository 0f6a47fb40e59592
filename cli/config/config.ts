/** `livec/config`: what a project may configure. */

/** Everything is optional. */
export interface Config {
  /**
   * Paths that are left out, relative to the project's root: `*` stands for part of a name, `**` for any number of folders.
   * A folder leaves out all that is in it. `node_modules`, `dist` and names that begin with a dot are always left out.
   *
   * @example ["legacy", "**\/*.draft.live.html"]
   */
  readonly exclude?: readonly string[];
  /** What bindings begin with, instead of `live-`: lower-case letters, digits and dashes, with a dash at its end. */
  readonly bindingPrefix?: string;
}

/**
 * Types a configuration; gives back what it was given.
 *
 * @example
 * // livec.config.ts
 * import { defineConfig } from "livec/config";
 * export default defineConfig({ exclude: ["legacy"] });
 */
export function defineConfig(config: Config): Config {
  return config;
}
