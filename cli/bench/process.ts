/** The process that runs scenarios, started by `livec bench`: nothing in it is left to chance. */
import { createRequire, register } from "node:module";
import { pathToFileURL } from "node:url";
import type * as Bench from "../../testing/bench/index.ts";
import { thrown } from "../dev/failure.ts";
import type { BenchTask, FromBench } from "./messages.ts";

const { modules, files, root } = JSON.parse(process.argv[2] ?? "{}") as BenchTask;
register(new URL("./dev-hooks.js", import.meta.url), { data: modules });
process.on("disconnect", () => process.exit());

const tell = (message: FromBench): void => void process.send?.(message);

/** The package that the scenarios import: theirs, wherever this command is from. */
async function packageOf(): Promise<typeof Bench> {
  const path = createRequire(`${root}/scenarios.js`).resolve("livec/bench");
  return (await import(pathToFileURL(path).href)) as typeof Bench;
}

let doing = "loading livec/bench";
try {
  const { fixChance, isScenario, restartChance, runScenario } = await packageOf();
  fixChance();
  const names = new Set<string>();
  for (const { file, url } of files) {
    doing = `loading ${file}`;
    const exported = Object.values((await import(url)) as { readonly [name: string]: unknown }).flat();
    const scenarios = [...new Set(exported)].filter(isScenario);
    if (scenarios.length === 0) throw new Error(`${file} exports no scenario: export default scenario("…", View, async (page) => { … }).`);
    for (const scenario of scenarios) {
      if (names.has(scenario.name)) throw new Error(`Two scenarios are called ${JSON.stringify(scenario.name)}.`);
      names.add(scenario.name);
      doing = `${file}, ${scenario.name}`;
      restartChance();
      tell({ kind: "result", file, result: await runScenario(scenario) });
    }
  }
  tell({ kind: "done" });
} catch (error) {
  tell({ kind: "failed", doing, error: thrown(error) });
}
process.disconnect();
