/**
 * What templates consist of once the components in them are written out: outlines without uses, in which of elements
 * alike
 * beside each other only the first is kept.
 */
import { keyOf, type Outline, type OutlineElement, type OutlineNode, type OutlineUse, type Place } from "./outline.ts";

/** Steps to write out one template; what comes after them is left out. */
const MAX_STEPS = 10_000;
/** Elements in each other; deeper ones are left out. */
export const MAX_DEPTH = 512;
/** Templates that use each other in a circle are written out into each other so many times. */
const MAX_ROUNDS = 4;

/** Outlines by their file: a path with `/` between names, from wherever the project's paths begin. */
export type Outlines = ReadonlyMap<string, Outline>;

/** Nodes beside each other. */
export interface Siblings {
  readonly elements: Map<string, Expanded>;
  text: Origin | undefined;
  /** The content of outlets where nothing is handed in, by name. */
  readonly outlets: Map<string, Siblings>;
}

/** Where a node is written. */
export interface Origin {
  readonly file: string;
  readonly at: Place;
}

export interface Expanded extends Origin {
  readonly element: OutlineElement;
  readonly children: Siblings;
}

/** Writes templates out, each once. */
export class Expander {
  readonly #outlines: Outlines;
  readonly #done = new Map<string, Siblings>();

  constructor(outlines: Outlines) {
    this.#outlines = outlines;
  }

  /** The template a tag stands for, written out; `undefined` where it is not known. */
  of(use: OutlineUse, user: string): Siblings | undefined {
    const file = targetOf(use, user);
    if (file === undefined || !this.#outlines.has(file)) return undefined;
    if (!this.#done.has(file)) for (const circle of circlesFrom(file, this.#outlines, this.#done)) this.#expand(circle);
    return this.#done.get(file);
  }

  /** Templates that use each other; those they use besides are written out. */
  #expand(circle: readonly string[]): void {
    const [file = ""] = circle;
    const outline = this.#outlines.get(file);
    const alone = circle.length === 1 && outline !== undefined && !targetsOf(outline, file).includes(file);
    const rounds = alone ? 1 : Math.min(circle.length + 1, MAX_ROUNDS);
    for (let round = 0; round < rounds; round++) {
      const results = circle.map((file): [string, Siblings] => [file, new Expansion(file, this.#outlines, this.#done).result]);
      for (const [file, result] of results) this.#done.set(file, result);
    }
  }
}

/** One template. */
class Expansion {
  readonly result: Siblings = none();
  readonly #file: string;
  readonly #done: ReadonlyMap<string, Siblings>;
  #steps = 0;

  constructor(file: string, outlines: Outlines, done: ReadonlyMap<string, Siblings>) {
    this.#file = file;
    this.#done = done;
    this.#add(outlines.get(file)?.roots ?? [], this.result, 0);
  }

  #add(nodes: readonly OutlineNode[], into: Siblings, depth: number): void {
    for (const node of nodes) {
      if (depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) return;
      switch (node.kind) {
        case "element":
          this.#add(node.children, this.#element(node, { file: this.#file, at: node.at }, into), depth + 1);
          break;
        case "text":
          into.text ??= { file: this.#file, at: node.at };
          break;
        case "outlet":
          this.#add(node.children, outletIn(into, node.name), depth);
          break;
        case "use": {
          const target = this.#done.get(targetOf(node, this.#file) ?? "");
          if (target !== undefined) this.#graft(target, into, node, depth);
          break;
        }
      }
    }
  }

  /** A template into another that uses it: what is handed in takes the place of its outlets. */
  #graft(from: Siblings, into: Siblings, use: OutlineUse, depth: number): void {
    if (depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) return;
    for (const expanded of from.elements.values()) {
      this.#graft(expanded.children, this.#element(expanded.element, expanded, into), use, depth + 1);
    }
    into.text ??= from.text;
    for (const [name, content] of from.outlets) {
      if (showsDefault(use, name)) this.#graft(content, into, use, depth);
      this.#add(contentOf(use, name), into, depth);
    }
  }

  #element(element: OutlineElement, { file, at }: Origin, { elements }: Siblings): Siblings {
    const key = keyOf(element);
    const known = elements.get(key);
    if (known !== undefined) return known.children;
    const children = none();
    elements.set(key, { element, file, at, children });
    return children;
  }
}

/** What a use hands in for a slot. */
export function contentOf({ contents }: OutlineUse, name: string): readonly OutlineNode[] {
  return (Object.hasOwn(contents, name) ? contents[name] : undefined) ?? [];
}

/** Whether the default content of a slot may be shown. */
export function showsDefault({ contents, optional }: OutlineUse, name: string): boolean {
  return !Object.hasOwn(contents, name) || (optional?.includes(name) ?? false);
}

/** The template's file that a tag stands for; it need not exist. */
export function targetOf({ module }: OutlineUse, user: string): string | undefined {
  return module === undefined ? undefined : fileOf(module, user);
}

/** The files whose templates a template uses, also in what it hands in. */
export function targetsOf({ modules }: Outline, user: string): readonly string[] {
  return modules.map((module) => fileOf(module, user));
}

/** The template that a module is made from, as its importer names it. */
function fileOf(module: string, importer: string): string {
  const parts = importer.split("/").slice(0, -1);
  for (const part of module.replace(/\.[jt]s$/, ".html").split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/**
 * What a file uses, and that in turn, what is used first: files alone, or all of a circle together (Tarjan's strongly
 * connected components).
 */
function circlesFrom(start: string, outlines: Outlines, done: ReadonlyMap<string, Siblings>): readonly string[][] {
  const found: string[][] = [];
  const numbers = new Map<string, number>();
  const open: string[] = [];
  /** Answers the lowest number of an open file that this one leads to. */
  const visit = (file: string, outline: Outline): number => {
    const number = numbers.size;
    numbers.set(file, number);
    open.push(file);
    let lowest = number;
    for (const target of targetsOf(outline, file)) {
      const next = outlines.get(target);
      if (next === undefined || done.has(target)) continue;
      const known = numbers.get(target);
      if (known === undefined) lowest = Math.min(lowest, visit(target, next));
      else if (open.includes(target)) lowest = Math.min(lowest, known);
    }
    if (lowest === number) found.push(open.splice(open.indexOf(file)).sort());
    return lowest;
  };
  const outline = outlines.get(start);
  if (outline !== undefined) visit(start, outline);
  return found;
}

function outletIn({ outlets }: Siblings, name: string): Siblings {
  const known = outlets.get(name);
  if (known !== undefined) return known;
  const content = none();
  outlets.set(name, content);
  return content;
}

function none(): Siblings {
  return { elements: new Map(), text: undefined, outlets: new Map() };
}
