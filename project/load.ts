/** Finds a project and reads its configuration. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { didYouMean } from "../base/suggest.ts";
import { catalogue, isCode, isWarningCode } from "../compiler/catalogue.ts";
import type { Config } from "./config.ts";
import { registerTypeScript } from "./strip-types.ts";
import { UsageError } from "./usage.ts";

export interface Project {
  /**
   * Absolute: the nearest directory around {@link dir} with a configuration or a package.json; `dir` itself where there
   * is none.
   */
  readonly root: string;
  /** Absolute: where templates are looked for. */
  readonly dir: string;
  /** Absolute; absent in a project without one. */
  readonly configFile: string | undefined;
  readonly config: Config;
}

const configNames = ["livec.config.ts", "livec.config.js", "livec.config.mjs"];

/** True for a path at which a configuration may stand. */
export function isConfigFile(path: string): boolean {
  return configNames.some((name) => path.endsWith(name));
}

/**
 * The project around a directory.
 *
 * @throws {UsageError} where the directory is none, or its configuration cannot be loaded or has a bad value
 */
export async function loadProject(cwd: string, path: string): Promise<Project> {
  const dir = resolve(cwd, path);
  const stats = statSync(dir, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`There is no directory "${path}".`);
  if (!stats.isDirectory()) throw new UsageError(`"${path}" is not a directory. Give the directory that holds the templates.`);
  const root = findRoot(dir);
  const found = configNames.filter((name) => existsSync(join(root, name)));
  const [name, second] = found;
  if (second !== undefined) throw new UsageError(`There are two configurations, ${name} and ${second}, in ${root}. Remove one.`);
  if (name === undefined) return { root, dir, configFile: undefined, config: {} };
  const configFile = join(root, name);
  return { root, dir, configFile, config: checkConfig(await importConfig(configFile), relative(cwd, configFile)) };
}

function findRoot(dir: string): string {
  for (let directory = dir; ; directory = dirname(directory)) {
    if ([...configNames, "package.json"].some((name) => existsSync(join(directory, name)))) return directory;
    if (directory === dirname(directory)) return dir;
  }
}

async function importConfig(file: string): Promise<unknown> {
  try {
    if (file.endsWith(".ts")) await registerTypeScript();
    const module = (await import(/* @vite-ignore */ changedUrl(file))) as { default?: unknown };
    return module.default;
  } catch (error) {
    throw new UsageError(`${file} could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Node keeps a module for good by its URL: while watching, a changed file needs another. The ending stays that of the
 * file.
 */
function changedUrl(file: string): string {
  const extension = file.slice(file.lastIndexOf("."));
  return `${pathToFileURL(file)}?${statSync(file).mtimeMs}${extension}`;
}

/** The checks, by option: each answers what is wrong with a value, or nothing. */
const checks: { readonly [name in keyof Required<Config>]: (value: unknown) => string | undefined } = {
  exclude(value) {
    if (!Array.isArray(value) || !value.every((pattern) => typeof pattern === "string"))
      return 'must be an array of paths, like ["legacy"]';
    const bad = (value as string[]).find((pattern) => pattern === "" || /^([/\\!]|\.\.|[a-z]:)/i.test(pattern));
    return bad === undefined ? undefined : `has "${bad}": paths are relative to the project's root and name something in it`;
  },
  bindingPrefix(value) {
    if (typeof value === "string" && /^[a-z][a-z0-9]*(-[a-z0-9]+)*-$/.test(value)) return undefined;
    return `must be lower-case letters, digits and dashes that end with a dash, like "live-"; it is ${JSON.stringify(value) ?? String(value)}`;
  },
  app(value) {
    return typeof value === "string" && value !== "" ? undefined : 'must be the path of a module, like "src/app.ts"';
  },
  format(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return "must be an object, like { width: 100 }";
    for (const [name, option] of Object.entries(value)) {
      if (name !== "width") return `has "${name}"; its only option is "width"`;
      if (option !== undefined && !(Number.isInteger(option) && option >= 40 && option <= 400))
        return `has a width of ${JSON.stringify(option) ?? String(option)}: it must be a whole number from 40 to 400`;
    }
    return undefined;
  },
  diagnostics(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return 'must be an object of levels by code, like { LC5103: "off" }';
    for (const [code, level] of Object.entries(value)) {
      if (!isCode(code))
        return `has "${code}", which is no diagnostic's code.${didYouMean(code, Object.keys(catalogue).filter(isWarningCode))}`;
      if (!isWarningCode(code)) return `has ${code}, which is an error: only the levels of warnings can be set`;
      if (level !== "off" && level !== "warning" && level !== "error")
        return `has ${code}: ${JSON.stringify(level)}; a level is "off", "warning" or "error"`;
    }
    return undefined;
  },
};

function checkConfig(value: unknown, file: string): Config {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${file} needs a default export with the options: export default defineConfig({ … }).`);
  }
  for (const [name, option] of Object.entries(value)) {
    if (!isOption(name)) throw new UsageError(`${file}: unknown option "${name}".${didYouMean(name, Object.keys(checks))}`);
    const wrong = option === undefined ? undefined : checks[name](option);
    if (wrong !== undefined) throw new UsageError(`${file}: "${name}" ${wrong}${/[.?]$/.test(wrong) ? "" : "."}`);
  }
  return value;
}

function isOption(name: string): name is keyof Config {
  return Object.hasOwn(checks, name);
}
