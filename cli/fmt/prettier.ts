/** Prettier, where the project has it. */
import { join } from "node:path";
import type { CodeFormatter } from "../../compiler/format/code.ts";
import { type Prettier, prettierFormatter } from "../../compiler/format/prettier.ts";

/** The formatter for code of the project at a root; `undefined` where there is none. */
export type LoadFormatter = (root: string) => Promise<CodeFormatter | undefined>;

/** What is needed of Prettier, as it is loaded. */
interface Module extends Prettier {
  readonly version: string;
  resolveConfig(file: string): Promise<{ readonly [name: string]: unknown } | null>;
}

/** Options of Prettier that are the project's taste, and no matter of templates. */
const TASTE = ["semi", "singleQuote", "trailingComma", "bracketSpacing", "experimentalTernaries", "experimentalOperatorPosition"];

const loaded = new Map<string, Promise<CodeFormatter | undefined>>();

/** Prettier 3.5 or newer, with the taste that the project configured for its scripts. */
export const loadPrettier: LoadFormatter = (root) => {
  const known = loaded.get(root) ?? load(root);
  loaded.set(root, known);
  return known;
};

async function load(root: string): Promise<CodeFormatter | undefined> {
  const prettier = await importPrettier();
  if (prettier === undefined) return undefined;
  const config = (await prettier.resolveConfig(join(root, "template.ts"))) ?? {};
  return prettierFormatter(prettier, Object.fromEntries(Object.entries(config).filter(([name]) => TASTE.includes(name))));
}

async function importPrettier(): Promise<Module | undefined> {
  try {
    const module = (await import("prettier")) as Module;
    const [major = 0, minor = 0] = module.version.split(".").map(Number);
    return major === 3 && minor >= 5 ? module : undefined;
  } catch {
    // It is optional.
    return undefined;
  }
}
