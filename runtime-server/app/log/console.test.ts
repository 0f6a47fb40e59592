import { expect, it } from "vitest";
import { consoleLogger } from "./console.ts";

function logged(json: boolean): { lines: string[]; logger: ReturnType<typeof consoleLogger> } {
  const lines: string[] = [];
  return { lines, logger: consoleLogger("info", json, (line) => lines.push(line)) };
}

it("writes its level and above, one line each, whatever a value contains", () => {
  const { lines, logger } = logged(false);
  logger.debug("unseen");
  logger.warn("refused", { origin: "a\nlivec error: forged", count: 1n });
  expect(lines).toEqual(['livec warn: refused origin="a\\nlivec error: forged" count="1"\n']);
});

it("writes JSON for machines, errors with their causes", () => {
  const { lines, logger } = logged(true);
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  logger.error("failed", { error: new Error("outer", { cause: new Error("inner") }) });
  logger.error("odd", { circular });
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "error",
    message: "failed",
    error: expect.stringMatching(/outer[\s\S]*caused by[\s\S]*inner/),
  });
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ message: "odd", circular: "(not serialisable)" });
});
