import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import type { ServerFrame, Value } from "../protocol/wire.ts";
import { ValueModel } from "./value-model.ts";

const document = readFileSync(new URL("../docs/protocol.md", import.meta.url), "utf8");
const examples = [...document.matchAll(/^```json (statics|values|frame|then)\n(.+)\n```$/gm)].map(([, kind, json]) => ({
  kind,
  json: json ?? "",
}));

describe("the examples of docs/protocol.md", () => {
  test("are all there", () => expect(examples.filter(({ kind }) => kind === "frame")).toHaveLength(18));

  let statics: readonly ClientBlock[] = [];
  let model: ValueModel | undefined;
  for (const { kind, json } of examples) {
    if (kind === "statics") statics = JSON.parse(json);
    const blocks = statics;
    test(`${kind} ${json}`, () => {
      expect(JSON.stringify(JSON.parse(json)), "is written compactly").toBe(json);
      if (kind === "values") model = new ValueModel(blocks, JSON.parse(json) as readonly Value[]);
      if (kind === "frame") model?.apply((JSON.parse(json) as ServerFrame)[2]);
      if (kind !== "statics") expect(model?.values()).toBeDefined();
      if (kind === "then") expect(model?.values()).toEqual(JSON.parse(json));
    });
  }

  test("every frame in the tables is JSON", () => {
    for (const [, frame] of document.matchAll(/^\| `(\[[01][,\]][^`]*)` \|/gm)) expect(() => JSON.parse(frame ?? ""), frame).not.toThrow();
  });
});
