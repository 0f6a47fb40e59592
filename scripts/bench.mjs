// `npm run bench:wire`: builds what the bench measures, then runs it.
import { build, compile, ensurePackages, run } from "./project.mjs";

const [name = "wire", ...args] = process.argv.slice(2);
await ensurePackages();
await build({ types: false });
/** Benches that are scenarios of `livec bench`. */
const scenarios = { wire: ["bench/wire"], gallery: ["fixtures/gallery", "--baseline", "fixtures/gallery/bench.json"] };
await compile("bench");
const command = Object.hasOwn(scenarios, name)
  ? ["dist/cli.js", "bench", ...scenarios[name]]
  : ["--import", "ts-blank-space/register", `bench/${name}/run.ts`];
process.exitCode = await run(process.execPath, [...command, ...args]);
