/**
 * The outline of a template: what others must know of it to tell whether it may stand where they put it, and what it
 * uses itself.
 *
 * Whether an element may stand somewhere depends on the elements around it, not on those beside it. So siblings that
 * are alike are one, as long as
 * they contain no component and no outlet, and an outline is much smaller than its template. It is plain data: a build
 * keeps it.
 */
import type { Namespace } from "../../protocol/slots.ts";
import { childAt, childrenAt, nodeOf } from "../2-analyse/ast.ts";
import type { Excerpt } from "../excerpt.ts";
import type { Child, Component, Element, Script, Span, Template } from "../tree.ts";

/** A place in a template: offsets, then the 1-based line and column of the first. */
export type Place = readonly [start: number, end: number, line: number, column: number];

export interface Outline {
  readonly roots: readonly OutlineNode[];
  /** What its uses are imported from, each once. */
  readonly modules: readonly string[];
}

export type OutlineNode = OutlineElement | OutlineText | OutlineUse | OutlineOutlet;

export interface OutlineElement {
  readonly kind: "element";
  readonly name: string;
  readonly namespace: Namespace;
  /** Those that decide how a browser places it. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Of its `<name`. */
  readonly at: Place;
  readonly children: readonly OutlineNode[];
}

/** Text that is not white space. */
export interface OutlineText {
  readonly kind: "text";
  readonly at: Place;
}

/** A component's tag. */
export interface OutlineUse {
  readonly kind: "use";
  readonly name: string;
  /** The module its template is imported from, as written; absent where it is no template, or cannot be told. */
  readonly module?: string;
  /** Of its `<Name`. */
  readonly at: Place;
  /** What is handed in, by the name of the slot. */
  readonly contents: Readonly<Record<string, readonly OutlineNode[]>>;
  /** The slots among them that are filled on conditions only: else their default content is shown. */
  readonly optional?: readonly string[];
}

export interface OutlineOutlet {
  readonly kind: "outlet";
  readonly name: string;
  readonly at: Place;
  /** What stands there where nothing is handed in. */
  readonly children: readonly OutlineNode[];
}

/** Attributes by which a browser decides where an element goes, or what its content is. */
const DECIDING: Readonly<Record<string, readonly string[]>> = {
  input: ["type"],
  font: ["color", "face", "size"],
  "annotation-xml": ["encoding"],
};

/** The outline of a template without errors; `localNames` are those that its markup declares. */
export function outlineOf({ children, script }: Template, localNames: ReadonlySet<string>, excerpt: Excerpt): Outline {
  const modules = templateModules(script);
  for (const name of localNames) modules.delete(name);
  const outliner = new Outliner(modules, excerpt);
  const roots = outliner.nodes(children);
  return { roots, modules: [...outliner.used] };
}

/** Where the default imports of templates come from, by name. */
function templateModules(script: Script | undefined): Map<string, string> {
  const modules = new Map<string, string>();
  if (script === undefined) return modules;
  for (const statement of childrenAt(nodeOf(script.ast), "body")) {
    const source = childAt(statement, "source")?.["value"];
    if (statement.type !== "ImportDeclaration" || typeof source !== "string" || !/^\.{1,2}\/.*\.live\.[jt]s$/.test(source)) continue;
    for (const specifier of childrenAt(statement, "specifiers")) {
      const imported = childAt(specifier, "imported");
      const isDefault = specifier.type === "ImportDefaultSpecifier" || (imported?.["name"] ?? imported?.["value"]) === "default";
      const local = childAt(specifier, "local")?.["name"];
      if (isDefault && typeof local === "string") modules.set(local, source);
    }
  }
  return modules;
}

class Outliner {
  /** The modules that were used. */
  readonly used = new Set<string>();
  readonly #modules: ReadonlyMap<string, string>;
  readonly #excerpt: Excerpt;
  /** Elements with a component or an outlet inside. */
  readonly #open = new Set<OutlineNode>();

  constructor(modules: ReadonlyMap<string, string>, excerpt: Excerpt) {
    this.#modules = modules;
    this.#excerpt = excerpt;
  }

  nodes(children: readonly Child[]): readonly OutlineNode[] {
    const nodes: OutlineNode[] = [];
    this.#collect(children, nodes);
    return this.#merged(nodes);
  }

  #collect(children: readonly Child[], into: OutlineNode[]): void {
    for (const child of children) {
      switch (child.kind) {
        case "element":
          into.push(this.#element(child));
          break;
        case "text":
          if (/[^ \t\n\f\r]/.test(child.value)) into.push({ kind: "text", at: this.#at(child) });
          break;
        case "interpolation":
          into.push({ kind: "text", at: this.#at(child) });
          break;
        case "if":
          for (const branch of child.branches) this.#collect(branch.children, into);
          break;
        case "for":
          this.#collect(child.children, into);
          break;
        case "component":
          into.push(this.#use(child));
          break;
        case "outlet":
          into.push({ kind: "outlet", name: child.name, at: this.#at(child), children: this.nodes(child.children) });
          break;
        case "live-scripts":
          break;
      }
    }
  }

  #element(element: Element): OutlineElement {
    const { name, namespace, start, nameSpan } = element;
    const deciding = Object.hasOwn(DECIDING, name) ? DECIDING[name] : undefined;
    const attributes = deciding === undefined ? {} : decidingAttributes(element, deciding);
    const at = this.#at({ start, end: nameSpan.end });
    const some = Object.keys(attributes).length > 0;
    const children = this.nodes(element.children);
    const node: OutlineElement = { kind: "element", name, namespace, ...(some && { attributes }), at, children };
    if (children.some((child) => child.kind === "use" || child.kind === "outlet" || this.#open.has(child))) this.#open.add(node);
    return node;
  }

  #use({ name, nameSpan, start, fills }: Component): OutlineUse {
    const module = this.#modules.get(name);
    if (module !== undefined) this.used.add(module);
    const bySlot = new Map<string, Child[]>();
    for (const fill of fills) {
      const known = bySlot.get(fill.name);
      if (known === undefined) bySlot.set(fill.name, [...fill.children]);
      else known.push(...fill.children);
    }
    const contents = Object.fromEntries([...bySlot].map(([slot, children]) => [slot, this.nodes(children)]));
    const optional = [...bySlot.keys()].filter((slot) => fills.every((fill) => fill.name !== slot || fill.when !== undefined));
    const at = this.#at({ start, end: nameSpan.end });
    return { kind: "use", name, ...(module !== undefined && { module }), at, contents, ...(optional.length > 0 && { optional }) };
  }

  /** Siblings without those that say nothing new; of texts the first says it all. */
  #merged(nodes: readonly OutlineNode[]): readonly OutlineNode[] {
    if (nodes.length < 2) return nodes;
    const groups = new Map<OutlineNode | string, OutlineNode[]>();
    for (const node of nodes) {
      const key = node.kind === "text" ? "" : node.kind === "element" && !this.#open.has(node) ? keyOf(node) : node;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [node]);
      else group.push(node);
    }
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first?.kind !== "element" || group.length === 1) return group.slice(0, 1);
      return { ...first, children: this.#merged(group.flatMap((node) => (node.kind === "element" ? node.children : []))) };
    });
  }

  #at(span: Span): Place {
    const { line, column } = this.#excerpt.position(span.start);
    const { start, end } = this.#excerpt.span(span);
    return [start, end, line, column];
  }
}

function decidingAttributes({ attributes }: Element, deciding: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const attribute of attributes) {
    if (attribute.kind === "spread" || !deciding.includes(attribute.name)) continue;
    if (typeof attribute.value === "string") found[attribute.name] = attribute.value;
    else if (attribute.value === true) found[attribute.name] = "";
  }
  return found;
}

/** What tells an element from its siblings. */
export function keyOf({ name, namespace, attributes }: OutlineElement): string {
  return attributes === undefined ? `${namespace}${name}` : `${namespace}${name} ${JSON.stringify(attributes)}`;
}
