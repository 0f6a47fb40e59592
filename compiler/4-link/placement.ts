/**
 * Placement across components: a template with all its components written out must be a tree that a browser builds as
 * well.
 *
 * What is wrong within one template was said when it was parsed. Here it is what comes of putting templates together,
 * said where they are
 * put together: at the component's tag, or at the content it is handed.
 */
import { Namespace } from "../../protocol/slots.ts";
import { checkAgreement } from "../1-parse/agreement.ts";
import { plainValue } from "../1-parse/names.ts";
import { checkNesting } from "../1-parse/nesting.ts";
import { type Code, catalogue, type Entry, type MessageParameters } from "../catalogue.ts";
import { type Diagnostic, type DiagnosticSink, fill, MAX_DIAGNOSTICS, type Mention, type Related, wordsOf } from "../diagnostics.ts";
import { isVoid } from "../html/content.ts";
import { namespaceOf, surroundingsIn } from "../html/namespaces.ts";
import type { Child, Element, Span } from "../tree.ts";
import { contentOf, Expander, MAX_DEPTH, type Origin, type Outlines, type Siblings, showsDefault } from "./expand.ts";
import type { Outline, OutlineElement, OutlineNode, OutlineUse } from "./outline.ts";

/** Nodes of one template with all its components written out; what comes after them is not looked at. */
const MAX_NODES = 20_000;

/**
 * Finds what a browser would not build as it is put together.
 *
 * @param outlines of all templates without errors
 * @param files the templates to look at
 */
export function checkPlacement(outlines: Outlines, files: Iterable<string>): readonly Diagnostic[] {
  const expander = new Expander(outlines);
  return [...files].flatMap((file) => {
    const outline = outlines.get(file);
    return outline === undefined || outline.modules.length === 0 ? [] : new Linked(file, outline, expander).diagnostics();
  });
}

/** What is known of a node that was put together: where it is written, and how it came here. */
interface Source {
  readonly origin: Origin;
  /** The tag in the template at hand that brought it; absent for the template's own. */
  readonly brought?: OutlineUse;
  /** The tag it is handed to. */
  readonly handed?: OutlineUse;
  readonly element?: OutlineElement;
}

/** One template, put together with the components it uses. */
class Linked {
  readonly #file: string;
  readonly #outline: Outline;
  readonly #expander: Expander;
  /** The nodes of the tree; their number is where they start in it. The first is nowhere. */
  readonly #sources: (Source | undefined)[] = [undefined];
  /** The whole, and contents of components of which nothing is known. */
  readonly #trees: (readonly Child[])[] = [];

  constructor(file: string, outline: Outline, expander: Expander) {
    this.#file = file;
    this.#outline = outline;
    this.#expander = expander;
  }

  diagnostics(): readonly Diagnostic[] {
    this.#trees.push(this.#own(this.#outline.roots, undefined, 0));
    const found = this.#trees.flatMap((children) => {
      const foreign = this.#foreign(children);
      if (foreign.length > 0) return foreign;
      const nested = this.#misplaced((sink) => checkNesting(children, sink));
      return nested.length > 0 ? nested : this.#misplaced((sink) => checkAgreement(children, sink));
    });
    const once = new Map(found.map((one) => [`${one.span.start} ${one.message}`, one]));
    return [...once.values()].sort((a, b) => a.span.start - b.span.start);
  }

  /** The template's own nodes, and what its components bring. */
  #own(nodes: readonly OutlineNode[], handed: OutlineUse | undefined, depth: number, into: Child[] = []): Child[] {
    for (const node of nodes) {
      if (this.#isFull(depth)) break;
      const source = { origin: { file: this.#file, at: node.at }, ...(handed !== undefined && { handed }) };
      switch (node.kind) {
        case "element":
          into.push(this.#element(node, source, () => this.#own(node.children, handed, depth + 1)));
          break;
        case "text":
          into.push(this.#text(source));
          break;
        case "outlet":
          this.#own(node.children, handed, depth, into);
          break;
        case "use": {
          const target = this.#expander.of(node, this.#file);
          if (target !== undefined) this.#brought(target, node, depth, into);
          else for (const content of Object.values(node.contents)) this.#trees.push(this.#own(content, node, 0));
        }
      }
    }
    return into;
  }

  /** What a component brings, with what it is handed in the place of its outlets. */
  #brought({ elements, text, outlets }: Siblings, use: OutlineUse, depth: number, into: Child[] = []): Child[] {
    if (this.#isFull(depth)) return into;
    for (const { element, file, at, children } of elements.values()) {
      const source = { origin: { file, at }, brought: use };
      into.push(this.#element(element, source, () => this.#brought(children, use, depth + 1)));
    }
    if (text !== undefined) into.push(this.#text({ origin: text, brought: use }));
    for (const [name, content] of outlets) {
      if (showsDefault(use, name)) this.#brought(content, use, depth, into);
      this.#own(contentOf(use, name), use, depth, into);
    }
    return into;
  }

  #isFull(depth: number): boolean {
    return depth > MAX_DEPTH || this.#sources.length > MAX_NODES;
  }

  #element(element: OutlineElement, source: Source, children: () => readonly Child[]): Element {
    const { name, namespace, attributes = {} } = element;
    const at = this.#add({ ...source, element });
    return {
      kind: "element",
      name,
      nameSpan: at,
      namespace,
      attributes: Object.entries(attributes).map(([key, value]) => ({
        kind: "attribute",
        name: key,
        nameSpan: at,
        value,
        valueSpan: at,
        ...at,
      })),
      directives: [],
      children: children(),
      void: namespace === Namespace.html && isVoid(name),
      ...at,
    };
  }

  #text(source: Source): Child {
    return { kind: "text", value: "x", ...this.#add(source) };
  }

  #add(source: Source): Span {
    const start = this.#sources.push(source) - 1;
    return { start, end: start + 1 };
  }

  /** Elements of HTML in SVG, and the like. */
  #foreign(children: readonly Child[], parent?: Element): Diagnostic[] {
    return children.flatMap((child): readonly Diagnostic[] => {
      if (child.kind !== "element") return [];
      const namespace = parent === undefined ? undefined : namespaceIn(parent, child.name);
      if (namespace === undefined || namespace === child.namespace) return this.#foreign(child.children, child);
      const [inner, outer] = [this.#sources[child.start], this.#sources[parent?.start ?? 0]];
      if (inner === undefined) return [];
      const expected = NAMESPACES[namespaceIn(parent, "_") ?? Namespace.html];
      const actual = NAMESPACES[child.namespace];
      const tag = inner.brought === undefined ? "it" : `<${inner.brought.name}>`;
      const what = inner.brought === undefined ? `This <${child.name}>` : `The <${child.name}> of <${inner.brought.name}>`;
      const fix =
        expected === "HTML"
          ? `Put ${tag} into ${actual === "SVG" ? "an <svg>" : "a <math>"}.`
          : expected === "SVG"
            ? `Put ${tag} into a <foreignObject>, or outside of the <svg>.`
            : `Put ${tag} outside of the <math>.`;
      return this.#diagnostic("LC3014", { what, actual, expected, fix }, inner, outer);
    });
  }

  /** What a check of whole templates says, of nodes that different templates bring. */
  #misplaced(check: (sink: DiagnosticSink) => void): readonly Diagnostic[] {
    const collected = new Collected();
    check(collected);
    return collected.found.flatMap(({ code, parameters, span, around }) => {
      const [inner, outer] = [this.#sources[span.start], this.#sources[around?.start ?? 0]];
      if (inner === undefined) return [];
      // Of roots beside each other either may be the component's.
      const [told, other] =
        inner.brought === undefined && inner.handed === undefined && outer !== undefined ? [outer, inner] : [inner, outer];
      const its = inner.brought === undefined ? "this" : "its";
      const subject = inner.element === undefined ? `${its} text` : nameOf(inner);
      const { linked = "", fix: remedy = "" }: Entry = catalogue[code];
      const [problem, fix] = [fill(linked, { ...parameters, its, subject }), fill(remedy, parameters)];
      const { brought, handed } = told;
      if (brought !== undefined) return this.#diagnostic("LC3012", { component: `<${brought.name}>`, problem, fix }, told, other);
      const into = other?.brought ?? handed;
      return into === undefined ? [] : this.#diagnostic("LC3013", { component: `<${into.name}>`, problem, fix }, told, other);
    });
  }

  /** Nothing where one component brings both and is wrong by itself: it is said in that component's template. */
  #diagnostic(code: Code, parameters: Readonly<Record<string, string>>, inner: Source, outer: Source | undefined): Diagnostic[] {
    const { brought, origin } = inner;
    if (brought !== undefined && brought === outer?.brought && !this.#isSoundAlone(brought)) return [];
    const [start, end, line, column] = brought?.at ?? origin.at;
    const related: Related[] = [];
    if (brought !== undefined) related.push(this.#related(inner, `its ${nameOf(inner)}`));
    if (outer !== undefined) related.push(this.#related(outer, `this ${nameOf(outer)}`));
    return [{ ...wordsOf(code, parameters), file: this.#file, span: { start, end }, line, column, ...(related.length > 0 && { related }) }];
  }

  #isSoundAlone(use: OutlineUse): boolean {
    const target = this.#expander.of(use, this.#file);
    const children = target === undefined ? [] : this.#brought(target, use, 0);
    const collected = new Collected();
    checkNesting(children, collected);
    if (collected.found.length === 0) checkAgreement(children, collected);
    return collected.found.length === 0;
  }

  #related({ origin }: Source, message: string): Related {
    const [start, end, line, column] = origin.at;
    return { span: { start, end }, line, column, message, ...(origin.file !== this.#file && { file: origin.file }) };
  }
}

/** What a check finds, before it is put into words. */
class Collected implements DiagnosticSink {
  readonly found: {
    readonly code: Code;
    readonly span: Span;
    readonly parameters: Readonly<Record<string, string>>;
    /** The place that is mentioned with it. */
    readonly around: Span | undefined;
  }[] = [];

  report<C extends Code>(code: C, span: Span, parameters: MessageParameters<C>, [related]: readonly Mention[] = []): void {
    if (this.found.length < MAX_DIAGNOSTICS) this.found.push({ code, span, parameters, around: related?.span });
  }
}

const NAMESPACES: Readonly<Record<Namespace, string>> = {
  [Namespace.html]: "HTML",
  [Namespace.svg]: "SVG",
  [Namespace.math]: "MathML",
};

/** What an element of that name is inside of another. */
function namespaceIn(parent: Element | undefined, name: string): Namespace | undefined {
  return (
    parent &&
    namespaceOf(name.toLowerCase(), surroundingsIn(parent.name.toLowerCase(), parent.namespace, plainValue(parent.attributes, "encoding")))
  );
}

function nameOf({ element }: Source): string {
  return element === undefined ? "text" : `<${element.name}>`;
}
