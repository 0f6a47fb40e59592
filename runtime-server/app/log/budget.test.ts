import { describe, expect, test, vi } from "vitest";
import type { LogFields, Logger } from "../../base/host.ts";
import { ManualClock } from "../../view/manual-clock.testing.ts";
import { budgeted } from "./budget.ts";

const limits = { logBytes: 2_048, logsPerSecond: 10, logsBurst: 200, logsPerReason: 20 };

function setup(): { logger: Logger; clock: ManualClock; lines: (readonly [string, LogFields | undefined])[] } {
  const lines: (readonly [string, LogFields | undefined])[] = [];
  const write = (message: string, fields?: LogFields): void => void lines.push([message, fields]);
  const clock = new ManualClock();
  return { logger: budgeted({ debug: write, info: write, warn: write, error: write }, clock, limits), clock, lines };
}

describe("of one reason", () => {
  test("the first twenty are written, then one a second, which says how many were left out before it", () => {
    const { logger, clock, lines } = setup();
    for (let i = 0; i < 100; i++) logger.warn("refused", { i });
    expect(lines).toHaveLength(20);
    clock.advance(1_000);
    for (let i = 0; i < 5; i++) logger.warn("refused", { again: i });
    expect(lines.slice(20)).toEqual([["refused", { again: 0, leftOut: 80 }]]);
  });

  test("a flood leaves room for other reasons, also of another view", () => {
    const { logger, lines } = setup();
    for (let i = 0; i < 100; i++) logger.error("the view failed", { view: "a" });
    logger.error("the view failed", { view: "b" });
    logger.error("a request failed");
    expect(lines.slice(20)).toEqual([
      ["the view failed", { view: "b" }],
      ["a request failed", {}],
    ]);
  });
});

describe("of all reasons together", () => {
  test("two hundred are written at once, then ten a second", () => {
    const { logger, clock, lines } = setup();
    for (let i = 0; i < 1_000; i++) logger.info(`reason ${i}`);
    expect(lines).toHaveLength(200);
    clock.advance(1_000);
    for (let i = 0; i < 1_000; i++) logger.info(`later ${i}`);
    expect(lines).toHaveLength(210);
  });

  test("what was left out is told when the flood is over, by reason", () => {
    const { logger, clock, lines } = setup();
    for (let i = 0; i < 50; i++) logger.warn("refused");
    for (let i = 0; i < 25; i++) logger.error("the view failed", { view: "a" });
    clock.advance(9_999);
    expect(lines).toHaveLength(40);
    clock.advance(1);
    expect(lines.slice(40)).toEqual([["log entries were left out", { leftOut: 35, reasons: { refused: 30, "the view failed (a)": 5 } }]]);
    expect(clock.pending).toBe(0);
  });

  test("reasons without end take no memory without end", () => {
    const { logger, clock, lines } = setup();
    for (let i = 0; i < 5_000; i++) logger.info(`reason ${i}`);
    clock.advance(10_000);
    expect(lines.at(-1)?.[1]).toMatchObject({ leftOut: 4_800, reasons: { others: 3_800 } });
  });
});

test("an entry costs 2 KB at most", () => {
  const { logger, lines } = setup();
  logger.error("failed", { error: new Error("x".repeat(50_000)), payload: { text: "y".repeat(50_000) } });
  const [, { error, payload } = {}] = lines[0] ?? [];
  expect(String((error as Error).stack).length + String(payload).length).toBeLessThan(2_200);
});

test("a logger that throws is told of once, as a warning of the process, and takes nothing down", async () => {
  const warned = vi.fn();
  process.on("warning", warned);
  const broken = (): never => {
    throw new Error("disk full");
  };
  const logger = budgeted({ debug: broken, info: broken, warn: broken, error: broken }, new ManualClock(), limits);
  for (let i = 0; i < 3; i++) logger.error("failed");
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", warned);
  expect(warned.mock.calls.map(([warning]) => String(warning))).toEqual(["Warning: The logger of the livec app failed: Error: disk full"]);
});
