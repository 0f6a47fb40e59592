// `npm test`: every test, from a fresh clone. Arguments go to vitest: `npm test -- compiler`.
import { ensureChromium } from "./chromium.mjs";
import { build, compileGallery, ensurePackages, run } from "./project.mjs";

await ensurePackages();
const chromium = await ensureChromium();
await build();
await compileGallery();
process.exitCode = await run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)], {
  env: { ...process.env, CHROMIUM_PATH: chromium },
});
