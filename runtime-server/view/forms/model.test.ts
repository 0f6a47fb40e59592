import { expect, it } from "vitest";
import { z } from "zod";
import { liveFormFromModel } from "./model.ts";

const contact = z.object({
  id: z.number(),
  name: z.string().min(2).max(20),
  email: z.email(),
  age: z.int().min(0).optional(),
  plan: z.enum(["Copper", "Brass"]).default("Copper"),
  news: z.boolean(),
  note: z.string().nullable(),
  phones: z.array(z.object({ number: z.string().regex(/^\d+$/) })).max(2),
  nick: z.string().refine((nick) => nick !== "root", "Not that one."),
  createdAt: z.date(),
});

it("has the fields of a schema but those excluded, with its defaults", () => {
  const form = liveFormFromModel(contact, { exclude: ["id", "createdAt"] });
  expect(form.data).toEqual({ name: "", email: "", age: "", plan: "Copper", news: "", note: "", phones: [], nick: "" });
});

it("has the rules that follow from the schema", () => {
  const form = liveFormFromModel(contact, { exclude: ["id", "createdAt"] });
  form.submit({ name: "J", email: "bad", age: "1.5", plan: "Gold", phones: [{ number: "x" }, { number: "" }], nick: "" });
  expect(form.errors).toEqual({
    name: "Must be at least 2 characters.",
    email: "Enter a valid email address",
    age: "Must be a whole number.",
    plan: "Must be one of: Copper, Brass.",
    "phones.0.number": "Invalid format.",
    "phones.1.number": "This field is required.",
    nick: "This field is required.",
  });
});

it("gives values of the model's types, without what was left empty", () => {
  const form = liveFormFromModel(contact, { exclude: ["id", "createdAt"] });
  const sent = { name: "Jo", email: "jo@x.com", age: "7", plan: "Brass", news: "on", phones: [{ number: "12" }], nick: "jo" };
  expect(form.submit(sent)).toBe(true);
  expect(form.output).toEqual({ ...sent, age: 7, news: true, note: null });
});

it("asks the schema too, for the fields that the form has", () => {
  const form = liveFormFromModel(contact, { include: ["nick"] });
  form.submit({ nick: "root" });
  expect([form.data, form.errors]).toEqual([{ nick: "root" }, { nick: "Not that one." }]);
});

it("takes a JSON Schema", () => {
  const form = liveFormFromModel({
    type: "object",
    required: ["price"],
    properties: {
      price: { type: ["number", "null"], exclusiveMinimum: 0 },
      site: { anyOf: [{ type: "string", format: "uri" }, { type: "null" }] },
    },
  });
  form.submit({ price: "0", site: "x" });
  expect(form.errors).toEqual({ price: "Must be more than 0.", site: "Enter a valid URL." });
});

it("takes a table's columns, and not its methods", () => {
  const table = {
    id: { notNull: true, hasDefault: true, dataType: "number" },
    name: { notNull: true, hasDefault: false, dataType: "string", length: 3, enumValues: undefined },
    age: { notNull: false, dataType: "number" },
    admin: { notNull: true, dataType: "boolean" },
    enableRLS: () => {},
  };
  const form = liveFormFromModel(table as never as { [name: string]: { notNull: boolean } }, { exclude: ["id"], initial: { age: 3 } });
  expect(form.data).toEqual({ name: "", age: 3, admin: "" });
  form.submit({ name: "Anna", age: "x" });
  expect(form.errors).toEqual({ name: "Must be at most 3 characters.", age: "Must be a number." });
  form.submit({ name: "Ann", age: "", admin: "on" });
  expect(form.output).toEqual({ name: "Ann", admin: true });
});

it("takes rules, of which it picks some", () => {
  const form = liveFormFromModel({ a: { required: true }, b: { required: true } }, { include: ["b"] });
  form.validateAll();
  expect(form.errors).toEqual({ b: "This field is required." });
});

it("refuses names that are no field's, and what is no model", () => {
  expect(() => liveFormFromModel(contact, { exclude: ["createdat" as "createdAt"] })).toThrow(
    'The model has no field "createdat". Did you mean "createdAt"?',
  );
  expect(() => liveFormFromModel("contact" as never)).toThrow("liveFormFromModel takes a schema, a table, or rules by field.");
  expect(() =>
    liveFormFromModel({ "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value }) } } as const),
  ).toThrow("The schema does not tell its fields");
});

it("is typed by its model and its options", () => {
  const form = liveFormFromModel(contact, { exclude: ["id", "createdAt"] });
  const age: string | number | undefined = form.data.age;
  // @ts-expect-error excluded
  form.data.id;
  const output = (): number | undefined => form.output.age;
  // @ts-expect-error no such field
  const misspelt = () => liveFormFromModel(contact, { include: ["naem"] });
  expect([age, typeof output, typeof misspelt]).toEqual(["", "function", "function"]);
});
