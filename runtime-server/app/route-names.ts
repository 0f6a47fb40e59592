/** Names of routes, and the paths that they make. */

import type { Routes } from "../base/declared.ts";
import { didYouMean, LivecError } from "../base/errors.ts";
import type { LiveSession } from "./live/live-session.ts";

/** What goes into a path or a query. */
export type PathValue = string | number | boolean | bigint;

/** The names of a path's parameters. */
type NamesIn<P> = P extends `${infer Head}/${infer Rest}` ? NamesIn<Head> | NamesIn<Rest> : P extends `:${infer Name}` ? Name : never;

/** The parameters of a path, and whatever else goes into the query. */
export type PathParams<P> = { readonly [N in NamesIn<P>]: PathValue } & { readonly [name: string]: PathValue | null | undefined };

export type RouteName = keyof Routes extends never ? string : keyof Routes & string;

/** What a name's path is to be given; it may be left out where nothing is needed. */
export type ParamsArgument<N> = N extends keyof Routes
  ? [NamesIn<Routes[N]>] extends [never]
    ? [params?: PathParams<Routes[N]>]
    : [params: PathParams<Routes[N]>]
  : [params?: { readonly [name: string]: PathValue | null | undefined }];

/** Names of the routes of all apps of this process; `null` where two of them mean something else by one. */
const known = new Map<string, string | null>();

/**
 * The path of a named route: parameters of its pattern are filled in, all others become the query. For templates and
 * views, which are there before there is an app; in a process with several apps that use one name for different paths,
 * ask the app.
 *
 * @example path("article.edit", { id: 7, from: "list" }) // "/articles/7/edit?from=list"
 */
export function path<N extends RouteName>(name: N, ...[params]: ParamsArgument<N>): string {
  const pattern = known.get(name);
  if (pattern === null)
    throw new LivecError("bad-path", `path(${JSON.stringify(name)}): several apps have a route of that name; use app.path.`);
  return fill(name, pattern, params, known.keys());
}

export class RouteNames {
  readonly #patterns = new Map<string, string>();
  readonly #sessions = new Map<string, LiveSession>();

  /** Names a path: `as`, and behind it the action. Throws `bad-option` where the name is that of another path. */
  add(pattern: string, as: string, action: string | null): void {
    if (typeof as !== "string" || !/^[\w.-]+$/.test(as))
      throw new LivecError("bad-option", `as: ${JSON.stringify(as)} is not a name, such as "article".`);
    const name = action === null ? as : `${as}.${action}`;
    const former = this.#patterns.get(name);
    if (former !== undefined && former !== pattern)
      throw new LivecError("bad-option", `as: ${JSON.stringify(name)} names ${former} already; ${pattern} needs another name.`);
    this.#patterns.set(name, pattern);
    known.set(name, known.has(name) && known.get(name) !== pattern ? null : pattern);
  }

  /** What a path is called, with the action behind it. */
  of(pattern: string): readonly string[] {
    return [...this.#patterns].flatMap(([name, named]) => (named === pattern ? [name] : []));
  }

  /** The live session of that name, which is declared once. */
  session(name: string, session: LiveSession, where: string): LiveSession {
    if (name === "default" || this.#sessions.has(name))
      throw new LivecError("bad-option", `${where}: there is a live session of that name already.`);
    this.#sessions.set(name, session);
    return session;
  }

  path(name: string, params: { readonly [name: string]: PathValue | null | undefined } | undefined): string {
    return fill(name, this.#patterns.get(name), params, this.#patterns.keys());
  }
}

function fill(
  name: string,
  pattern: string | undefined,
  params: { readonly [name: string]: PathValue | null | undefined } = {},
  names: Iterable<string>,
): string {
  if (pattern === undefined) throw new LivecError("bad-path", `There is no route ${JSON.stringify(name)}.${didYouMean(name, names)}`);
  const used = new Set<string>();
  const filled = pattern.replace(/\/(\*\*:|:)(\w+)(\?)?/g, (_match, kind: string, param: string, optional?: string) => {
    const value = params[param];
    used.add(param);
    if (value === undefined || value === null || value === "") {
      if (optional !== undefined) return "";
      throw new LivecError("bad-path", `path(${JSON.stringify(name)}): ${pattern} needs a value for ${JSON.stringify(param)}.`);
    }
    const segments = kind === ":" ? [String(value)] : String(value).split("/");
    return `/${segments.map((segment) => encodeSegment(name, segment)).join("/")}`;
  });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params))
    if (!used.has(key) && value !== undefined && value !== null) query.set(key, String(value));
  const search = query.toString();
  return (filled === "" ? "/" : filled) + (search === "" ? "" : `?${search}`);
}

/** A segment that browsers would take for a step up, or for none, is none. */
function encodeSegment(name: string, segment: string): string {
  if (segment === "." || segment === "..")
    throw new LivecError("bad-path", `path(${JSON.stringify(name)}): ${JSON.stringify(segment)} is not a segment of a path.`);
  return encodeURIComponent(segment.toWellFormed());
}
