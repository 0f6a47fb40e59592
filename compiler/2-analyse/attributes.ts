/** Attributes of an element: which are static, which are slots, and which have no safe meaning. */

import { nearest } from "../../base/suggest.ts";
import { activeBindings, BINDING_PREFIX, eventBindings } from "../../protocol/bindings.ts";
import { escapeAttribute } from "../../protocol/escape.ts";
import { presence } from "../../protocol/keywords.ts";
import { propertiesOf } from "../../protocol/properties.ts";
import { Namespace } from "../../protocol/slots.ts";
import { plainValue } from "../1-parse/names.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Element, Expression, Spread } from "../tree.ts";
import { bindingName, checkBindings } from "./bindings.ts";
import type { Slot, Value } from "./blocks.ts";
import { type AttributeContext, attributeContext, isSafePrefix, refusesSpread, scriptScheme, type ValueContext } from "./contexts.ts";
import { minimal } from "./reads.ts";
import type { Scope } from "./scope.ts";
import { literalOf, literalText } from "./separators.ts";

export interface TagParts {
  /** ` type="checkbox" autofocus` */
  readonly html: string;
  readonly slots: readonly Slot[];
}

type Parts = readonly (string | Expression)[];

/** Sorts the attributes of an element into static HTML and slots, and reports what must not be. */
export function tagParts(element: Element, scope: Scope, prefix: string, reporter: Reporter): TagParts {
  checkBindings(element.attributes, prefix, reporter);
  const names = element.attributes.flatMap((attribute) => (attribute.kind === "attribute" ? [attribute.name] : []));
  let html = "";
  const slots: Slot[] = [];
  for (const attribute of element.attributes) {
    if (attribute.kind === "spread") {
      slots.push(spreadSlot(attribute, element, names, scope, reporter));
      continue;
    }
    // Only the compiler acts on them: white space is final by now.
    if (attribute.name === `${prefix}space` || attribute.name === `${prefix}update`) continue;
    const value = literalAttribute(attribute);
    if (value === null) continue;
    if (value === true || typeof value === "string") {
      if (isValueless(attribute, element, reporter)) continue;
      checkStatic(attribute, value, element, prefix, reporter);
      html += staticAttribute(writtenName(attribute, element, prefix), value, element.namespace);
      continue;
    }
    const context = checkedContext(attribute, value, element, prefix, reporter);
    if (context !== undefined) slots.push(attributeSlot(attribute.name, value, context, element, scope));
  }
  return { html, slots: [...slots.filter((slot) => !isValue(slot)), ...slots.filter(isValue)] };
}

/** What a field makes of its value depends on `type`, `max` and the like, which are therefore written first. */
function isValue(slot: Slot): boolean {
  return slot.kind === "prop" && slot.name === "value";
}

/**
 * What a client looks for around a title has one name, whatever the template calls it: the page's script need not know
 * the prefix.
 */
function writtenName({ name }: Attribute, { name: tag }: Element, prefix: string): string {
  const binding = bindingName(name, prefix);
  return tag === "title" && (binding === "prefix" || binding === "suffix") ? `${BINDING_PREFIX}${binding}` : name;
}

function staticAttribute(name: string, value: true | string, namespace: Namespace): string {
  return value === true && namespace === Namespace.html ? ` ${name}` : ` ${name}="${value === true ? "" : escapeAttribute(value)}"`;
}

/** The value of an attribute where it is known now; `undefined` where it is not. */
export function staticValue(value: Attribute["value"]): true | string | undefined {
  const known = simplified(value);
  return known === true || typeof known === "string" ? known : undefined;
}

/**
 * The value of an attribute, folded where it is known now; `null` where there is then no attribute. `disabled={0}` is
 * judged as the server judges what it is given.
 */
function literalAttribute({ name, value }: Attribute): true | string | Expression | Parts | null {
  if (typeof value !== "object" || !("code" in value) || name === "class" || name === "style") return simplified(value);
  const literal = literalOf(value);
  const known = literal === undefined ? undefined : presence(name, literal);
  return known === undefined ? simplified(value) : known;
}

/** Folds what is known now: `a={"x"}` and `a="{"x"}y"` are static. */
function simplified(value: Attribute["value"]): true | string | Expression | Parts {
  if (value === true || typeof value === "string") return value;
  if ("code" in value) return literalText(value) ?? value;
  const parts: (string | Expression)[] = [];
  for (const part of value) {
    const text = typeof part === "string" ? part : literalText(part);
    const last = parts.at(-1);
    if (text === undefined) parts.push(part);
    else if (typeof last === "string") parts.splice(-1, 1, last + text);
    else parts.push(text);
  }
  return parts.every((part) => typeof part === "string") ? parts.join("") : parts;
}

function spreadSlot(spread: Spread, element: Element, except: readonly string[], scope: Scope, reporter: Reporter): Slot {
  if (refusesSpread(element.name)) reporter.report("LC4207", spread, { tag: element.name });
  const { expression } = spread;
  return {
    kind: "spread",
    reads: scope.reads(expression),
    element: element.name,
    except,
    foreign: element.namespace !== Namespace.html,
    value: expression,
  };
}

function attributeSlot(name: string, value: Expression | Parts, context: ValueContext, element: Element, scope: Scope): Slot {
  const { parts, expressions } = "code" in value ? { parts: undefined, expressions: [value] } : splitParts(value);
  const values = valuesIn(expressions, scope);
  const reads = minimal(values.flatMap(({ reads }) => reads));
  const [first] = expressions;
  if (name === "style" && first !== undefined) return { kind: "style", reads, value: first };
  const property = element.namespace === Namespace.html && propertiesOf(element.name).includes(name);
  const kind = name === "class" ? "class" : property ? "prop" : "attr";
  return { kind, reads, name, parts, values, context: context === "plain" ? undefined : context };
}

/** The values of a run or an attribute, each with what it reads. */
export function valuesIn(expressions: readonly Expression[], scope: Scope): readonly Value[] {
  return expressions.map((expression) => ({ expression, reads: minimal(scope.reads(expression)) }));
}

function splitParts(value: Parts): { parts: string[]; expressions: Expression[] } {
  const parts = [""];
  const expressions: Expression[] = [];
  for (const part of value) {
    if (typeof part === "string") parts.push(parts.pop() + part);
    else {
      expressions.push(part);
      parts.push("");
    }
  }
  return { parts, expressions };
}

function checkStatic(attribute: Attribute, value: true | string, element: Element, prefix: string, reporter: Reporter): void {
  if (isHandler(attribute.name)) {
    refuseHandler(attribute, prefix, reporter);
  } else if (element.name === "template" && attribute.name === "shadowrootmode") {
    // A browser takes the template out of the page, but not out of a block that the client clones.
    const fix = "Attach the shadow root in the custom element's own script.";
    reporter.report("LC4004", attribute, { what: "A shadow root in a template", fix });
  } else if (value !== true) {
    const { context, refusal } = contextOf(attribute, element, prefix);
    const scheme = context !== "plain" || refusal !== undefined ? scriptScheme(value) : undefined;
    if (scheme !== undefined) reporter.report("LC4203", attribute, { name: attribute.name, scheme: `${scheme}:`, prefix });
  }
}

/** Of the bindings, those that navigate hold URLs. */
function contextOf({ name }: Attribute, element: Element, prefix: string): AttributeContext {
  const binding = bindingName(name, prefix);
  if (binding === undefined) return attributeContext(element.name, element.namespace, name, plainValue(element.attributes, "rel"));
  return { context: binding === "patch" || binding === "navigate" ? "url" : "plain", refusal: undefined, prefix: undefined };
}

function prefixFix(beginning: string): string {
  if (beginning.includes("//")) return "Make the whole URL in one expression: it is checked when it is rendered.";
  return `Begin with a path ("/${beginning}…"), with ? or #, or make the whole URL in one expression.`;
}

function isHandler(name: string): boolean {
  return /^on[a-z]/i.test(name);
}

const SENT: readonly string[] = activeBindings.filter((name) => (eventBindings as readonly string[]).includes(name));
const IN_THE_BROWSER = "Code that must run in the browser goes into a script of the page, with addEventListener.";

function refuseHandler(attribute: Attribute, prefix: string, reporter: Reporter): void {
  const event = attribute.name.slice(2).toLowerCase();
  const near = (eventBindings as readonly string[]).includes(event) && !SENT.includes(event) ? undefined : nearest(event, SENT);
  const fix =
    near === undefined ? IN_THE_BROWSER : `Write ${prefix}${near}="…", the name of an event that the view handles. ${IN_THE_BROWSER}`;
  reporter.report("LC4201", attribute, { name: attribute.name, fix });
}

/** Reports a `value` where HTML has none, and browsers ignore it. */
function isValueless(attribute: Attribute, { name: tag, namespace }: Element, reporter: Reporter): boolean {
  if (attribute.name !== "value" || namespace !== Namespace.html || (tag !== "select" && tag !== "textarea")) return false;
  const fix = tag === "select" ? "Put selected={…} on the <option>s." : "Write it as content: <textarea>{…}</textarea>.";
  reporter.report("LC4206", attribute, { tag, fix });
  return true;
}

/** The context of a value that is not static; `undefined` where it was refused. */
function checkedContext(
  attribute: Attribute,
  value: Expression | Parts,
  element: Element,
  prefix: string,
  reporter: Reporter,
): ValueContext | undefined {
  const { name } = attribute;
  const tag = element.name;
  if (isHandler(name)) {
    refuseHandler(attribute, prefix, reporter);
    return undefined;
  }
  if (isValueless(attribute, element, reporter)) return undefined;
  if (tag === "input" && name === "value" && plainValue(element.attributes, "type")?.toLowerCase() === "file") {
    reporter.report("LC4206", attribute, { tag: 'input type="file"', fix: "Leave it out: only the visitor can choose files." });
    return undefined;
  }
  const mixed = !("code" in value);
  if (name === "style" && mixed) {
    reporter.report("LC4205", attribute, {});
    return undefined;
  }
  if (
    tag === "meta" &&
    name === "content" &&
    element.attributes.some((other) => other.kind === "attribute" && other.name === "http-equiv")
  ) {
    reporter.report("LC4202", attribute, {
      name,
      tag,
      reason: "with http-equiv it acts as an HTTP header",
      fix: "Send the header from the server.",
    });
    return undefined;
  }
  const { context, refusal, prefix: allowed } = contextOf(attribute, element, prefix);
  const first = mixed ? value[0] : undefined;
  const beginning = typeof first === "string" ? first : "";
  if (refusal !== undefined) {
    if (allowed !== undefined && beginning.startsWith(allowed)) return "plain";
    reporter.report("LC4202", attribute, { name, tag, ...refusal });
    return undefined;
  }
  if ((context === "url" || context === "media") && beginning !== "") {
    const scheme = scriptScheme(beginning);
    if (scheme !== undefined) reporter.report("LC4203", attribute, { name, scheme: `${scheme}:`, prefix });
    else if (!isSafePrefix(beginning)) reporter.report("LC4204", attribute, { prefix: beginning, fix: prefixFix(beginning) });
  }
  return context;
}
