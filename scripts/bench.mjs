// `npm run bench:wire`: builds what the bench measures, then runs it.
import { build, compile, ensurePackages, run } from "./project.mjs";

const [name = "wire", ...args] = process.argv.slice(2);
await ensurePackages();
await build({ types: false });
await compile("bench");
process.exitCode = await run(process.execPath, ["--import", "ts-blank-space/register", `bench/${name}/run.ts`, ...args]);
