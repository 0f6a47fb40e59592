// `npm test`: every test, from a fresh clone. Arguments go to vitest: `npm test -- compiler`.
import { ensureChromium } from "./chromium.mjs";
import { build, compile, ensurePackages, run } from "./project.mjs";

await ensurePackages();
const chromium = await ensureChromium();
await build();
for (const directory of ["fixtures/gallery", "bench"]) await compile(directory);
process.exitCode = await run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)], {
  env: { ...process.env, CHROMIUM: chromium },
});
