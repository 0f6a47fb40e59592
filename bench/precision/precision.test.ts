import { describe, expect, test } from "vitest";
import { LIMIT, measureAll, ratioOf, total } from "./report.ts";
import { scenarios } from "./scenarios.ts";

describe("the gallery", async () => {
  const rows = await measureAll();
  const pages = new Map(scenarios.map(({ page }) => [page, rows.filter((row) => row.page === page)]));

  test.each([...pages])("%s: slots evaluated are those whose inputs changed", (_page, events) => {
    const needless = events.flatMap((row) => row.needless.map((name) => `${row.event}: ${name}`));
    expect(ratioOf(events), needless.join("\n")).toBeLessThanOrEqual(LIMIT);
  });

  test("as a whole, also without the slots that only hold one that changed", () => {
    const { evaluated, changed, changedThemselves } = total(rows);
    expect(evaluated / changed).toBeLessThanOrEqual(LIMIT);
    expect(evaluated / changedThemselves).toBeLessThanOrEqual(LIMIT);
  });

  test("no slot whose input changed is passed over", () => {
    expect(rows.flatMap(({ page, event, missed }) => missed.map((name) => `${page}, ${event}: ${name}`))).toEqual([]);
  });

  test("something changes on every page, and is evaluated", () => {
    for (const events of pages.values()) expect(events.some(({ evaluated }) => evaluated > 0)).toBe(true);
  });

  test.each(scenarios)("every event of $page is sent", ({ view, steps }) => {
    expect([...view.events.keys()].filter((event) => !steps.some((step) => step.event === event))).toEqual([]);
  });
});
