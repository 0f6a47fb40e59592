import { expect, it } from "vitest";
import { z } from "zod";
import { on } from "./schema.ts";

const schema = z.object({ title: z.string().min(1) }).strict();
const socket = {} as never;

it("hands on what the schema made of the payload, without the marks of a form", () => {
  const handler = on(z.object({ by: z.coerce.number() }).strict(), (_socket, { by }) => ({ reply: by }));
  const payload = Object.assign(Object.create(null), { by: "2", _target: ["by"], _unused_by: "" });
  expect(handler(socket, payload)).toEqual({ reply: 2 });
});

it("answers an invalid payload with the issues, and does not call the handler", () => {
  const handler = on(schema, () => {
    throw new Error("reached");
  });
  expect(handler(socket, { title: "" })).toEqual({ reply: { issues: [{ message: expect.any(String), path: ["title"] }] } });
});

it("shows the issues where it is told how", () => {
  const handler = on(schema, () => {}, { invalid: (_socket, issues) => ({ reply: issues.length }) });
  expect(handler(socket, {})).toEqual({ reply: 1 });
});

it("waits for an asynchronous schema", async () => {
  const handler = on(
    schema.refine(async ({ title }) => title !== "taken"),
    () => ({ reply: "ok" }),
    { invalid: () => ({ reply: "no" }) },
  );
  expect(await handler(socket, { title: "free" })).toEqual({ reply: "ok" });
  expect(await handler(socket, { title: "taken" })).toEqual({ reply: "no" });
});
