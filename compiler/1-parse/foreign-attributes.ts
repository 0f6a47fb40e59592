/** Attributes as other systems write them, and directives without their colon: what they are called here. */
import { activeBindings, type Binding, bindings, eventBindings } from "../../protocol/bindings.ts";

/** An attribute as it stands in the source. */
export interface WrittenAttribute {
  readonly name: string;
  /** Without quotes, with braces; `undefined` for a bare one. */
  readonly value: string | undefined;
  readonly quoted: boolean;
}

/** The tag an attribute stands on. */
export interface Bearer {
  /** Lower case. */
  readonly tag: string;
  /** An element of HTML or SVG, whose attributes are known: no component, and no custom element. */
  readonly plain: boolean;
}

/** How most of these begin or are called: nearly all attributes are nothing of the kind. */
const BEGINNING = /^(?:phx-|dj-|wire:|v-|x-|ng-|on:|bind:|class:|style:|let:|use:|transition:|in:|out:|animate:|slot-scope$|[@(*[#])/i;
/** Those of React, which are names like any other on a component. */
const REACT: ReadonlyMap<string, (value: string) => string> = new Map<string, (value: string) => string>([
  ["classname", (value) => `Write \`class=${value}\`.`],
  ["htmlfor", (value) => `Write \`for=${value}\`.`],
  ["defaultvalue", (value) => `Write \`value=${value}\`.`],
  ["defaultchecked", (value) => `Write \`checked=${value}\`.`],
  ["dangerouslysetinnerhtml", () => "Write `:html={…}`, with a SafeHtml as its value."],
  ["ref", () => "Leave it out: the view has no DOM. A script of the page finds the element by its id."],
]);
const IN_THE_BROWSER = "Leave it out: what runs in the browser goes into a script of the page.";

type Rule = readonly [name: RegExp, fix: (match: readonly string[], attribute: WrittenAttribute, prefix: string, bearer: Bearer) => string];

const RULES: readonly Rule[] = [
  [
    /^(?:v-model|x-model|ng-model|\[\(ngmodel\)\]|wire:model|dj-model)(?:\..*)?$/i,
    (_, { value }, prefix) => twoWay("value", value, prefix),
  ],
  [/^bind:(value|checked)$/, ([, name = ""], { value }, prefix) => twoWay(name, value ?? `{${name}}`, prefix)],
  [/^bind:this$/, () => IN_THE_BROWSER],
  [/^(?:phx-|dj-|wire:)(.+)$/, ([, name], _, prefix) => `Write \`${prefix}${name}\`.`],
  [
    /^(?:@|v-on:|x-on:|on:|ng-(?=(?:click|change|submit|key\w+|input|blur|focus|dblclick|mouse\w+)$))([\w-]+)/,
    ([, event = ""], { value }, prefix) => eventFix(event, value, prefix),
  ],
  [/^\(([\w-]+)[\w.]*\)$/, ([, event = ""], { value }, prefix) => eventFix(event, value, prefix)],
  [/^(?:v-if|v-show|x-if|x-show|\*ngif|ng-if|ng-show)$/i, (_, { value }) => `Write \`:if=${braced(value?.replace(/;.*\}$/, "}"))}\`.`],
  [/^v-else-if$/, (_, { value }) => `Write \`:else-if=${braced(value)}\`.`],
  [/^v-else$/, () => "Write `:else`."],
  [/^(?:v-for|x-for|\*ngfor|ng-repeat)$/i, (_, { value }) => `Write \`:for={${forHeader(codeOf(value))}}\`.`],
  [/^(?:v-html|x-html|ng-bind-html|\[innerhtml\])$/i, (_, { value }) => `Write \`:html=${braced(value)}\`, with a SafeHtml as its value.`],
  [/^(?:v-text|x-text|ng-bind|\[textcontent\])$/i, (_, { value }) => `Write ${braced(value)} between the tags.`],
  [/^(?:v-slot:|#)([\w-]+)$/, ([, slot = ""], { value }, _, { tag }) => (tag === "template" ? slotFix(slot, value) : IN_THE_BROWSER)],
  [/^(?:v-slot|slot-scope)$/, (_, { value }) => `Write \`:let=${braced(value)}\`.`],
  [/^let:([\w-]+)$/, ([, name = ""]) => `Write \`:let={{ ${name} }}\`.`],
  [/^(?:class:|\[class\.)([\w-]+)\]?$/, ([, name = ""], { value }) => `Write \`class={{ ${key(name)}: ${codeOf(value ?? name)} }}\`.`],
  [
    /^(?:style:|\[style\.)([\w-]+)[\w.]*\]?$/,
    ([, name = ""], { value }) => `Write \`style={{ ${key(name)}: ${codeOf(value ?? name)} }}\`.`,
  ],
  [/^\[ng(class|style)\]$/i, ([, name = ""], { value }) => `Write \`${name.toLowerCase()}=${braced(value)}\`.`],
  [/^(?:v-bind:|x-bind:|bind:)([\w-]+)/, ([, name = ""], { value }) => `Write \`${name}=${braced(value ?? name)}\`.`],
  [/^\[(?:attr\.)?([\w-]+)\]$/, ([, name = ""], { value }) => `Write \`${name}=${braced(value)}\`.`],
  [/^v-bind$/, (_, { value }) => `Write \`{...${codeOf(value)}}\`.`],
  [/^(?:use|transition|in|out|animate):/, () => IN_THE_BROWSER],
  [/^v-(?:once|pre|cloak|memo)$/, () => "Leave it out."],
];

/**
 * How an attribute of another system is written here; `undefined` for any other. One that begins with the bindings' own
 * `prefix` is none.
 */
export function foreignFix(attribute: WrittenAttribute, bearer: Bearer, prefix: string): string | undefined {
  const { name, value, quoted } = attribute;
  const react = bearer.plain ? REACT.get(name.toLowerCase()) : undefined;
  if (react !== undefined) return react(quoted ? `"${short(value ?? "")}"` : braced(value));
  if (!BEGINNING.test(name) || name.toLowerCase().startsWith(prefix)) return undefined;
  // Between quotes all is code there, and braces are those of an object.
  const written = { name, value: quoted ? `{${value}}` : value, quoted };
  for (const [pattern, fix] of RULES) {
    const match = pattern.exec(name);
    if (match !== null) return fix(match, written, prefix, bearer);
  }
  return undefined;
}

/** The directives that an attribute could have been meant as. */
const COLONLESS: ReadonlyMap<string, string> = new Map([
  ["if", "if"],
  ["else-if", "else-if"],
  ["elseif", "else-if"],
  ["else", "else"],
  ["for", "for"],
  ["key", "key"],
  ["html", "html"],
  ["let", "let"],
]);
/** Expressions in these are directives for sure; a text could be somebody's own. */
const ONLY_BRACED: ReadonlySet<string> = new Set(["key", "html", "let"]);
const HEADER = /^\{\s*(?:const |let )?\s*(?:[\w$]+|[({[][^=]*?[)}\]])\s+(?:of|in)\s/;

/** False for nearly all attributes, by their name in lower case: there is nothing more to ask about them. */
export function isSuspect(name: string): boolean {
  return BEGINNING.test(name) || REACT.has(name) || COLONLESS.has(name);
}

/** A directive that was written without its colon. */
export interface Colonless {
  readonly name: string;
  /** As it should be. */
  readonly written: string;
  /** False where its value would be a mistake of its own. */
  readonly sound: boolean;
}

/** The directive that an attribute was meant as; `undefined` for what may be an attribute. */
export function colonless({ name, value }: WrittenAttribute, { tag, plain }: Bearer): Colonless | undefined {
  const directive = COLONLESS.get(name.toLowerCase());
  if (directive === undefined) return undefined;
  const isBraced = value?.startsWith("{") ?? false;
  if (directive === "for") {
    const header = isBraced ? HEADER.test(value ?? "") : / (?:of|in) /.test(value ?? "");
    const elsewhere = plain && isBraced && tag !== "label" && tag !== "output";
    if (!header && !elsewhere) return undefined;
    return {
      name: directive,
      written: `:for={${header ? forHeader(codeOf(value)) : `item of ${codeOf(value)}`}}`,
      sound: isBraced && header,
    };
  }
  if (!plain || (ONLY_BRACED.has(directive) && !isBraced)) return undefined;
  if (directive === "else") return { name: directive, written: ":else", sound: value === undefined };
  return { name: directive, written: `:${directive}=${braced(value)}`, sound: isBraced };
}

function twoWay(attribute: string, value: string | undefined, prefix: string): string {
  return `Write \`${attribute}=${braced(value)}\`, and \`${prefix}change="…"\` with the name of an event that the view handles.`;
}

const ACTIVE: readonly string[] = eventBindings.filter((event) => (activeBindings as readonly string[]).includes(event));
/** Those that nearly every page has: enough for a hint. */
const USUAL: readonly string[] = ACTIVE.filter((event) => (bindings as Readonly<Record<string, Binding>>)[event]?.chunk === undefined);

function eventFix(event: string, value: string | undefined, prefix: string): string {
  if (!ACTIVE.includes(event)) {
    return `The view hears of ${USUAL.map((name) => `${prefix}${name}`).join(", ")}; for \`${event}\`, listen in a script of the page.`;
  }
  const name = /^\{?([\w$.-]+)(?:\(.*\))?\}?$/.exec(codeOf(value))?.[1] ?? "…";
  return `Write \`${prefix}${event}="${name}"\`, the name of an event that the view handles.`;
}

function slotFix(slot: string, value: string | undefined): string {
  return `Write \`<template slot="${slot}"${value === undefined ? "" : ` :let=${braced(value)}`}>\`.`;
}

/** `item of items`, for `item in items` and `let item of items; track item.id`. */
function forHeader(header: string): string {
  const [, item, list] =
    /^\s*(?:let |const )?\s*(\([\w$]+,\s*[\w$]+\)|[\w$]+|[[{][^=]{1,40}?[\]}])\s+(?:in|of)\s+([^;"|]{1,60}?)\s*(?:[;|].*)?$/s.exec(
      header,
    ) ?? [];
  return item === undefined || list === undefined ? "item of list" : `${item} of ${list}`;
}

function braced(value: string | undefined): string {
  return `{${codeOf(value)}}`;
}

/** The code of a value, or a stand-in where there is none or too much. */
function codeOf(value: string | undefined): string {
  const code = short(/^\{(.*)\}$/s.exec(value ?? "")?.[1]?.trim() ?? value?.trim() ?? "");
  return code === "" ? "…" : code;
}

function short(text: string): string {
  return text.length > 60 || /[\n`\ue000-\uf8ff]/.test(text) ? "…" : text;
}

function key(name: string): string {
  return name.includes("-") ? `"${name}"` : name;
}
