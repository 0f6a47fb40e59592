import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import terser from "@rollup/plugin-terser";
import type { OutputOptions, Plugin, RollupOptions } from "rollup";
import tsBlankSpace from "ts-blank-space";

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<
  "dependencies" | "optionalDependencies" | "peerDependencies",
  Record<string, string>
>;
const packages = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies });
const external = (id: string): boolean => id.startsWith("node:") || packages.some((name) => id === name || id.startsWith(`${name}/`));

/** Types become spaces, so a line and column of dist is that of the source. `tsc -b` checks the types. */
const stripTypes: Plugin = {
  name: "strip-types",
  transform: (code, id) => (id.endsWith(".ts") ? { code: tsBlankSpace(code), map: null } : null),
};

/**
 * Chunks of an earlier build must not travel in the package. Only those go that this build did not write: others may be
 * reading dist.
 */
const dropOldChunks: Plugin = {
  name: "drop-old-chunks",
  writeBundle({ dir = "dist" }, bundle) {
    const folder = join(dir, "chunks");
    if (!existsSync(folder)) return;
    const written = new Set(Object.keys(bundle).map((file) => basename(file)));
    for (const file of readdirSync(folder)) if (!written.has(file)) rmSync(join(folder, file));
  },
};

const node: RollupOptions = {
  input: {
    cli: "cli/index.ts",
    compiler: "compiler/index.ts",
    "content-mapper": "cli/check/content-mapper.ts",
    "dev-app": "cli/dev/app.ts",
    "dev-hooks": "cli/dev/hooks.ts",
    config: "cli/config/config.ts",
    rollup: "plugins/rollup/index.ts",
    server: "runtime-server/index.ts",
    template: "runtime-server/template.ts",
    testing: "testing/index.ts",
    vite: "plugins/vite/index.ts",
  },
  output: { dir: "dist", format: "es", sourcemap: true, entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" },
  external,
  plugins: [stripTypes, dropOldChunks],
};

/** What a bundler takes: readable, and every module by itself for tree shaking. */
const client: RollupOptions = {
  input: "runtime-client/index.ts",
  output: { file: "dist/client.js", format: "es", sourcemap: true },
  plugins: [stripTypes],
};

/** What every page loads under `livec dev`. */
const devPage: RollupOptions = {
  input: "plugins/page/dev.ts",
  output: { file: "dist/dev-page.js", format: "es" },
  plugins: [stripTypes],
};

/**
 * What a page without a bundler loads. Properties that end in `_` are private to the client, so their names may shrink.
 */
const page: RollupOptions = {
  input: "runtime-client/default.ts",
  output: {
    file: "dist/client.min.js",
    format: "es",
    // Written, but not named in the bundle: 33 bytes for every visitor.
    sourcemap: "hidden",
    plugins: [
      terser({
        module: true,
        ecma: 2022,
        // The unsafe ones only matter to code that redefines what the language gives; they are worth 30 bytes.
        compress: {
          passes: 5,
          unsafe: true,
          unsafe_arrows: true,
          unsafe_methods: true,
          unsafe_comps: true,
          pure_getters: true,
          keep_fargs: false,
        },
        mangle: { properties: { regex: /_$/ } },
        format: { comments: false },
      }),
    ],
  },
  plugins: [stripTypes],
};

/** The client in one script, for the windows of `livec/testing`. */
export const testClient: RollupOptions & { output: OutputOptions } = {
  input: "runtime-client/index.ts",
  output: { file: "dist/page-client.js", format: "iife", name: "livec", inlineDynamicImports: true },
  plugins: [stripTypes],
};

export default [node, client, devPage, page, testClient];
