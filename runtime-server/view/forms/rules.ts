/** Rules for fields, as plain data, and the check that is made of them. */
import { didYouMean, LivecError } from "../../base/errors.ts";
import { after, type Maybe } from "../../base/maybe.ts";
import type { Check, FieldIssue } from "./check.ts";
import { isEmail, isUrl, patternOf } from "./formats.ts";
import { type Data, isData, type Shape } from "./shape.ts";

/** What a field may hold: what was typed, or what a program put there. */
export type FieldValue = string | number | boolean;

/**
 * Says what is wrong with a value, and nothing where all is well; may take its time. `data` is that of the whole form.
 */
export type Validator = (value: FieldValue, data: Data) => Maybe<string | null | undefined | void>;

/**
 * What one field must be. Rules are checked in the order they are written in; the first that fails gives the message,
 * `validators` come last. But for `required`, no rule looks at a field that is empty.
 */
export interface Rule {
  /** Something else than white space, and for a checkbox a tick. */
  readonly required?: boolean;
  /** The least length, in UTF-16 units, as the attribute `minlength` counts. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** What the whole value must match, as in the attribute `pattern`; a RegExp is tried as it is. */
  readonly pattern?: string | RegExp;
  readonly email?: boolean;
  /** An absolute URL of `http:` or `https:`. */
  readonly url?: boolean;
  /** The least number. */
  readonly min?: number;
  readonly max?: number;
  /** What it may be; compared as text. */
  readonly choices?: readonly FieldValue[];
  readonly validators?: readonly Validator[];
  /** What the field holds at first: nothing, where this is absent. */
  readonly initial?: FieldValue;
}

/** Fields inside a field: `address[street]`. */
export interface GroupRules {
  readonly fields: Rules;
}

/** A field that repeats: `tags[]`, or `phones[0][number]`. The rules for its length count items. */
export interface ListRules {
  readonly each: FieldRules;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export type FieldRules = Rule | GroupRules | ListRules;

/** Rules by the names of fields. */
export interface Rules {
  readonly [name: string]: FieldRules;
}

export function shapeOfRules(rules: Rules): Shape {
  return { fields: new Map(Object.entries(rules).map(([name, rule]) => [name, shapeOf(rule)])), isFilled: true };
}

function shapeOf(rule: FieldRules): Shape {
  if ("fields" in rule) return shapeOfRules(rule.fields);
  return "each" in rule ? { each: shapeOf(rule.each) } : "leaf";
}

/** The `initial`s of those fields that have one. */
export function initialOf(rules: Rules): Data {
  const entries = Object.entries(rules).flatMap(([name, rule]): [string, unknown][] => {
    if ("fields" in rule) return [[name, initialOf(rule.fields)]];
    return "initial" in rule && rule.initial !== undefined ? [[name, rule.initial]] : [];
  });
  return Object.fromEntries(entries);
}

/** The check that `rules` ask for. Throws `bad-option` for a rule that there is not, or that cannot be right. */
export function checkOfRules(rules: Rules): Check {
  const checks = checksOf(rules, "");
  return (data, only) => {
    const asked = checks.filter(([name]) => only === undefined || only === name);
    const found = inTurn(asked, ([name, check]) => check(data[name], name, data));
    return after(found, (issues) => ({ issues, output: data }));
  };
}

/** What is wrong with a field, and with what is inside. */
type FieldCheck = (value: unknown, name: string, data: Data) => Maybe<readonly FieldIssue[]>;

/** Of each field; `group` is the name of what they are in, with a dot. */
function checksOf(rules: Rules, group: string): readonly (readonly [name: string, check: FieldCheck])[] {
  return Object.entries(rules).map(([name, rule]) => {
    if (name.includes(".") || name === "") {
      throw new LivecError("bad-option", `A field cannot be called "${name}": a dot stands between a group and what is in it.`);
    }
    return [name, fieldCheck(group + name, rule)];
  });
}

function fieldCheck(name: string, rule: FieldRules): FieldCheck {
  if (typeof rule !== "object" || rule === null) {
    throw new LivecError("bad-option", `The rules of the field "${name}" must be an object: { required: true }.`);
  }
  if ("fields" in rule) return groupCheck(name, rule);
  return "each" in rule ? listCheck(name, rule) : leafCheck(name, rule);
}

function groupCheck(name: string, { fields, ...others }: GroupRules): FieldCheck {
  refuseOthers(name, others, ["fields"]);
  const checks = checksOf(fields, `${name}.`);
  return (value, at, data) => {
    const group = isData(value) ? value : {};
    return inTurn(checks, ([inner, check]) => check(group[inner], `${at}.${inner}`, data));
  };
}

function listCheck(name: string, { each, required, minLength, maxLength, ...others }: ListRules): FieldCheck {
  refuseOthers(name, others, ["each", "required", "minLength", "maxLength"]);
  const check = fieldCheck(`${name}[]`, each);
  const least = Math.max(required === true ? 1 : 0, minLength ?? 0);
  return (value, at, data) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const own =
      items.length < least ? tooFew(items.length, least) : items.length > (maxLength ?? Infinity) ? tooMany(maxLength) : undefined;
    const inside = inTurn([...items.entries()], ([index, item]) => check(item, `${at}.${index}`, data));
    return after(inside, (issues) => (own === undefined ? issues : [{ name: at, message: own }, ...issues]));
  };
}

const tooFew = (length: number, least: number): string =>
  length === 0 && least === 1 ? "This field is required." : `Must have at least ${least} items.`;
const tooMany = (most: number | undefined): string => `Must have at most ${most} items.`;

function leafCheck(name: string, rule: Rule): FieldCheck {
  const tests = Object.entries(rule).flatMap(([kind, value]) => testOf(name, kind, value));
  const { validators = [] } = rule;
  return (value, at, data) => {
    const isEmpty = value === undefined || value === null || value === "";
    if (isEmpty && rule.required !== true) return [];
    const text = String(value ?? "");
    const message = tests.map((test) => test(text, value)).find((message) => message !== undefined);
    if (message !== undefined) return [{ name: at, message }];
    return after(firstMessage(validators, value as FieldValue, data), (message) => (message === undefined ? [] : [{ name: at, message }]));
  };
}

/** One after the other, until one has something to say. */
function firstMessage(validators: readonly Validator[], value: FieldValue, data: Data): Maybe<string | undefined> {
  const [validator, ...rest] = validators;
  if (validator === undefined) return undefined;
  return after(validator(value, data), (message) => (typeof message === "string" ? message : firstMessage(rest, value, data)));
}

function inTurn<T>(items: readonly T[], check: (item: T) => Maybe<readonly FieldIssue[]>): Maybe<readonly FieldIssue[]> {
  const found = items.map(check);
  const isSettled = found.every((issues): issues is readonly FieldIssue[] => !(issues instanceof Promise));
  return isSettled ? found.flat() : Promise.all(found).then((all) => all.flat());
}

/** What is wrong with a value, as text and as it is; `undefined` for nothing. */
type Test = (text: string, value: unknown) => string | undefined;

/** By the name of a rule, the test for its value. Those whose rule is `false` are not asked. */
const tests: { readonly [R in Exclude<keyof Rule, "validators" | "initial">]: (rule: never, name: string) => Test } = {
  required: () => (text, value) => (text.trim() === "" || value === false ? "This field is required." : undefined),
  minLength: (least: number) => (text) => (text.length < least ? `Must be at least ${least} characters.` : undefined),
  maxLength: (most: number) => (text) => (text.length > most ? `Must be at most ${most} characters.` : undefined),
  pattern: (pattern: string | RegExp, name) => {
    const whole = patternOf(pattern, name);
    return (text) => (whole.test(text) ? undefined : "Invalid format.");
  },
  email: () => (text) => (isEmail(text) ? undefined : "Enter a valid email address"),
  url: () => (text) => (isUrl(text) ? undefined : "Enter a valid URL."),
  min: (least: number) => (text) => notANumber(text) ?? (Number(text) < least ? `Must be at least ${least}.` : undefined),
  max: (most: number) => (text) => notANumber(text) ?? (Number(text) > most ? `Must be at most ${most}.` : undefined),
  choices: (choices: readonly FieldValue[]) => {
    const texts = choices.map(String);
    return (text) => (texts.includes(text) ? undefined : `Must be one of: ${texts.join(", ")}.`);
  },
};
const ruleNames: readonly string[] = [...Object.keys(tests), "validators", "initial", "fields", "each"];

function notANumber(text: string): string | undefined {
  return isNumeric(text) ? undefined : "Must be a number.";
}

export function isNumeric(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

function testOf(name: string, kind: string, rule: unknown): readonly Test[] {
  if (!ruleNames.includes(kind)) throw noSuchRule(name, kind);
  if (rule === undefined || rule === null || rule === false || !Object.hasOwn(tests, kind)) return [];
  return [tests[kind as keyof typeof tests](rule as never, name)];
}

function refuseOthers(name: string, others: object, allowed: readonly string[]): void {
  for (const kind of Object.keys(others)) {
    if (!ruleNames.includes(kind)) throw noSuchRule(name, kind);
    throw new LivecError(
      "bad-option",
      `The field "${name}" has other fields inside: "${kind}" is not for it. It takes ${allowed.join(", ")}.`,
    );
  }
}

function noSuchRule(name: string, kind: string): LivecError {
  const hint = didYouMean(kind, ruleNames) || ` The rules are ${ruleNames.join(", ")}.`;
  return new LivecError("bad-option", `The field "${name}" has a rule "${kind}", which does not exist.${hint}`);
}
