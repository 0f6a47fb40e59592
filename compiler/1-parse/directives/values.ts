/** What the directives of a tag are given: expressions, headers of loops, patterns. */
import type { Reporter } from "../../diagnostics.ts";
import type { Directive, Expression, Pattern } from "../../tree.ts";
import { forFix } from "../advice.ts";
import type { RawDirective } from "../attributes.ts";
import type { ExpressionParser, ForHeader } from "../expression.ts";
import type { RawElement } from "../raw.ts";

/** Directives that stay on their node, for the next phase. */
const KEPT: ReadonlySet<string> = new Set(["html", "update"]);

/** Reads the values of directives; one reader serves a whole file. */
export class DirectiveReader {
  readonly #expressions: ExpressionParser;
  readonly #reporter: Reporter;

  constructor(expressions: ExpressionParser, reporter: Reporter) {
    this.#expressions = expressions;
    this.#reporter = reporter;
  }

  expression(directive: RawDirective): Expression | undefined {
    const { name, value } = directive;
    if (typeof value !== "object") {
      const found = value === true ? "nothing" : `"${value.slice(0, 40)}"`;
      const code = value === true || !/^[\w$.!?[\]()=<>&| -]{1,60}$/.test(value) ? "…" : value.trim();
      this.#reporter.report("LC2002", directive, { name, found, fix: `Write :${name}={${code}}.` });
      return undefined;
    }
    const content = this.#expressions.content(value);
    if (content?.kind === "expression") return content.expression;
    if (content !== undefined) {
      const found = content.kind === "spread" ? "a spread" : "a comment";
      this.#reporter.report("LC2002", directive, { name, found, fix: `Write :${name}={…}.` });
    }
    return undefined;
  }

  forHeader(directive: RawDirective): ForHeader | undefined {
    if (typeof directive.value === "object") return this.#expressions.forHeader(directive.value);
    const fix = forFix(typeof directive.value === "string" ? directive.value : "");
    this.#reporter.report("LC2007", directive, { reason: "its header stands between braces", fix });
    return undefined;
  }

  /** The pattern of a tag's `:let`. */
  names(element: RawElement): Pattern | undefined {
    const directive = element.directives.find(({ name }) => name === "let");
    if (directive === undefined) return undefined;
    if (typeof directive.value === "object") return this.#expressions.pattern(directive.value);
    this.expression(directive);
    return undefined;
  }

  /** The directives of a tag that the next phase looks at. */
  kept(element: RawElement): Directive[] {
    return element.directives.flatMap((directive): Directive[] => {
      const { name, nameSpan, valueSpan, start, end, value } = directive;
      if (!KEPT.has(name)) return [];
      const parsed = typeof value !== "object" ? value : this.expression(directive);
      return parsed === undefined ? [] : [{ name, nameSpan, value: parsed, valueSpan, start, end }];
    });
  }

  /** Reports directives for the next phase on a tag that leaves no element behind. */
  refuseKept({ directives }: RawElement, tag: string, fix: string): void {
    for (const directive of directives) {
      if (KEPT.has(directive.name)) this.#reporter.report("LC2017", directive, { name: directive.name, tag, fix });
    }
  }

  /** Reports a `:let` where there is no content that could use it. */
  refuseNames(element: RawElement, tag: string): void {
    const directive = element.directives.find(({ name }) => name === "let");
    const fix =
      tag === "slot" ? "Hand values back as attributes: <slot item={item}/>." : "Put it on a component, or on a <template slot> in one.";
    if (directive !== undefined) this.#reporter.report("LC2017", directive, { name: "let", tag, fix });
  }

  /** Reports `:else={b}`, which somebody meant as `:else-if`, or as nothing. */
  refuseCondition(directive: RawDirective): void {
    if (directive.value === true) return;
    const fix = typeof directive.value === "object" ? "For a further condition, write :else-if={…}." : "Write :else alone.";
    this.#reporter.report("LC2003", directive, { name: "else", fix });
  }
}
