/** Paths to routes: rou3 behind decoded, checked parameters. */
import { addRoute, createRouter, findRoute } from "rou3";
import { httpError, LivecError } from "../../base/errors.ts";
import type { Params } from "../../view/define.ts";

/** A route that was found. */
export interface Found<T> {
  readonly route: T;
  readonly params: Params;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

/** A trailing slash makes no difference; HEAD finds what GET does. */
export class Router<T> {
  readonly #routes = createRouter<T>();

  /** `path` is a pattern such as `/articles/:id`. Throws where it is none. */
  add(method: Method, path: string, route: T): void {
    if (!path.startsWith("/")) throw new LivecError("bad-option", `A route's path starts with "/": ${JSON.stringify(path)} does not.`);
    addRoute(this.#routes, method, path, route);
  }

  /** The route of a raw path. Throws 400 when it cannot be decoded. */
  find(method: string, path: string): Found<T> | undefined {
    const found = findRoute(this.#routes, method === "HEAD" ? "GET" : method, path);
    if (found === undefined) return undefined;
    return { route: found.data, params: decodeParams(found.params) };
  }

  /** The methods a path has routes for: what `Allow` says when the method is wrong. */
  allowed(path: string): readonly string[] {
    return methods
      .filter((method) => findRoute(this.#routes, method, path) !== undefined)
      .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  }
}

/** No prototype: a parameter's name is the program's, its value a visitor's. */
function decodeParams(raw: { readonly [name: string]: string } = {}): Params {
  const params = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(raw)) params[name] = decode(value);
  return params;
}

/** Decodes once. Throws 400 on what is not UTF-8, and on NUL, which no name of anything contains. */
export function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    if (!decoded.includes("\0")) return decoded;
  } catch {
    // falls through: malformed
  }
  throw httpError(400, "The URL is not decodable.");
}

/** The query as a record without prototype; the last of several values of a name counts. */
export function decodeQuery(query: string): Params {
  const params = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(query)) params[name] = value;
  return params;
}
