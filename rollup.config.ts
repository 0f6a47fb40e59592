import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { OutputOptions, Plugin, RollupOptions, SourceMap } from "rollup";
import { type MinifyOptions, minify } from "terser";
import tsBlankSpace from "ts-blank-space";
import { SlotKind } from "./protocol/slots.ts";

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
    config: "project/config.ts",
    nats: "runtime-server/pubsub/nats.ts",
    redis: "runtime-server/pubsub/redis.ts",
    rollup: "plugins/rollup/index.ts",
    server: "runtime-server/index.ts",
    template: "runtime-server/template.ts",
    bench: "testing/bench/index.ts",
    "bench-process": "cli/bench/process.ts",
    "routes-process": "cli/routes/process.ts",
    testing: "testing/index.ts",
    vite: "plugins/vite/index.ts",
  },
  output: { dir: "dist", format: "es", sourcemap: true, entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" },
  external,
  plugins: [stripTypes, dropOldChunks],
};

/** What a bundler takes: readable, in one file but for its chunks, which are imported where a page needs them. */
const client: RollupOptions = {
  input: { client: "runtime-client/index.ts" },
  output: { dir: "dist", format: "es", sourcemap: true, entryFileNames: "[name].js", chunkFileNames: "client/[name].js" },
  plugins: [stripTypes],
};

/** What every page loads under `livec dev`. */
const devPage: RollupOptions = {
  input: "plugins/page/dev.ts",
  output: { file: "dist/dev-page.js", format: "es" },
  plugins: [stripTypes],
};

const entry = "runtime-client/default.ts";

/** Each file of `chunks/` becomes one beside the client, which holds what they share with it. */
const emitChunks: Plugin = {
  name: "emit-chunks",
  buildStart() {
    for (const file of readdirSync("runtime-client/chunks")) {
      const fileName = file.replace(/\.ts$/, ".js");
      this.emitFile({ type: "chunk", id: `runtime-client/chunks/${file}`, fileName, implicitlyLoadedAfterOneOf: [entry] });
    }
  },
};

/**
 * Short names of properties that end in `_`, which are private to the client. All files must agree on them, so they are
 * kept: what has no name yet is given one, and what is not used any more loses it.
 */
const namesFile = "runtime-client/property-names.json";

/** Where two branches gave the same name, the second property gets another. */
function knownNames(): Record<string, string> {
  const names = Object.entries(JSON.parse(readFileSync(namesFile, "utf8")) as Record<string, string>);
  return Object.fromEntries(names.filter(([, short], index) => names.findIndex(([, other]) => other === short) === index));
}

const shrink: Plugin = {
  name: "shrink",
  async generateBundle(_, bundle) {
    const files = Object.values(bundle).filter((file) => file.type === "chunk");
    const used = new Set(files.flatMap(({ code }) => code.match(/\b[a-z]\w*_(?!\w)/gi) ?? []));
    const names = Object.entries(knownNames()).filter(([name]) => used.has(name));
    const nameCache = { props: { props: Object.fromEntries(names.map(([name, short]) => [`$${name}`, short])) } };
    for (const file of files) {
      const shared = { props: nameCache.props };
      const { code, map } = await minify(file.code, {
        ...shrinking,
        nameCache: shared,
        sourceMap: { content: file.map as never, asObject: true },
      });
      file.code = code as string;
      file.map = Object.assign(map as SourceMap, { toString: () => JSON.stringify(map) });
      nameCache.props = shared.props;
    }
    const sorted = Object.entries(nameCache.props.props).map(([name, short]) => [name.slice(1), short] as const);
    const text = `${JSON.stringify(Object.fromEntries(sorted.sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;
    if (text !== readFileSync(namesFile, "utf8")) writeFileSync(namesFile, text);
  },
};

/** Kinds of slots as numbers: an object that chunks share would be there whole. */
const inlineKinds: Plugin = {
  name: "inline-kinds",
  transform: (code) => ({
    code: code.replace(/\bSlotKind\.(\w+)/g, (_, kind: keyof typeof SlotKind) => String(SlotKind[kind])),
    map: null,
  }),
};

const shrinking: MinifyOptions = {
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
};

/** What a page without a bundler loads. The maps are written, but not named: 33 bytes for every visitor. */
const page: RollupOptions = {
  input: { client: entry },
  output: { dir: "dist/client.min", format: "es", sourcemap: "hidden", entryFileNames: "[name].js", minifyInternalExports: true },
  plugins: [stripTypes, inlineKinds, emitChunks, shrink],
};

/** The client in one script, for the windows of `livec/testing`. */
export const testClient: RollupOptions & { output: OutputOptions } = {
  input: "runtime-client/index.ts",
  output: { file: "dist/page-client.js", format: "iife", name: "livec", inlineDynamicImports: true },
  plugins: [stripTypes],
};

export default [node, client, devPage, page, testClient];
