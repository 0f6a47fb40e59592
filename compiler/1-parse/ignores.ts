/**
 * `<!-- livec-ignore LC5101 -->` and the like: which warnings an author does not want to hear about the element that
 * follows.
 */
import { nearest } from "../../base/suggest.ts";
import { catalogue, isCode, isWarningCode } from "../catalogue.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Ignore, Span } from "../tree.ts";
import type { RawChild, RawElement } from "./raw.ts";

/** What stands behind a colon is for people. */
const IGNORE = /^\s*livec-ignore(?![\w-])([^:]*)/;
const WARNINGS: readonly string[] = Object.keys(catalogue).filter(isWarningCode);

/** A comment that waits for its element. */
interface Waiting {
  readonly codes: ReadonlySet<string>;
  readonly span: Span;
}

/** Collects the comments of one file while its elements are built. */
export class IgnoreComments {
  readonly #reporter: Reporter;
  /** By the children among which the comment stands: its element comes next there. */
  readonly #waiting = new Map<readonly RawChild[], Waiting[]>();
  readonly #found: { readonly codes: ReadonlySet<string>; readonly element: RawElement }[] = [];

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  /** A comment among some children, without the signs around it. */
  comment(text: string, span: Span, siblings: readonly RawChild[]): void {
    const list = IGNORE.exec(text)?.[1];
    if (list === undefined) return;
    const names = list.split(/[\s,]+/).filter((name) => name !== "");
    if (names.length === 0) this.#refuse(span, "names no code", "Write <!-- livec-ignore LC5101 -->.");
    for (const name of names) {
      if (isWarningCode(name)) continue;
      const near = nearest(name, WARNINGS);
      if (isCode(name)) this.#refuse(span, `names ${name}, which is an error`, "Fix it: only warnings can be silenced.");
      else
        this.#refuse(
          span,
          `names \`${name.slice(0, 40)}\`, which is not a code`,
          near === undefined ? "See docs/diagnostics." : `Did you mean ${near}?`,
        );
    }
    const waiting = this.#waiting.get(siblings);
    const comment = { codes: new Set(names.filter(isWarningCode)), span };
    if (waiting === undefined) this.#waiting.set(siblings, [comment]);
    else waiting.push(comment);
  }

  /** The next element among some children. */
  element(element: RawElement, siblings: readonly RawChild[]): void {
    if (this.#waiting.size === 0) return;
    for (const { codes } of this.#waiting.get(siblings) ?? []) this.#found.push({ codes, element });
    this.#waiting.delete(siblings);
  }

  /** When all elements are closed. */
  finish(): readonly Ignore[] {
    for (const { span } of [...this.#waiting.values()].flat()) {
      this.#refuse(span, "stands before no element", "Put it right before the element that it is meant for.");
    }
    return this.#found.map(({ codes, element }) => ({ codes, start: element.start, end: element.end }));
  }

  #refuse(span: Span, problem: string, fix: string): void {
    this.#reporter.report("LC5901", span, { problem, fix });
  }
}
