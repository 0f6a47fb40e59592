import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import type { ServerFrame, Value } from "../protocol/wire.ts";
import { type TestSocket, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineView } from "../runtime-server/view/define.ts";
import { loadTemplate } from "./load-template.ts";
import { ValueModel } from "./value-model.ts";

const document = readFileSync(new URL("../docs/protocol.md", import.meta.url), "utf8");
const examples = [...document.matchAll(/^```json (statics|values|frame|then)\n(.+)\n```$/gm)].map(([, kind, json]) => ({
  kind,
  json: json ?? "",
}));

describe("the examples of docs/protocol.md", () => {
  test("are all there", () => expect(examples.filter(({ kind }) => kind === "frame")).toHaveLength(19));

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

describe("the exchanges of docs/protocol.md", () => {
  const exchanges = [...document.matchAll(/^```exchange\n([^`]+)```$/gm)].map(([, lines = ""]) => lines.trimEnd().split("\n"));
  const template = loadTemplate<{ count: number }>(`<script lang="ts">
export interface Assigns { count: number }
</script>
<p>{count}</p>`);

  test("are all there", () => expect(exchanges).toHaveLength(2));

  test.each(exchanges.map((lines) => [lines[0], lines] as const))("%s …", async (_, lines) => {
    const { app, server } = testApp();
    const events = {
      inc: (socket: { update(name: "count", fn: (count: number) => number): void }) => socket.update("count", (n) => n + 1),
    };
    app.live("/", defineView({ template, mount: () => ({ count: 0 }), events }));
    const visitor = new Visitor(server);
    const page = await visitor.load("/");
    let socket: TestSocket = visitor.connect();
    await socket.join(page);
    let expected = [...socket.raw.received];
    for (const line of lines) {
      const frame = line.slice(2);
      if (line === "cut") {
        socket.raw.close();
        socket = visitor.connect();
        expected = [];
      } else if (line.startsWith("<")) expected.push(frame);
      else if (!line.endsWith(" lost")) {
        const [view, ref, op, join] = JSON.parse(frame) as [number, number, unknown, object?];
        if (op === 0) await socket.join(page, join, view, ref);
        else socket.raw.send(frame);
      }
    }
    expect(socket.raw.received).toEqual(expected);
    expect(lines.filter((line) => line.startsWith("<")).length).toBeGreaterThan(1);
  });
});
