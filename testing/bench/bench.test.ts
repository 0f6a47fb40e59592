import { expect, test } from "vitest";
import { Todos } from "../../bench/wire/views.ts";
import { runScenario, scenario } from "./index.ts";

test("what each step costs", async () => {
  const made = scenario("todos", Todos, async (page) => {
    await page.step("toggle one", () => page.event("toggle", { id: "25" }));
    await page.step("nothing", () => page.event("filter", { name: "all" }));
  });
  const { steps, ...page } = await runScenario(made);
  console.log(page, JSON.stringify(steps, null, 1));
  expect(steps.length).toBe(2);
});
