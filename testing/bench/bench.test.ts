import { expect, test } from "vitest";
import { Todos } from "../../bench/wire/views.ts";
import { isScenario, runScenario, type Scenario, scenario } from "./index.ts";

const todos = (): Scenario =>
  scenario("todos", Todos, async (page) => {
    await page.step("toggle one", () => page.event("toggle", { id: "25" }), { maxBytes: 40 });
    await page.event("toggle", { id: "26" });
    await page.step("nothing", () => page.event("filter", { name: "all" }));
  });

test("what each step costs, and which slots sent it", async () => {
  const { steps, ...page } = await runScenario(todos());
  expect(page).toMatchObject({ name: "todos", view: "todos", firstHtml: 6358, join: 5, statics: 328 });
  expect(steps.map(({ cpu: _, deflated: _d, ...counts }) => counts)).toEqual([
    {
      name: "toggle one",
      bytesDown: 37,
      bytesUp: 26,
      frames: 1,
      slots: 4,
      expressions: 4,
      rows: 50,
      budget: { maxBytes: 40 },
      sent: [
        { at: "todos.live.html:16", kind: "class", bytes: 6, value: '"done"', evaluated: 1 },
        { at: "todos.live.html:17", kind: "prop", bytes: 4, value: "true", evaluated: 1 },
        { at: "todos.live.html:21", kind: "text", bytes: 2, value: "24", evaluated: 1 },
        { at: "todos.live.html:16", kind: "list", bytes: 0, value: "", evaluated: 1, rows: 1 },
      ],
    },
    { name: "nothing", bytesDown: 5, bytesUp: 29, frames: 1, slots: 0, expressions: 0, rows: 0, budget: {}, sent: [] },
  ]);
});

test("a step costs the same wherever it stands", async () => {
  const many = scenario("todos", Todos, async (page) => {
    for (let step = 1; step <= 12; step++) await page.step(`toggle ${step}`, () => page.event("toggle", { id: "5" }));
  });
  const { steps } = await runScenario(many);
  const [, second, third, ...others] = steps.map(({ bytesDown, bytesUp }) => [bytesDown, bytesUp]);
  for (const [index, cost] of others.entries()) expect(cost).toEqual(index % 2 === 0 ? second : third);
});

test("a script that fails says in which step", async () => {
  const wrong = scenario("todos", Todos, (page) => page.step("click", () => page.click("#nothing")));
  await expect(runScenario(wrong)).rejects.toThrow('in the step "click": No element matches "#nothing".');
});

test("what is a scenario", () => {
  expect([isScenario(todos()), isScenario({ ...todos() }), isScenario(undefined)]).toEqual([true, false, false]);
  expect(() => scenario(" ", Todos, () => {})).toThrow("a scenario needs a name");
});
