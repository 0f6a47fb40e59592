/**
 * Free reads: the names of an expression that come from outside it, each with the path of members read from it.
 *
 * `a.b?.c`, `(a as T).b["c"]` and `a!.b.c` read `a.b.c`. A key that is not known cuts the path before it. A method call
 * reads its
 * receiver whole, since the method may look at all of it. What a closure reads counts as read.
 */
import { boundNames, childAt, children, childrenAt, isType, literalKey, type Node, unwrap } from "./ast.ts";

/** One use of a free name. */
export interface FreeRead {
  readonly name: string;
  readonly path: readonly string[];
  readonly node: Node;
}

/** A call whose result changes by itself, so that no read tells when to evaluate it anew. */
export interface Untracked {
  /** As source: `Date.now()`. */
  readonly what: string;
  /** The free name it hangs on: `Date`. */
  readonly name: string;
  readonly node: Node;
}

/** A call that changes an array in place: `todos.sort()`. */
export interface Mutation {
  readonly method: string;
  /** The array, as the name and the path that lead to it: `user.todos`. */
  readonly what: string;
  /** The free name it hangs on. */
  readonly name: string;
  readonly node: Node;
}

export interface Free {
  readonly reads: readonly FreeRead[];
  readonly untracked: readonly Untracked[];
  readonly mutations: readonly Mutation[];
}

/** The free reads of an expression, in source order. */
export function freeReads(expression: Node): Free {
  const walk = new Walk();
  walk.visit(expression);
  return walk;
}

/** Methods of arrays that change them, each with the one that answers a changed copy. */
export const MUTATING: ReadonlyMap<string, string | undefined> = new Map([
  ["sort", "toSorted"],
  ["reverse", "toReversed"],
  ["splice", "toSpliced"],
  ["push", undefined],
  ["pop", undefined],
  ["shift", undefined],
  ["unshift", undefined],
  ["fill", undefined],
  ["copyWithin", undefined],
]);

const UNTRACKED_CALLS: ReadonlyMap<string, string> = new Map([
  ["Date", "now"],
  ["Math", "random"],
]);

class Walk implements Free {
  readonly reads: FreeRead[] = [];
  readonly untracked: Untracked[] = [];
  readonly mutations: Mutation[] = [];
  readonly #scopes: Set<string>[] = [];
  /** Functions around this node that have a `this` of their own. */
  #functions = 0;

  visit(node: Node): void {
    switch (node.type) {
      case "Identifier":
        this.#read(node, []);
        return;
      case "MemberExpression":
        this.#member(node);
        return;
      case "CallExpression":
      case "TaggedTemplateExpression":
        this.#call(node);
        return;
      case "NewExpression":
        this.#construction(node);
        return;
      case "ArrowFunctionExpression":
      case "FunctionExpression":
      case "FunctionDeclaration":
        this.#function(node);
        return;
      case "ClassExpression":
      case "ClassDeclaration":
        this.#class(node);
        return;
      case "Property":
      case "MethodDefinition":
      case "PropertyDefinition":
        this.#keyed(node);
        return;
      case "BlockStatement":
      case "StaticBlock":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "SwitchStatement":
        this.#within(blockNames(node), () => this.#visitChildren(node));
        return;
      case "CatchClause":
        this.#within(namesOf(childAt(node, "param")), () => this.#visitChildren(node, "param"));
        return;
      case "VariableDeclarator":
        this.#pattern(childAt(node, "id"));
        this.#visitKey(node, "init");
        return;
      case "LabeledStatement":
        this.#visitKey(node, "body");
        return;
      case "BreakStatement":
      case "ContinueStatement":
        return;
    }
    if (isType(node)) this.#typeQueries(node);
    else this.#visitChildren(node);
  }

  /** The value inside `(a as T)!`; what the types around it name is read. */
  #unwrapped(node: Node): Node {
    const inner = unwrap(node);
    for (let at = node; at !== inner; at = childAt(at, "expression") ?? inner) {
      for (const child of children(at)) if (isType(child)) this.#typeQueries(child);
    }
    return inner;
  }

  /** `typeof todo` in a type needs the name, as a value does. */
  #typeQueries(node: Node): void {
    const name = node.type === "TSTypeQuery" ? childAt(node, "exprName") : undefined;
    if (name === undefined) for (const child of children(node)) this.#typeQueries(child);
    else this.#typeName(name);
  }

  #typeName(name: Node): void {
    const left = childAt(name, "left");
    if (left !== undefined) this.#typeName(left);
    else if (name.type === "Identifier") this.#read(name, []);
  }

  #read(node: Node, path: readonly string[]): void {
    const name = String(node["name"]);
    if (this.#isFree(name)) this.reads.push({ name, path, node });
  }

  #isFree(name: string): boolean {
    return !this.#scopes.some((scope) => scope.has(name)) && !(name === "arguments" && this.#functions > 0);
  }

  #change(what: string, name: string, node: Node): void {
    if (this.#isFree(name)) this.untracked.push({ what, name, node });
  }

  #member(node: Node): void {
    const keys: Node[] = [];
    let path: string[] = [];
    let base = node;
    while (base.type === "MemberExpression") {
      const property = childAt(base, "property");
      const object = childAt(base, "object");
      if (property === undefined || object === undefined) return;
      const computed = base["computed"] === true;
      const key = literalKey(property, computed);
      if (key !== undefined && isPathKey(key)) path.unshift(key);
      else path = [];
      if (computed && key === undefined) keys.unshift(property);
      base = this.#unwrapped(object);
    }
    if (base.type === "Identifier") this.#read(base, path);
    else this.visit(base);
    for (const key of keys) this.visit(key);
  }

  #call(node: Node): void {
    const callee = this.#unwrapped(childAt(node, "callee") ?? childAt(node, "tag") ?? node);
    const object = childAt(callee, "object");
    if (callee.type === "MemberExpression" && object !== undefined) {
      this.visit(object);
      const property = childAt(callee, "property");
      if (property !== undefined && callee["computed"] === true) this.visit(property);
      const receiver = unwrap(object);
      const name = String(receiver["name"]);
      const method = property === undefined ? undefined : literalKey(property, callee["computed"] === true);
      if (method !== undefined && MUTATING.has(method)) this.#mutate(receiver, method, node);
      if (receiver.type === "Identifier" && method !== undefined && UNTRACKED_CALLS.get(name) === method) {
        this.#change(`${name}.${method}()`, name, node);
      }
    } else {
      this.visit(callee);
      if (callee.type === "Identifier" && callee["name"] === "Date") this.#change("Date()", "Date", node);
    }
    for (const argument of childrenAt(node, "arguments")) this.visit(argument);
    this.#visitKey(node, "quasi");
  }

  /** Only what is read from elsewhere counts: `[...todos].sort()` changes an array of its own. */
  #mutate(receiver: Node, method: string, node: Node): void {
    const path: string[] = [];
    let base = receiver;
    while (base.type === "MemberExpression") {
      const [object, property] = [childAt(base, "object"), childAt(base, "property")];
      const key = property && literalKey(property, base["computed"] === true);
      if (object === undefined) return;
      path.unshift(key ?? "…");
      base = unwrap(object);
    }
    const name = String(base["name"]);
    if (base.type === "Identifier" && this.#isFree(name)) this.mutations.push({ method, what: [name, ...path].join("."), name, node });
  }

  #construction(node: Node): void {
    this.#visitChildren(node);
    const callee = childAt(node, "callee");
    if (callee?.type === "Identifier" && callee["name"] === "Date" && childrenAt(node, "arguments").length === 0) {
      this.#change("new Date()", "Date", node);
    }
  }

  #function(node: Node): void {
    const own = node.type !== "ArrowFunctionExpression";
    const parameters = childrenAt(node, "params");
    const body = childAt(node, "body");
    const names = new Set(parameters.flatMap(boundNames));
    for (const name of namesOf(childAt(node, "id"))) names.add(name);
    if (body !== undefined) for (const name of varNames(body)) names.add(name);
    this.#functions += own ? 1 : 0;
    this.#within(names, () => {
      for (const parameter of parameters) this.#pattern(parameter);
      if (body !== undefined) this.visit(body);
    });
    this.#functions -= own ? 1 : 0;
  }

  #class(node: Node): void {
    this.#within(namesOf(childAt(node, "id")), () => {
      this.#visitKey(node, "superClass");
      this.#functions++;
      this.#visitKey(node, "body");
      this.#functions--;
    });
  }

  #keyed(node: Node): void {
    if (node["computed"] === true) this.#visitKey(node, "key");
    this.#visitKey(node, "value");
  }

  /** What a pattern reads: default values and computed keys. */
  #pattern(pattern: Node | undefined): void {
    switch (pattern?.type) {
      case "AssignmentPattern":
        this.#pattern(childAt(pattern, "left"));
        this.#visitKey(pattern, "right");
        return;
      case "RestElement":
        this.#pattern(childAt(pattern, "argument"));
        return;
      case "ArrayPattern":
        for (const element of childrenAt(pattern, "elements")) this.#pattern(element);
        return;
      case "ObjectPattern":
        for (const property of childrenAt(pattern, "properties")) this.#pattern(property);
        return;
      case "Property":
        if (pattern["computed"] === true) this.#visitKey(pattern, "key");
        this.#pattern(childAt(pattern, "value"));
        return;
    }
  }

  #within(names: Iterable<string>, work: () => void): void {
    this.#scopes.push(new Set(names));
    work();
    this.#scopes.pop();
  }

  #visitKey(node: Node, key: string): void {
    const child = childAt(node, key);
    if (child !== undefined) this.visit(child);
  }

  #visitChildren(node: Node, except?: string): void {
    for (const child of children(node)) if (except === undefined || child !== node[except]) this.visit(child);
  }
}

/** A key that may stand in a dotted path: `@` begins the names of what is no property. */
export function isPathKey(key: string): boolean {
  return key !== "" && !key.includes(".") && !key.startsWith("@");
}

function namesOf(pattern: Node | undefined): readonly string[] {
  return pattern === undefined ? [] : boundNames(pattern);
}

/** Names declared directly in a block: `let`, `const`, classes and functions. */
function blockNames(node: Node): readonly string[] {
  const statements = [
    ...childrenAt(node, "body"),
    ...childrenAt(node, "cases").flatMap((clause) => childrenAt(clause, "consequent")),
    ...[childAt(node, "init"), childAt(node, "left")].filter((child) => child !== undefined),
  ];
  return statements.flatMap(declaredNames);
}

/** Names a statement declares. */
export function declaredNames(statement: Node): readonly string[] {
  switch (statement.type) {
    case "VariableDeclaration":
      return childrenAt(statement, "declarations").flatMap((declarator) => namesOf(childAt(declarator, "id")));
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
      return namesOf(childAt(statement, "id"));
    default:
      return [];
  }
}

/** Names that `var` declares anywhere in a function's body. */
function varNames(node: Node): readonly string[] {
  if (/^(?:Function|ArrowFunction|Class)/.test(node.type)) return [];
  const own = node.type === "VariableDeclaration" && node["kind"] === "var" ? declaredNames(node) : [];
  return [...own, ...children(node).flatMap(varNames)];
}
