/**
 * Phase 1: the source of a template to its tree.
 *
 * mask (`{…}` covered) → elements (strict tree) → directives (control flow) → white space → would a browser agree?
 */
import { BINDING_PREFIX } from "../../protocol/bindings.ts";
import { type Diagnostic, Reporter } from "../diagnostics.ts";
import type { Child, Element, Template } from "../tree.ts";
import { byteLength, exceedsBytes } from "../utf8.ts";
import { checkAgreement } from "./agreement.ts";
import { resolveDirectives } from "./directives/resolve.ts";
import { buildElements } from "./elements/builder.ts";
import { ExpressionParser } from "./expression.ts";
import { mask } from "./mask.ts";
import { checkNesting } from "./nesting.ts";
import { settleWhitespace } from "./whitespace.ts";

/** Bytes of UTF-8 in one template. */
export const MAX_TEMPLATE_BYTES: number = 1024 * 1024;

export interface Parsed {
  /** The best that could be made of the source; only meant for later phases when no diagnostic is an error. */
  readonly template: Template;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses a `.live.html` file. Never throws, whatever the source is. `prefix` is that of bindings.
 *
 * @example
 * parse("<p>Hello {name}!</p>", "hello.live.html").template.children[0]
 * // { kind: "element", name: "p", children: [text "Hello ", interpolation name, text "!"], … }
 */
export function parse(source: string, file: string, prefix: string = BINDING_PREFIX): Parsed {
  const reporter = new Reporter(file, source);
  if (!isTemplateText(source, reporter)) {
    return { template: { file, source, doctype: false, script: undefined, children: [], ignores: [] }, diagnostics: reporter.sorted() };
  }
  const expressions = new ExpressionParser(source, reporter);
  const elements = buildElements(source, mask(source, reporter), expressions, reporter, prefix);
  const children = settleWhitespace(resolveDirectives(elements.children, expressions, reporter, prefix), prefix);
  // Where tags do not match, what is inside what is a guess, and so would be these.
  if (elements.sound) checkNesting(children, reporter);
  if (!reporter.failed) checkAgreement(children, reporter);
  const page = findPage(children);
  if (page !== undefined && !elements.doctype && elements.sound) reporter.report("LC3010", page.nameSpan, {});
  const { doctype, script, ignores } = elements;
  return { template: { file, source, doctype, script, children, ignores }, diagnostics: reporter.sorted() };
}

/** Refuses what cannot be a template, with one diagnostic. */
function isTemplateText(source: string, reporter: Reporter): boolean {
  if (exceedsBytes(source, MAX_TEMPLATE_BYTES)) {
    const bytes = source.length > MAX_TEMPLATE_BYTES ? source.length : byteLength(source);
    reporter.report("LC1001", { start: 0, end: 0 }, { size: `${(bytes / 1024 / 1024).toFixed(1)} MiB`, limit: "1 MiB" });
    return false;
  }
  const junk = /[\0-\x08\x0b\x0e-\x1f\x7f\ufffd]|\p{Surrogate}/u.exec(source);
  if (junk !== null) {
    const [character] = junk;
    const kind = character === "\ufffd" ? "replacement character" : character >= "\ud800" ? "lone surrogate" : "control character";
    const what = character === "\0" ? "NUL byte" : `${kind} (${codePoint(character)})`;
    reporter.report("LC1002", { start: junk.index, end: junk.index + 1 }, { what });
    return false;
  }
  const reserved = /[\ue000-\uf8ff]/.exec(source);
  if (reserved !== null) {
    const character = codePoint(reserved[0]);
    reporter.report("LC1003", { start: reserved.index, end: reserved.index + 1 }, { character, reference: `&#x${character.slice(2)};` });
    return false;
  }
  return true;
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function findPage(children: readonly Child[]): Element | undefined {
  return children.find((child): child is Element => child.kind === "element" && child.name === "html");
}
