/** Paths to routes: rou3 behind decoded, checked parameters. */
import { addRoute, createRouter, findRoute } from "rou3";
import { LivecError } from "../../base/errors.ts";
import type { Params } from "../../view/define.ts";
import { decode } from "./path.ts";

/** A route that was found. */
export interface Found<T> {
  readonly route: T;
  readonly params: Params;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

/** A route and what leads to it. */
export interface Entry<T> {
  readonly method: Method;
  /** As it was declared: `/articles/:id`. */
  readonly path: string;
  readonly route: T;
}

/** HEAD finds what GET does. */
export class Router<T> {
  readonly #routes = createRouter<T>();
  /** By what they find, whatever their parameters are called. */
  readonly #entries = new Map<string, Entry<T>>();

  /** `path` is a pattern such as `/articles/:id`. Throws where it is none, or finds what another one finds. */
  add(method: Method, path: string, route: T): void {
    if (!path.startsWith("/")) throw new LivecError("bad-option", `A route's path starts with "/": ${JSON.stringify(path)} does not.`);
    const key = `${method} ${path.replace(/:\w+/g, ":").replace(/\/$/, "")}`;
    const former = this.#entries.get(key)?.path;
    if (former !== undefined)
      throw new LivecError(
        "bad-option",
        `There are two routes for ${method} ${path}${former === path ? "" : `, which finds what ${former} finds`}.`,
      );
    this.#entries.set(key, { method, path, route });
    addRoute(this.#routes, method, path, route);
  }

  /** In the order in which they were added. */
  [Symbol.iterator](): Iterator<Entry<T>> {
    return this.#entries.values();
  }

  /** The route of a normalised path. */
  find(method: string, path: string): Found<T> | undefined {
    const found = findRoute(this.#routes, method === "HEAD" ? "GET" : method, encoded(path));
    if (found === undefined) return undefined;
    return { route: found.data, params: decodeParams(found.params) };
  }

  /** The methods a path has routes for: what `Allow` says when the method is wrong. */
  allowed(path: string): readonly string[] {
    const pattern = encoded(path);
    return methods
      .filter((method) => findRoute(this.#routes, method, pattern) !== undefined)
      .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  }
}

/** As rou3 has patterns: what a URL could not hold is encoded. */
function encoded(path: string): string {
  return path.replace(/[\0- "#<>?^`{}\x7f-\uffff]+/g, (run) => encodeURIComponent(run.toWellFormed()));
}

/** No prototype: a parameter's name is the program's, its value a visitor's. */
function decodeParams(raw: { readonly [name: string]: string } = {}): Params {
  const params = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(raw)) params[name] = decode(value);
  return params;
}

/** The query as a record without prototype; the last of several values of a name counts. */
export function decodeQuery(query: string): Params {
  const params = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(query)) params[name] = value;
  return params;
}
