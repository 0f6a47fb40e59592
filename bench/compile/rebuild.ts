/**
 * What a developer waits for after saving: one template of a project changed, and `livec build` run again in the same
 * process.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "livec/compiler";
import { Builder, type BuildResult } from "../../cli/build/builder.ts";
import type { Sources } from "./corpus.ts";

export interface Rebuild {
  /** Milliseconds of the first build of all templates, which also writes them. */
  readonly first: number;
  /** Milliseconds of each build after one file changed. */
  readonly changed: readonly number[];
}

/** Builds the corpus as a project in a temporary folder, then once more after each of some changes. */
export function measureRebuild(corpus: readonly Sources[], changes: number): Rebuild {
  const root = mkdtempSync(join(tmpdir(), "livec-bench-"));
  try {
    mkdirSync(join(root, "node_modules"));
    const write = ({ name, livec }: Sources, more = ""): void => writeFileSync(join(root, `${name}.live.html`), livec + more);
    for (const sources of corpus) write(sources);
    const builder = new Builder({ root, dir: root, configFile: undefined, config: {} }, compile);
    const first = checked(builder.build()).timings.total;
    const changed = Array.from({ length: changes }, (_, number) => {
      write(corpus[(number * 37) % corpus.length] as Sources, `<p>Change ${number}</p>\n`);
      return checked(builder.build()).timings.total;
    });
    return { first, changed };
  } finally {
    rmSync(root, { recursive: true });
  }
}

function checked(result: BuildResult): BuildResult {
  if (!result.ok) throw new Error(`The project does not build: ${JSON.stringify([...result.problems, ...result.diagnostics])}`);
  return result;
}
