/**
 * `livec/bench`: scenarios for `livec bench`, which says what each step of them costs on the wire and on the server.
 *
 * @example
 * // todos.bench.ts
 * export default scenario("todo list", Todos, async (page) => {
 *   await page.step("toggle one", () => page.click("#t50"), { maxBytes: 40 });
 * });
 */
export { fixChance, restartChance } from "./fixed.ts";
export type { PageCounts, ScenarioResult, SentSlot, StepCounts, StepResult } from "./results.ts";
export { runScenario } from "./run.ts";
export {
  type Budget,
  isScenario,
  type PageBudget,
  type Scenario,
  type ScenarioOptions,
  ScenarioPage,
  scenario,
} from "./scenario.ts";
