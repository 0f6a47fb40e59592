/** The script block: at most one `<script lang="ts">`, first in the file. */
import type { Reporter } from "../diagnostics.ts";
import type { Script, Span } from "../tree.ts";
import type { ExpressionParser } from "./expression.ts";
import type { RawElement } from "./raw.ts";

/** Recognises the script block among elements and parses its code. */
export class ScriptBlock {
  readonly #expressions: ExpressionParser;
  readonly #reporter: Reporter;
  #first: RawElement | undefined;
  #current: RawElement | undefined;
  #result: Script | undefined;

  constructor(expressions: ExpressionParser, reporter: Reporter) {
    this.#expressions = expressions;
    this.#reporter = reporter;
  }

  get result(): Script | undefined {
    return this.#result;
  }

  /** True when the element is the script block, at its right place or not: then it is no part of the markup. */
  begins(element: RawElement, first: boolean): boolean {
    if (element.name !== "script") return false;
    const lang = element.attributes.find((attribute) => attribute.kind === "attribute" && attribute.name === "lang");
    if (lang?.kind !== "attribute") return false;
    if (lang.value !== "ts") {
      const found = typeof lang.value === "string" ? `"${lang.value}"` : lang.value === true ? "no value" : "an expression";
      this.#reporter.report("LC1042", lang, { found });
    }
    for (const other of [...element.attributes, ...element.directives]) {
      if (other === lang) continue;
      const name = "name" in other ? ("kind" in other ? other.name : `:${other.name}`) : "{...}";
      this.#reporter.report("LC1043", other, { name });
    }
    if (this.#first !== undefined) {
      this.#reporter.report("LC1040", element.startTag, {}, [{ span: this.#first.startTag, message: "the first" }]);
    } else if (!first) this.#reporter.report("LC1041", element.startTag, {});
    this.#first ??= element;
    this.#current = element;
    return true;
  }

  /** At the end tag. A second script is parsed too, so that its mistakes show. */
  end(endTag: Span): void {
    if (this.#current === undefined) return;
    const script = this.#expressions.script({ start: this.#current.startTag.end, end: endTag.start });
    this.#result ??= script;
    this.#current = undefined;
  }
}
