import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
/** The starter's own tests run where it was copied to. */
const outside = ["**/node_modules/**", "**/dist/**", "fixtures/starter/**"];
/** Tests that want the registry, or minutes: `npm run test:all`. */
const slow = ["test/all/**"];

export default defineConfig({
  resolve: {
    // Tests run the sources, also through the names that generated modules and apps import.
    alias: {
      "livec/compiler": source("compiler/index.ts"),
      "livec/config": source("project/config.ts"),
      "livec/nats": source("runtime-server/pubsub/nats.ts"),
      "livec/redis": source("runtime-server/pubsub/redis.ts"),
      "livec/rollup": source("plugins/rollup/index.ts"),
      "livec/server": source("runtime-server/index.ts"),
      "livec/template": source("runtime-server/template.ts"),
      "livec/bench": source("testing/bench/index.ts"),
      "livec/testing": source("testing/index.ts"),
      "livec/client": source("runtime-client/index.ts"),
      "livec/vite": source("plugins/vite/index.ts"),
    },
  },
  test: {
    globalSetup: "./test/page-client.setup.ts",
    reporters: ["default", "./test/summary-reporter.ts"],
    coverage: {
      provider: "v8",
      include: ["{base,protocol,compiler,runtime-server,runtime-client,project,cli,plugins,testing}/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.testing.ts"],
      reporter: ["text-summary"],
    },
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["**/*.test.ts"], exclude: [...outside, ...slow, "**/*.browser.test.ts"] },
      },
      {
        // Real browsers are heavy: these run after the others, one file at a time.
        extends: true,
        test: {
          name: "browser",
          include: ["**/*.browser.test.ts"],
          exclude: outside,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      ...(process.env["LIVEC_TEST_ALL"] === "1"
        ? [{ extends: true as const, test: { name: "all", include: slow, fileParallelism: false, sequence: { groupOrder: 2 } } }]
        : []),
    ],
  },
});
