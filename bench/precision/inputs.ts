/**
 * What slots really read, found without the compiler's reads and the renderer's bits: in the generated module every use
 * of a name is wrapped, and what it names is followed by a Proxy down to the primitive values that were looked at.
 */
import { type Node, parse } from "acorn";

/** Notes what is read of a value while somebody listens; called by instrumented modules. */
export class Inputs {
  /** What was read so far: keys that were asked for are there with what they gave. */
  #facts: unknown[] | undefined;
  readonly #followed: WeakMap<object, object> = new WeakMap();
  readonly #proxies: WeakSet<object> = new WeakSet();

  /** From now on what is read belongs to these facts; to none with `undefined`. */
  listen(facts: unknown[] | undefined): void {
    this.#facts = facts;
  }

  /** The value itself while nobody listens. */
  readonly read = (value: unknown): unknown => {
    if (this.#facts === undefined) return value;
    return this.#follow(value);
  };

  #follow(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
      this.#facts?.push(value);
      return value;
    }
    if (this.#proxies.has(value)) return value;
    const known = this.#followed.get(value);
    if (known !== undefined) return known;
    const proxy = new Proxy(value, {
      get: (target, key) => {
        const member = Reflect.get(target, key) as unknown;
        // A method runs on the proxy, so what it looks at is noted.
        return typeof member === "function" ? member : this.#follow(member);
      },
      has: (target, key) => {
        const has = Reflect.has(target, key);
        this.#facts?.push(key, has);
        return has;
      },
      ownKeys: (target) => {
        const keys = Reflect.ownKeys(target);
        this.#facts?.push(...keys);
        return keys;
      },
    });
    this.#followed.set(value, proxy);
    this.#proxies.add(proxy);
    return proxy;
  }
}

export function sameFacts(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((fact, index) => Object.is(fact, b[index]));
}

interface Tree extends Node {
  readonly [key: string]: unknown;
}

/**
 * A module without types as the body of a function of `modules` (by specifier) and `read`, which answers its default
 * export and calls `read` around each use of a name in `render`.
 */
export function instrumented(code: string): string {
  const program = parse(code, { ecmaVersion: "latest", sourceType: "module" }) as unknown as Tree & { readonly body: readonly Tree[] };
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") edits.push({ ...statement, text: importAsConst(statement) });
    else if (statement.type === "ExportDefaultDeclaration")
      edits.push({ start: statement.start, end: (statement["declaration"] as Tree).start, text: "return " });
    else if (statement.type === "ExportNamedDeclaration" && isNode(statement["declaration"]))
      edits.push({ start: statement.start, end: statement["declaration"].start, text: "" });
  }
  for (const render of find(program, (node) => node.type === "Property" && nameOf(node["key"]) === "render")) {
    const method = render["value"] as Tree;
    const [r] = (method["params"] as readonly Tree[]).map(nameOf);
    const locals = new Set(
      find(method["body"] as Tree, ({ type }) => type === "VariableDeclarator" || type === "ArrowFunctionExpression").flatMap(bound),
    );
    edits.push(...uses(method["body"] as Tree, locals).filter(({ name }) => name !== r));
  }
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: replacement }) => text.slice(0, start) + replacement + text.slice(end), code);
}

function importAsConst(node: Tree): string {
  const from = `modules[${JSON.stringify((node["source"] as Tree)["value"])}]`;
  return (node["specifiers"] as readonly Tree[])
    .map((specifier) => {
      const local = nameOf(specifier["local"]);
      if (specifier.type === "ImportNamespaceSpecifier") return `const ${local} = ${from};`;
      return `const ${local} = ${from}.${specifier.type === "ImportDefaultSpecifier" ? "default" : nameOf(specifier["imported"])};`;
    })
    .join(" ");
}

function uses(node: Tree, locals: ReadonlySet<string>): readonly { start: number; end: number; text: string; name: string }[] {
  if (node.type === "Identifier") {
    const name = nameOf(node);
    return locals.has(name) ? [{ start: node.start, end: node.end, text: `read(${name})`, name }] : [];
  }
  if (node.type === "Property" && node["shorthand"] === true) {
    return uses(node["value"] as Tree, locals).map((use) => ({ ...use, text: `${use.name}: ${use.text}` }));
  }
  return Object.entries(node).flatMap(([key, value]) => {
    const isName = (key === "property" || key === "key") && node["computed"] !== true;
    const isPattern = key === "params" || (key === "id" && node.type === "VariableDeclarator");
    if (isName || isPattern) return [];
    return (Array.isArray(value) ? value : [value]).filter(isNode).flatMap((child) => uses(child, locals));
  });
}

/** Names that a declaration or a function binds. */
function bound(node: Tree): readonly string[] {
  const patterns = node.type === "VariableDeclarator" ? [node["id"] as Tree] : (node["params"] as readonly Tree[]);
  return patterns.flatMap((pattern) => find(pattern, ({ type }) => type === "Identifier").map(nameOf));
}

function find(node: Tree, test: (node: Tree) => boolean): readonly Tree[] {
  const inside = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
  return [...(test(node) ? [node] : []), ...inside.flatMap((child) => find(child, test))];
}

function isNode(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

function nameOf(node: unknown): string {
  return String((node as { readonly name?: unknown }).name);
}
