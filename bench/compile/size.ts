/** How much code a compiler makes of a component. */
import { brotliCompressSync } from "node:zlib";
import { minifySync, transformWithOxc } from "vite";
import type { Compiler } from "./compilers.ts";
import type { Sources } from "./corpus.ts";

/** Bytes per component: as generated, and without types, minified and compressed, each module by itself. */
export interface Size {
  readonly code: number;
  readonly compressed: number;
}

export async function measureSize({ run }: Compiler, corpus: readonly Sources[]): Promise<Size> {
  let code = 0;
  let compressed = 0;
  for (const sources of corpus) {
    const generated = run(sources);
    const file = `${sources.name}.ts`;
    const { code: script } = await transformWithOxc(generated, file);
    const { code: minified } = minifySync(file.replace(".ts", ".js"), script, { module: true });
    code += Buffer.byteLength(generated);
    compressed += brotliCompressSync(minified).byteLength;
  }
  return { code: code / corpus.length, compressed: compressed / corpus.length };
}
