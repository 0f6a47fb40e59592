/**
 * What a browser does with elements in the wrong place: the common cases, with an explanation of their own.
 *
 * Only the nearest cause is reported: below an element that is out of place, checking starts afresh.
 */
import { Namespace } from "../../protocol/slots.ts";
import type { Code, MessageParameters } from "../catalogue.ts";
import type { DiagnosticSink } from "../diagnostics.ts";
import {
  allowedAnywhere,
  allowedInHead,
  allowedInOptgroup,
  allowedInSelect,
  allowedInTable,
  cells,
  headings,
  linkScopeEnds,
  paragraphClosers,
  scopeEnds,
  tableParts,
  tableSections,
} from "../html/nesting.ts";
import type { Child, Element, Interpolation, Text } from "../tree.ts";

/** Reports elements and texts that a browser would put elsewhere. */
export function checkNesting(children: readonly Child[], sink: DiagnosticSink): void {
  const checker = new Checker(sink);
  checker.roots(children);
  checker.children(children, []);
}

/** Elements that are written behind the end of a document's `<body>`. */
function afterBody(children: readonly Child[], parent: Element | undefined): readonly Child[] {
  const last = parent === undefined ? "html" : parent.name === "html" ? "body" : undefined;
  if (last === undefined) return [];
  const end = children.findIndex((child) => child.kind === "element" && child.name === last && child.namespace === Namespace.html);
  return end === -1
    ? []
    : children.slice(end + 1).filter((child) => child.kind === "element" && child.name !== "body" && child.name !== "html");
}

class Checker {
  readonly #sink: DiagnosticSink;
  /** Table parts that were reported because one between them and their content is missing. */
  readonly #incomplete = new Set<Element>();

  constructor(sink: DiagnosticSink) {
    this.#sink = sink;
  }

  /** What stands side by side for a parent in another template must fit into one. */
  roots(children: readonly Child[]): void {
    const part = findInPlace(children, (child) => child.kind === "element" && tableParts.has(child.name));
    if (part?.kind !== "element") return;
    const other = findInPlace(
      children,
      (child) => !(child.kind === "element" && (tableParts.has(child.name) || allowedAnywhere.has(child.name))) && !isBlank(child),
    );
    if (other === undefined) return;
    const what = other.kind === "element" ? `the <${other.name}>` : other.kind === "text" ? "the text" : "the expression";
    const span = other.kind === "element" ? startOf(other) : other;
    this.#sink.report("LC3011", startOf(part), { part: part.name, other: what }, [{ span, message: "beside this" }]);
  }

  /** `outer`: the elements around, innermost last; none where they are in another template. */
  children(children: readonly Child[], outer: readonly Element[]): void {
    const late = afterBody(children, outer.at(-1));
    for (const child of children) {
      switch (child.kind) {
        case "element": {
          if (late.includes(child)) this.#report("LC3016", child, outer.at(-1), { inner: child.name });
          const wrong = child.namespace === Namespace.html && this.#element(child, outer);
          this.children(child.children, wrong ? [child] : [...outer, child]);
          break;
        }
        case "text":
        case "interpolation":
          this.#text(child, outer.at(-1));
          break;
        case "if":
          for (const branch of child.branches) this.children(branch.children, outer);
          break;
        case "for":
        case "outlet":
          this.children(child.children, outer);
          break;
        case "component":
          for (const fill of child.fills) {
            this.roots(fill.children);
            this.children(fill.children, []);
          }
          break;
        case "live-scripts":
          break;
      }
    }
  }

  /** True when the element was reported. */
  #element(inner: Element, outer: readonly Element[]): boolean {
    const parent = outer.at(-1);
    const { name } = inner;
    if (name === "html" || name === "head" || name === "body") {
      if (parent === undefined ? name === "html" : parent.name === "html" && name !== "html") return false;
      const fix = name === "html" ? "Remove it." : `Put <${name}> directly into <html>.`;
      return this.#report("LC3008", inner, parent, { inner: name, outer: parent?.name ?? "a fragment", fix });
    }
    if (parent === undefined || parent.namespace !== Namespace.html) return false;
    return this.#inTable(inner, parent) ?? this.#inList(inner, parent) ?? this.#inFlow(inner, outer);
  }

  /** `undefined` where neither is part of a table. */
  #inTable(inner: Element, parent: Element): boolean | undefined {
    const { name } = inner;
    const outer = parent.name;
    const missing = (part: string): boolean => {
      // The second row of a table lacks the same <tbody> as the first.
      if (!this.#incomplete.has(parent)) this.#report("LC3002", inner, parent, { missing: part, outer, inner: name });
      this.#incomplete.add(parent);
      return true;
    };
    const closes = (fix: string): boolean => this.#report("LC3001", inner, parent, { outer, inner: name, fix });
    const thrownOut = (fix: string): boolean => this.#report("LC3003", inner, parent, { what: `<${name}>`, outer, fix });
    if (outer === "table") {
      if (allowedInTable.has(name) || allowedAnywhere.has(name)) return false;
      if (name === "tr") return missing("tbody");
      if (cells.has(name)) return missing("tbody><tr");
      if (name === "col") return missing("colgroup");
      return thrownOut("Put it into a cell (<td>), or outside of the table.");
    }
    if (tableSections.has(outer)) {
      if (name === "tr" || allowedAnywhere.has(name)) return false;
      if (cells.has(name)) return missing("tr");
      return tableParts.has(name)
        ? closes(`Close the <${outer}> first.`)
        : thrownOut("Put it into a cell (<td>), or outside of the table.");
    }
    if (outer === "tr") {
      if (cells.has(name) || allowedAnywhere.has(name)) return false;
      return tableParts.has(name) ? closes("Close the <tr> first.") : thrownOut("Put it into a cell (<td>).");
    }
    if (outer === "colgroup") return name === "col" || name === "template" ? false : closes("A <colgroup> holds only <col>.");
    if (!tableParts.has(name)) return undefined;
    if (outer === "template") return false;
    if (cells.has(outer) || outer === "caption") return closes(`Close the <${outer}> first, or put a whole <table> into it.`);
    const fix = allowedInTable.has(name) ? "Put it into a <table>." : `Put it into a <table>${cells.has(name) ? ", in a <tr>" : ""}.`;
    return this.#report("LC3004", inner, parent, { inner: name, outer, fix });
  }

  #inList(inner: Element, parent: Element): boolean | undefined {
    const { name } = inner;
    const outer = parent.name;
    const disputed = (): boolean => this.#report("LC3006", inner, parent, { what: `<${name}>`, outer });
    if (outer === "select") return allowedInSelect.has(name) ? false : disputed();
    if (outer === "optgroup") return allowedInOptgroup.has(name) ? false : disputed();
    if (outer === "option") return disputed();
    if (outer === "head") return allowedInHead.has(name) ? false : this.#report("LC3007", inner, parent, { what: `<${name}>` });
    const definition = (tag: string): boolean => tag === "dd" || tag === "dt";
    if ((outer === "li" && name === "li") || (definition(outer) && definition(name)) || (headings.has(outer) && headings.has(name))) {
      return this.#report("LC3001", inner, parent, { outer, inner: name, fix: `Close the <${outer}> first.` });
    }
    return undefined;
  }

  #inFlow(inner: Element, outer: readonly Element[]): boolean {
    const { name } = inner;
    if (paragraphClosers.has(name)) {
      const paragraph = enclosing("p", outer, (tag) => scopeEnds.has(tag) || tag === "button");
      const fix =
        name === "p" ? "Close the first <p> before the second." : `Use a <div> instead of the <p>, or close the <p> before the <${name}>.`;
      if (paragraph !== undefined) return this.#report("LC3001", inner, paragraph, { outer: "p", inner: name, fix });
    }
    const nested = (around: Element | undefined, what: string): boolean =>
      around !== undefined && this.#report("LC3005", inner, around, { tag: name, what });
    if (name === "form")
      return nested(
        enclosing("form", outer, (tag) => tag === "template"),
        "it ignores the inner <form>",
      );
    if (name === "a")
      return nested(
        enclosing("a", outer, (tag) => linkScopeEnds.has(tag)),
        "it closes the first <a> before the second",
      );
    if (name === "button")
      return nested(
        enclosing("button", outer, (tag) => scopeEnds.has(tag)),
        "it closes the first <button> before the second",
      );
    return false;
  }

  #text(child: Text | Interpolation, parent: Element | undefined): void {
    if (parent === undefined || parent.namespace !== Namespace.html) return;
    const { name } = parent;
    const what = child.kind === "text" ? "this text" : "this expression";
    if (name === "table" || name === "tr" || tableSections.has(name)) {
      this.#report("LC3003", child, parent, { what, outer: name, fix: "Put it into a cell (<td>), or outside of the table." });
    } else if (name === "select" || name === "optgroup")
      this.#report("LC3006", child, parent, { what: child.kind === "text" ? "text" : "an expression", outer: name });
    else if (name === "head") this.#report("LC3007", child, parent, { what });
  }

  #report<C extends Code>(code: C, inner: Child, outer: Element | undefined, parameters: MessageParameters<C>): true {
    const span = inner.kind === "element" ? startOf(inner) : inner.kind === "text" ? visible(inner) : inner;
    const related = outer === undefined ? [] : [{ span: startOf(outer), message: `this <${outer.name}>` }];
    this.#sink.report(code, span, parameters, related);
    return true;
  }
}

type Visible = Element | Text | Interpolation;

/**
 * The first accepted one of the elements and texts that stand in one place, through control flow; components may be
 * anything.
 */
function findInPlace(children: readonly Child[], accepts: (child: Visible) => boolean): Visible | undefined {
  for (const child of children) {
    if (child.kind === "component" || child.kind === "live-scripts") continue;
    let found: Visible | undefined;
    if (child.kind === "if") {
      for (const branch of child.branches) found ??= findInPlace(branch.children, accepts);
    } else if (child.kind === "for" || child.kind === "outlet") found = findInPlace(child.children, accepts);
    else if (accepts(child)) found = child;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isBlank(child: Child): boolean {
  return child.kind === "text" && child.value.trim() === "";
}

/** The innermost element of that name around, unless another hides it. */
function enclosing(name: string, outer: readonly Element[], hides: (tag: string) => boolean): Element | undefined {
  for (const element of outer.toReversed()) {
    if (element.namespace !== Namespace.html) return undefined;
    if (element.name === name) return element;
    if (hides(element.name)) return undefined;
  }
  return undefined;
}

/** A text without the white space before and after it. */
function visible({ value, start, end }: Text): { start: number; end: number } {
  const before = value.search(/\S/);
  const after = value.length - value.trimEnd().length;
  // Where character references make the text longer than it reads, the place is all of it.
  return before === -1 || value.length !== end - start ? { start, end } : { start: start + before, end: end - after };
}

/** The `<name` of an element: short enough to underline. */
export function startOf(element: Element): { start: number; end: number } {
  return { start: element.start, end: element.nameSpan.end };
}
