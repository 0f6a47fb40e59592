/**
 * Scopes: what a name in an expression means, and which reads its use is.
 *
 * In this order a name is a local of a `:for` or `:let`, something of the script, a global, or an assign.
 */

import type { Reporter } from "../diagnostics.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Expression, Pattern, Span } from "../tree.ts";
import { childAt, childrenAt, literalKey, type Node, nodeOf } from "./ast.ts";
import { freeReads, isPathKey, MUTATING } from "./free.ts";
import { globals } from "./globals.ts";
import { INDEX, minimal, type Read, type Source } from "./reads.ts";
import type { ScriptNames } from "./script.ts";

/** Assigns that every stateful component has; a template may use them without declaring them. */
export const COMPONENT_FACTS: ReadonlySet<string> = new Set(["id", "myself"]);

/** Where in a loop a local is used; each becomes a function of its own. */
export type Region = "key" | "where" | "body";

/** A `:for`, as the source of its item's reads. */
export class Loop implements Source {
  readonly item: Pattern;
  readonly index: Pattern | undefined;
  /** Names used in each region. */
  readonly used: { readonly [R in Region]: Set<string> } = { key: new Set(), where: new Set(), body: new Set() };

  constructor(item: Pattern, index: Pattern | undefined) {
    this.item = item;
    this.index = index;
  }

  get label(): string {
    return this.item.code;
  }
}

/** A `:let`, as the source of the reads of what a slot hands back: like a loop whose one item that is. */
export class Let extends Loop {
  constructor(values: Pattern) {
    super(values, undefined);
  }
}

/**
 * A name of a pattern: the path it takes from the item, and what is evaluated along the way (default values, computed
 * keys).
 */
interface Local {
  readonly path: string;
  /** False where the name is a part of what the path leads to, so that its members are not members of that. */
  readonly exact: boolean;
  readonly evaluates: readonly Node[];
}

/** What is collected over a whole template. */
export interface Context {
  readonly script: ScriptNames;
  readonly reporter: Reporter;
  /** Stands for the template's own inputs. */
  readonly assigns: Source;
  /** Assigns used by name, each with its first use, in that order. */
  readonly assignNames: Map<string, Span>;
  /** Locals of any `:for` or `:let`: generated names keep clear of them. */
  readonly localNames: Set<string>;
  /** True where the whole object `assigns` is used. */
  usesAssigns: boolean;
  /** The first use of an assign while no `Assigns` is declared. */
  firstAssign: { readonly name: string; readonly span: Span } | undefined;
  /** Of an inline template. */
  readonly surroundings?: Surroundings | undefined;
}

export class Scope {
  readonly #context: Context;
  readonly #parent: Scope | undefined;
  readonly #loop: Loop | undefined;
  readonly #region: Region;
  readonly #locals: ReadonlyMap<string, Local>;
  /** Names whose default value is being looked at: it may use other names of its pattern, in theory in a circle. */
  readonly #evaluating: Set<string> = new Set();

  constructor(context: Context, parent?: Scope, loop?: Loop, region: Region = "body") {
    this.#context = context;
    this.#parent = parent;
    this.#loop = loop;
    this.#region = region;
    this.#locals = loop === undefined ? new Map() : localsOf(loop);
    for (const name of this.#locals.keys()) context.localNames.add(name);
  }

  /** The scope inside a loop, for one of its regions. */
  inside(loop: Loop, region: Region): Scope {
    return new Scope(this.#context, this, loop, region);
  }

  /** What an expression reads. */
  reads(expression: Expression): readonly Read[] {
    return minimal(this.#readsOf(nodeOf(expression.ast)));
  }

  /** What a name by itself means: true for something of the script. */
  isScriptName(name: string): boolean {
    return this.#find(name) === undefined && this.#context.script.names.has(name);
  }

  #readsOf(node: Node): readonly Read[] {
    const { reads, untracked, mutations } = freeReads(node);
    for (const { name, what, node: place } of untracked) {
      if (this.#find(name) === undefined && !this.#context.script.names.has(name)) this.#context.reporter.report("LC4003", place, { what });
    }
    for (const { name, what, method, node: place } of mutations) {
      if (this.#find(name) === undefined && (this.#context.script.names.has(name) || globals.has(name))) continue;
      const copying = MUTATING.get(method);
      const fix = copying === undefined ? "Change it in the view, as a copy." : `Show a copy: ${what}.${copying}(…).`;
      this.#context.reporter.report("LC4009", place, { what, method, fix });
    }
    return reads.flatMap(({ name, path, node: place }) => this.#read(name, path, place));
  }

  #read(name: string, path: readonly string[], node: Node): readonly Read[] {
    const found = this.#find(name);
    if (found !== undefined) return found.#use(name, path);
    const { script, assigns } = this.#context;
    if (script.names.has(name)) return [];
    if (name === "assigns") {
      this.#context.usesAssigns = true;
      this.#noteAssign(path[0] ?? name, node);
      return [{ source: assigns, path: path.join(".") }];
    }
    if (globals.has(name)) return [];
    if (!this.#context.assignNames.has(name)) this.#context.assignNames.set(name, { start: node.start, end: node.end });
    this.#noteAssign(name, node);
    return [{ source: assigns, path: [name, ...path].join(".") }];
  }

  #noteAssign(name: string, span: Span): void {
    if (!this.#context.script.hasAssigns && !COMPONENT_FACTS.has(name)) this.#context.firstAssign ??= { name, span };
  }

  #find(name: string): Scope | undefined {
    if (this.#locals.has(name)) return this;
    return this.#parent === undefined ? undefined : this.#parent.#find(name);
  }

  #use(name: string, path: readonly string[]): readonly Read[] {
    const local = this.#locals.get(name);
    const loop = this.#loop;
    if (local === undefined || loop === undefined) return [];
    loop.used[this.#region].add(name);
    const whole = local.exact ? [local.path, ...path].filter((key) => key !== "").join(".") : local.path;
    const evaluated = this.#evaluating.has(name) ? [] : this.#evaluate(name, local.evaluates);
    return [{ source: loop, path: whole }, ...evaluated];
  }

  #evaluate(name: string, nodes: readonly Node[]): readonly Read[] {
    this.#evaluating.add(name);
    const reads = nodes.flatMap((node) => this.#readsOf(node));
    this.#evaluating.delete(name);
    return reads;
  }
}

function localsOf(loop: Loop): ReadonlyMap<string, Local> {
  const locals = new Map<string, Local>();
  collect(nodeOf(loop.item.ast), "", true, [], locals);
  if (loop.index !== undefined) collect(nodeOf(loop.index.ast), INDEX, false, [], locals);
  return locals;
}

/**
 * Collects a pattern's names. `exact` ends where the path is no longer known; what is deeper then takes the path so
 * far.
 */
function collect(pattern: Node, path: string, exact: boolean, evaluates: readonly Node[], locals: Map<string, Local>): void {
  const deeper = (key: string | undefined): readonly [path: string, exact: boolean] =>
    exact && key !== undefined && isPathKey(key) ? [path === "" ? key : `${path}.${key}`, true] : [path, false];
  switch (pattern.type) {
    case "Identifier":
      locals.set(String(pattern["name"]), { path, exact, evaluates });
      return;
    case "AssignmentPattern": {
      const left = childAt(pattern, "left");
      const right = childAt(pattern, "right");
      // A default value replaces the object, so paths below it would be those of another one.
      if (left !== undefined) collect(left, path, false, right === undefined ? evaluates : [...evaluates, right], locals);
      return;
    }
    case "RestElement": {
      const argument = childAt(pattern, "argument");
      if (argument !== undefined) collect(argument, path, false, evaluates, locals);
      return;
    }
    case "ArrayPattern": {
      const elements = Array.isArray(pattern["elements"]) ? pattern["elements"] : [];
      for (const [position, element] of elements.entries()) {
        if (element === null) continue;
        if (element.type === "RestElement") collect(element, path, false, evaluates, locals);
        else collect(element, ...deeper(String(position)), evaluates, locals);
      }
      return;
    }
    case "ObjectPattern": {
      /** Which properties the rest lacks depends on them. */
      const computedKeys: Node[] = [];
      for (const property of childrenAt(pattern, "properties")) {
        if (property.type === "RestElement") {
          collect(property, path, false, [...evaluates, ...computedKeys], locals);
          continue;
        }
        const key = childAt(property, "key");
        const value = childAt(property, "value");
        if (key === undefined || value === undefined) continue;
        const computed = property["computed"] === true;
        const name = literalKey(key, computed);
        if (computed && name === undefined) computedKeys.push(key);
        collect(value, ...deeper(name), computed && name === undefined ? [...evaluates, key] : evaluates, locals);
      }
      return;
    }
  }
}
