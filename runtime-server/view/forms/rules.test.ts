import { expect, it } from "vitest";
import { liveForm } from "./form.ts";
import type { FieldValue, Rule } from "./rules.ts";

function messageOf(rule: Rule, value: FieldValue): string | undefined {
  const form = liveForm({ field: rule });
  form.setValues({ field: value });
  form.validateAll();
  return form.errors.field;
}

it.each<[rule: Rule, right: readonly FieldValue[], wrong: readonly FieldValue[], message: string]>([
  [{ required: true }, ["x", 0, true], ["", "  ", false], "This field is required."],
  [{ minLength: 2 }, ["ab", ""], ["a"], "Must be at least 2 characters."],
  [{ maxLength: 2 }, ["ab"], ["abc"], "Must be at most 2 characters."],
  [{ pattern: "[a-c]+" }, ["abc", ""], ["abcd", "xabc"], "Invalid format."],
  [{ pattern: /b/g }, ["abc"], ["ac"], "Invalid format."],
  [
    { email: true },
    ["jo@x.com", "j.o+1@mail.x-y.co"],
    ["bad", "a@b", "a b@c.de", "a@b..de", `${"a".repeat(250)}@x.de`],
    "Enter a valid email address",
  ],
  [
    { url: true },
    ["https://x.example:8080/a?b#c", "http://x"],
    ["x.example", "ftp://x", "javascript:alert(1)", "https://", "http://a b"],
    "Enter a valid URL.",
  ],
  [{ min: 0 }, [0, "0", "7.5", ""], [-1, "-1"], "Must be at least 0."],
  [{ min: 0 }, [], ["x", " ", "1e999"], "Must be a number."],
  [{ max: 150 }, [150, "-3"], [151], "Must be at most 150."],
  [{ choices: ["a", 2] }, ["a", "2", 2], ["b"], "Must be one of: a, 2."],
  [{ validators: [(value) => (value === "x" ? "Not x." : null)] }, ["y", ""], ["x"], "Not x."],
])("%o", (rule, right, wrong, message) => {
  for (const value of right) expect(messageOf(rule, value), JSON.stringify(value)).toBe(undefined);
  for (const value of wrong) expect(messageOf(rule, value), JSON.stringify(value)).toBe(message);
});

it("the first that fails gives the message, in the order in which they are written", () => {
  expect(messageOf({ maxLength: 1, pattern: "x" }, "yy")).toBe("Must be at most 1 characters.");
  expect(messageOf({ pattern: "x", maxLength: 1 }, "yy")).toBe("Invalid format.");
});

it("a rule that is false or undefined is none", () => {
  expect(messageOf({ required: false, email: false, minLength: undefined } as object as Rule, "x")).toBe(undefined);
});

it("a validator sees the whole form", () => {
  const form = liveForm({
    password: {},
    again: { validators: [(value, { password }) => (value === password ? undefined : "Not the same.")] },
  });
  form.submit({ password: "a", again: "b" });
  expect(form.errors).toEqual({ again: "Not the same." });
});

it("a hostile text takes no more time than it is long", () => {
  const begun = performance.now();
  expect(messageOf({ email: true }, `a@${"a-".repeat(40_000)}`)).toBe("Enter a valid email address");
  expect(messageOf({ url: true }, `https://${"a.".repeat(40_000)} `)).toBe("Enter a valid URL.");
  expect(performance.now() - begun).toBeLessThan(2_000);
});

it.each([
  [{ name: { min_length: 2 } }, 'The field "name" has a rule "min_length", which does not exist. Did you mean "minLength"?'],
  [{ name: { fields: {}, required: true } }, 'The field "name" has other fields inside: "required" is not for it. It takes fields.'],
  [{ name: true }, 'The rules of the field "name" must be an object: { required: true }.'],
  [{ name: { pattern: "(" } }, 'The pattern of the field "name" is not a regular expression'],
  [{ "a.b": {} }, 'A field cannot be called "a.b": a dot stands between a group and what is in it.'],
])("refuses %o", (rules, message) => {
  expect(() => liveForm(rules as never)).toThrow(message);
});
