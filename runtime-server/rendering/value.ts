/** Values: what a template's expressions may give, and the leaf each becomes. A leaf is compared, escaped and sent. */

import { Commands } from "../../protocol/commands.ts";
import { presence } from "../../protocol/keywords.ts";
import type { Leaf } from "../../protocol/wire.ts";
import { ValueError } from "./value-error.ts";
import { wellFormed } from "./well-formed.ts";

/** What `{e}` accepts. `null`, `undefined` and booleans print nothing. */
export type TextValue = string | number | bigint | boolean | null | undefined;
/**
 * What `a={e}` accepts. `null`, `undefined`: no attribute; `true` and `false`: the attribute's keywords, else bare and
 * none; {@link Commands}: what a binding runs.
 */
export type AttributeValue = TextValue | Commands;
/** What `class={e}` accepts; falsy parts are dropped. */
export type ClassValue = string | number | null | undefined | boolean | readonly ClassValue[] | { readonly [name: string]: unknown };
/** What `style={e}` accepts; `null`, `undefined`, `false` and `""` drop a property. */
export type StyleValue = string | null | undefined | false | { readonly [property: string]: string | number | null | undefined | false };

/** The leaf of a text: a string, or a number as it is. */
export function textLeaf(value: TextValue): string | number {
  switch (typeof value) {
    case "string":
      return wellFormed(value);
    case "number":
      return numberLeaf(value);
    case "bigint":
      return String(value);
    case "boolean":
    case "undefined":
      return "";
    default:
      if (value === null) return "";
      throw new ValueError(`A template can print strings, numbers and bigints, not ${describe(value)}. Turn it into a string first.`);
  }
}

/** The leaf of a whole attribute value; `name` is the attribute's. */
export function attributeLeaf(name: string, value: AttributeValue): Leaf {
  const known = presence(name, value);
  if (known !== undefined) return known;
  return textLeaf(value instanceof Commands ? value.toString() : value);
}

/** JSON has no NaN and no infinities, and `-0` prints as `0`. */
function numberLeaf(value: number): string | number {
  return Number.isFinite(value) ? value + 0 : String(value);
}

/** Joins a class value; nothing left means no attribute. */
export function classLeaf(value: ClassValue): Leaf {
  const joined = joinClasses(value);
  return joined === "" ? null : wellFormed(joined);
}

function joinClasses(value: ClassValue): string {
  if (typeof value === "string") return value;
  if (!value || value === true) return "";
  if (typeof value === "number") return String(value);
  let joined = "";
  if (isArray(value)) for (const each of value) joined = withName(joined, joinClasses(each));
  else for (const name of Object.keys(value)) if (value[name]) joined = withName(joined, name);
  return joined;
}

function withName(joined: string, name: string): string {
  return joined === "" || name === "" ? joined + name : `${joined} ${name}`;
}

/** `Array.isArray` that narrows readonly arrays too. */
function isArray(value: ClassValue): value is readonly ClassValue[] {
  return Array.isArray(value);
}

const STYLE_PROPERTY = /^(?:--[\w-]+|-?[a-zA-Z][a-zA-Z-]*)$/;
/** What could end one declaration and begin another, or open a comment or an escape. */
const STYLE_DELIMITERS = /[;{}\\]|\/\*/;
const CSS_STRINGS = /"[^"\n\r\f]*"|'[^'\n\r\f]*'/g;
const CLOSING: { readonly [opening: string]: string } = { "(": ")", "[": "]" };

/** Writes a style value as CSS text; declarations that could smuggle in others are left out. */
export function styleLeaf(value: StyleValue): Leaf {
  if (typeof value === "string") return value === "" ? null : wellFormed(value);
  if (value === null || value === undefined || value === false) return null;
  const declarations: string[] = [];
  for (const [property, setting] of Object.entries(value)) {
    if (setting === null || setting === undefined || setting === false || setting === "") continue;
    if (!STYLE_PROPERTY.test(property) || !isDeclared(String(setting))) continue;
    declarations.push(`${property.startsWith("--") ? property : kebab(property)}:${setting}`);
  }
  return declarations.length === 0 ? null : wellFormed(declarations.join(";"));
}

/**
 * True for a value that stays within its declaration: with a string or a bracket left open it would swallow those after
 * it.
 */
function isDeclared(value: string): boolean {
  const bare = value.replace(CSS_STRINGS, "");
  if (STYLE_DELIMITERS.test(value) || /["']/.test(bare)) return false;
  const expected: string[] = [];
  for (const character of bare) {
    const closing = CLOSING[character];
    if (closing !== undefined) expected.push(closing);
    else if ((character === ")" || character === "]") && expected.pop() !== character) return false;
  }
  return expected.length === 0;
}

function kebab(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A leaf as the text a browser shows or stores. */
export function leafText(leaf: Leaf): string {
  return leaf === null || leaf === true ? "" : String(leaf);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? `an object (${value?.constructor?.name ?? "without prototype"})` : `a ${typeof value}`;
}
