import { describe, expect, it } from "vitest";
import { z } from "zod";
import { drafted } from "../draft.ts";
import { liveForm } from "./form.ts";

const rules = { name: { required: true, minLength: 2 }, email: { required: true, email: true }, age: { min: 0, max: 150 } } as const;
const bare = (data: object): object => Object.assign(Object.create(null), data);

describe("by rules", () => {
  it("checks a field, then all", () => {
    const form = liveForm(rules);
    form.validateField("email", "bad");
    expect(form.errors).toEqual({ email: "Enter a valid email address" });
    expect(form.valid).toBe(false);
    form.setValues({ name: "Jo", email: "jo@x.com", age: 25 });
    expect(form.validateAll()).toBe(true);
    expect(form.valid).toBe(true);
    expect(form.output).toEqual({ name: "Jo", email: "jo@x.com", age: 25 });
  });

  it("begins empty, valid and incomplete", () => {
    const form = liveForm(rules);
    expect([form.data, form.errors, form.valid, form.complete]).toEqual([{ name: "", email: "", age: "" }, {}, true, false]);
  });

  it("begins with its initial values, and returns to them", () => {
    const form = liveForm({ plan: { initial: "Copper" }, name: { required: true } }, { initial: { name: "Ada" } });
    form.submit({ plan: "Brass" });
    expect([form.data, form.errors]).toEqual([{ plan: "Brass", name: "" }, { name: "This field is required." }]);
    form.reset();
    expect([form.data, form.errors, form.field("name").used]).toEqual([{ plan: "Copper", name: "Ada" }, {}, false]);
  });

  it("answers what is wrong with a field, and ignores names that are no field's", () => {
    const form = liveForm(rules);
    expect(form.validateField("name", "J")).toBe("Must be at least 2 characters.");
    expect(form.validateField("name", "Jo")).toBe(undefined);
    expect(form.validateField("nobody" as never, "x")).toBe(undefined);
    expect(form.validateField("__proto__" as never, "x")).toBe(undefined);
    expect(form.data).toEqual({ name: "Jo", email: "", age: "" });
    form.setValues({ admin: true } as never);
    expect(form.data).toEqual({ name: "Jo", email: "", age: "" });
  });

  it("leaves the errors of other fields alone while one is checked", () => {
    const form = liveForm(rules);
    form.validateAll();
    form.validateField("name", "Jo");
    expect(form.errors).toEqual({ email: "This field is required." });
  });
});

describe("events of a form", () => {
  it("show the errors of the fields somebody has been in", () => {
    const form = liveForm(rules);
    form.change(bare({ name: "J", email: "", age: "", _target: ["name"] }));
    expect(form.errors).toEqual({ name: "Must be at least 2 characters." });
    form.change(bare({ name: "J", email: "jo", age: "", _target: ["email"] }));
    expect(form.errors).toEqual({ name: "Must be at least 2 characters.", email: "Enter a valid email address" });
  });

  it("tell by marks in which fields nobody has been", () => {
    const form = liveForm(rules);
    form.change({ name: "", email: "x", age: "", _unused_age: "", _target: ["email"] });
    expect(Object.keys(form.errors)).toEqual(["name", "email"]);
    expect(form.data).toEqual({ name: "", email: "x", age: "" });
  });

  it("show every error after a submit, and from then on", () => {
    const form = liveForm(rules);
    expect(form.submit({ name: "Jo", email: "", age: "" })).toBe(false);
    expect(form.errors).toEqual({ email: "This field is required." });
    form.change({ name: "", email: "jo@x.com", age: "", _target: ["email"] });
    expect(form.errors).toEqual({ name: "This field is required." });
  });

  it("of a box that lost its tick bring nothing, which is what it then holds", () => {
    const form = liveForm({ name: {}, terms: { required: true } });
    form.change({ name: "Jo", terms: "on", _target: ["terms"] });
    form.change({ name: "Jo", _target: ["terms"] });
    expect([form.data, form.errors]).toEqual([{ name: "Jo", terms: "" }, { terms: "This field is required." }]);
    form.setValues({ terms: true });
    form.submit({ name: "Jo" });
    expect(form.data).toEqual({ name: "Jo", terms: "" });
  });

  it("of one field alone leave the others as they are", () => {
    const form = liveForm({ name: {}, phones: { each: { fields: { number: { required: true } } } } });
    form.setValues({ name: "Jo", phones: [{ number: "1" }, { number: "2" }] });
    form.change({ phones: bare({ "1": bare({ number: "3" }) }), _target: ["phones", "1", "number"] });
    expect(form.data).toEqual({ name: "Jo", phones: [{ number: "1" }, { number: "3" }] });
  });

  it("cannot put other things into fields than fields hold", () => {
    const form = liveForm(rules);
    form.change({ name: { toString: "x" }, email: ["a"], age: null, admin: "yes", _target: ["admin"] });
    expect(form.data).toEqual({ name: "", email: "", age: "" });
    form.change({ name: "Jo", _target: { length: 1 } });
    form.change({ name: "Jo", _target: [["name"]] });
    expect(form.errors).toEqual({});
  });
});

describe("groups and lists", () => {
  const form = () =>
    liveForm({
      address: { fields: { street: { required: true }, city: {} } },
      tags: { each: { maxLength: 3 }, minLength: 1 },
      phones: { each: { fields: { number: { pattern: "\\d+" }, kind: { choices: ["home", "work"] } } }, maxLength: 2 },
    });

  it("are there from the beginning", () => {
    expect(form().data).toEqual({ address: { street: "", city: "" }, tags: [], phones: [] });
  });

  it("take rows by their numbers, in order, and one value alone as a list", () => {
    const contact = form();
    const phones = bare({ "10": bare({ number: "3" }), "2": bare({ number: "2", kind: "home" }) });
    contact.submit({ address: bare({ street: "A 1" }), tags: "x", phones });
    expect(contact.data).toEqual({
      address: { street: "A 1", city: "" },
      tags: ["x"],
      phones: [
        { number: "2", kind: "home" },
        { number: "3", kind: "" },
      ],
    });
    expect(contact.errors).toEqual({});
  });

  it("have errors by the names of their fields", () => {
    const contact = form();
    contact.setValues({
      tags: ["long"],
      phones: [
        { number: "x", kind: "" },
        { number: "1", kind: "car" },
        { number: "", kind: "" },
      ],
    });
    expect(contact.validateAll()).toBe(false);
    expect(contact.errors).toEqual({
      "address.street": "This field is required.",
      "tags.0": "Must be at most 3 characters.",
      phones: "Must have at most 2 items.",
      "phones.0.number": "Invalid format.",
      "phones.1.kind": "Must be one of: home, work.",
    });
    expect(contact.field("phones.0.number")).toEqual({
      id: "phones-0-number",
      name: "phones[0][number]",
      value: "x",
      error: "Invalid format.",
      used: true,
    });
  });

  it("are used where one of their fields is", () => {
    const contact = form();
    contact.change({ phones: bare({ "0": bare({ number: "x", kind: "y" }) }), _target: ["phones", "0", "number"] });
    expect(contact.errors).toEqual({ "phones.0.number": "Invalid format." });
    expect(["phones", "phones.0.kind", "tags"].map((name) => contact.field(name as "tags").used)).toEqual([true, false, false]);
    contact.change({ tags: ["long", "er"], _target: ["tags", ""] });
    expect(contact.errors).toEqual({ "phones.0.number": "Invalid format.", "tags.0": "Must be at most 3 characters." });
  });
});

describe("by a Standard Schema", () => {
  const schema = z
    .object({
      name: z.string().min(2, "Two letters."),
      age: z.coerce.number().min(18, "Grown-ups only."),
      tags: z.array(z.string()).default([]),
    })
    .refine(({ name, age }) => name !== "Jo" || age !== 20, { error: "Not you." });

  it("gives what the schema makes of the data", () => {
    const form = liveForm(schema);
    expect(form.submit({ name: "Jo", age: "30", tags: "a" })).toBe(true);
    expect([form.data, form.output]).toEqual([
      { name: "Jo", age: "30", tags: ["a"] },
      { name: "Jo", age: 30, tags: ["a"] },
    ]);
  });

  it("shows issues as errors, that of the form as a whole only after a submit", () => {
    const form = liveForm(schema);
    form.change({ name: "J", age: "1", _target: ["name"] });
    expect(form.errors).toEqual({ name: "Two letters." });
    form.change({ name: "Jo", age: "20", _target: ["age"] });
    expect([form.errors, form.complete]).toEqual([{}, false]);
    form.submit({ name: "Jo", age: "20" });
    expect(form.errors).toEqual({ "": "Not you." });
  });

  it("knows the fields of a schema that can tell them, and takes any where it cannot", () => {
    const known = liveForm(schema);
    known.validateField("admin" as never, "1");
    expect(known.data).toEqual({});
    const told = liveForm({ "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value }) } } as const);
    told.change({ any: "1", _target: ["any"] });
    expect(told.data).toEqual({ any: "1" });
  });

  it("keeps a bounded number of characters of fields that it cannot know", () => {
    const form = liveForm({ "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value }) } } as const);
    for (let n = 0; n < 100; n++) form.change({ [`field${n}`]: "x".repeat(2_000), _target: [`field${n}`] });
    expect(Object.keys(form.data).length).toBeLessThan(33);
    expect(form.data).toHaveProperty("field99");
  });

  it("has no output before all was right", () => {
    const form = liveForm(schema);
    expect(() => form.output).toThrow("A form has no output before validateAll or submit has found that all of it is right.");
  });
});

describe("checks that take their time", () => {
  const slow = () => {
    const answers: ((message: string | undefined) => void)[] = [];
    const validator = (): Promise<string | undefined> => new Promise((resolve) => answers.push(resolve));
    return { answers, form: liveForm({ name: { validators: [validator] } }) };
  };

  it("are an error for methods that answer at once", () => {
    expect(() => slow().form.change({ name: "Jo", _target: ["name"] })).toThrow(
      "Use changeAsync, submitAsync or validateAllAsync, on a copy",
    );
  });

  it("are waited for", async () => {
    const { answers, form } = slow();
    const done = form.submitAsync({ name: "Jo" });
    answers[0]?.("Taken.");
    expect(await done).toBe(false);
    expect(form.errors).toEqual({ name: "Taken." });
  });

  it("are for the latest data, in whatever order they end", async () => {
    const { answers, form } = slow();
    const first = form.changeAsync({ name: "Jo", _target: ["name"] });
    const second = form.changeAsync({ name: "Joe", _target: ["name"] });
    answers[1]?.(undefined);
    await second;
    answers[0]?.("Taken.");
    await first;
    expect(form.errors).toEqual({});
  });
});

it("what only a program knows is an error until the next check", () => {
  const form = liveForm(rules);
  form.submit({ name: "Jo", email: "jo@x.com", age: "1" });
  form.setErrors({ email: "Already taken." });
  expect([form.valid, form.field("email").error]).toEqual([false, "Already taken."]);
  form.change({ name: "Jo", email: "joe@x.com", age: "1", _target: ["email"] });
  expect(form.valid).toBe(true);
});

it("a draft of a state changes a copy of its form", () => {
  const state = { form: liveForm(rules), other: 1 };
  const next = drafted(state, (draft: typeof state) => void draft.form.validateField("email", "bad"));
  expect(state.form.errors).toEqual({});
  expect(next.form.errors).toEqual({ email: "Enter a valid email address" });
  expect(next.form.data.email).toBe("bad");
});

it("a copy goes its own way", () => {
  const form = liveForm(rules);
  const copy = form.copy();
  copy.setValues({ name: "Jo" });
  expect([form.data.name, copy.data.name]).toEqual(["", "Jo"]);
});

it("is typed by its schema", () => {
  const schema = z.object({ age: z.number(), plan: z.enum(["a", "b"]), phones: z.array(z.object({ number: z.string() })) });
  const form = liveForm(schema);
  const age: string | number | undefined = form.data.age;
  const message: string | undefined = form.errors["phones.0.number"];
  form.validateField("phones.1.number", "1");
  // @ts-expect-error a misspelt field
  form.validateField("phnes.1.number");
  // @ts-expect-error a misspelt field
  form.errors.naem;
  // @ts-expect-error no such plan is known, nor is it text
  form.setValues({ plan: 1 });
  const output = (): { age: number; plan: "a" | "b"; phones: { number: string }[] } => form.output;
  // @ts-expect-error a misspelt rule
  const misspelt = () => liveForm({ name: { min_length: 2 } });
  // @ts-expect-error a misspelt rule in a group
  const inside = () => liveForm({ name: { fields: { first: { requierd: true } } } });
  // @ts-expect-error a rule of another type
  const another = () => liveForm({ name: { minLength: "2" } });
  expect([age, message, typeof output, typeof misspelt, typeof inside, typeof another].filter((value) => value === undefined)).toHaveLength(
    2,
  );
});
