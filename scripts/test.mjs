// `npm test`: every test, from a fresh clone. Arguments go to vitest: `npm test -- compiler`. With `--all`, which is
// `npm run test:all`, also those that want the registry, or minutes.
import { ensureChromium } from "./chromium.mjs";
import { build, compile, ensurePackages, run } from "./project.mjs";

const args = process.argv.slice(2);
await ensurePackages();
const chromium = await ensureChromium();
await build();
for (const directory of ["fixtures/gallery", "bench"]) await compile(directory);
process.exitCode = await run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...args.filter((arg) => arg !== "--all")], {
  env: { ...process.env, CHROMIUM: chromium, LIVEC_TEST_ALL: args.includes("--all") ? "1" : "" },
});
