/** `livec/config`: what a project may configure. */

import type { Levels } from "../compiler/levels.ts";

/** Everything is optional. */
export interface Config {
  /**
   * Paths that are left out, relative to the project's root: `*` stands for part of a name, `**` for any number of
   * folders. A folder leaves out all that is in it. `node_modules`, `dist` and names that begin with a dot are always
   * left out.
   *
   * @example ["legacy", "**\/*.draft.live.html"]
   */
  readonly exclude?: readonly string[];
  /** What bindings begin with, instead of `live-`: lower-case letters, digits and dashes, with a dash at its end. */
  readonly bindingPrefix?: string;
  /**
   * The module whose default export is the app, relative to the project's root, for `livec dev` and `livec routes`.
   * Without it, `app.ts` and `src/app.ts` are looked for.
   */
  readonly app?: string;
  /** How `livec fmt` writes templates. */
  readonly format?: FormatConfig;
  /**
   * What becomes of warnings, by code: `"off"`, `"warning"` (which all are) or `"error"`. Errors stay errors.
   *
   * @example { LC5103: "off", LC2010: "error" }
   */
  readonly diagnostics?: Levels;
}

/** How `livec fmt` writes templates. */
export interface FormatConfig {
  /** Columns that lines should not exceed: 40 to 400; default 120. */
  readonly width?: number;
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
