/** Whether two ways of writing a piece of code mean the same: they have the same syntax tree. */
import { ExpressionParser } from "../1-parse/expression.ts";
import { Reporter } from "../diagnostics.ts";
import type { Code } from "./syntax.ts";

/** Compares code in braces; what does not parse means nothing. */
export function sameMeaning(form: Code["form"], before: string, after: string): boolean {
  const [one, other] = [treeOf(form, before), treeOf(form, after)];
  return one !== undefined && other !== undefined && alike(one, other);
}

function treeOf(form: Code["form"], source: string): unknown {
  const reporter = new Reporter("", source);
  const parser = new ExpressionParser(source, reporter);
  const cover = { start: 0, end: source.length };
  if (form === "for") {
    const header = parser.forHeader(cover);
    return header && [header.item.ast, header.index?.ast, header.list.ast];
  }
  if (form === "pattern") return parser.pattern(cover)?.ast;
  const content = parser.content(cover);
  return content === undefined || content.kind === "comment" ? undefined : [content.kind, content.expression.ast];
}

/** Where something stands and how a literal is spelled make no difference. */
const IGNORED: ReadonlySet<string> = new Set(["start", "end", "range", "loc", "raw"]);

function alike(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return Object.is(one, other);
  if (one instanceof RegExp && other instanceof RegExp) return String(one) === String(other);
  const template = "type" in one && one.type === "TemplateElement";
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  for (const key of keys) {
    if (IGNORED.has(key) && !template) continue;
    if (template && key !== "value") continue;
    if (!alike((one as { [key: string]: unknown })[key], (other as { [key: string]: unknown })[key])) return false;
  }
  return true;
}
