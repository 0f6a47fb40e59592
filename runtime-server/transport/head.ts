/** The head of a request, checked: what a proxy and a server could read differently is not read at all. */
import { refusal } from "./answers.ts";
import type { RequestHead, Response } from "./transport.ts";

/** A head as a server read it. */
export interface RawHead {
  /** As it was sent. */
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly remoteAddress: string;
  readonly secure: boolean;
}

/** Headers a proxy and a server could understand differently when they come twice. */
const single = new Set([
  "authorization",
  "content-length",
  "content-type",
  "expect",
  "host",
  "origin",
  "sec-websocket-key",
  "sec-websocket-version",
  "transfer-encoding",
]);

/**
 * Collects a request's headers, names in lower case. `undefined` when one that must be unique comes twice, which is how
 * requests are smuggled past a proxy.
 */
export function collectHeaders(pairs: Iterable<readonly [name: string, value: string]>): Map<string, string> | undefined {
  const headers = new Map<string, string>();
  for (const [rawName, value] of pairs) {
    const name = rawName.toLowerCase();
    const earlier = headers.get(name);
    if (earlier !== undefined && single.has(name)) return undefined;
    headers.set(name, earlier === undefined ? value : `${earlier}${name === "cookie" ? "; " : ", "}${value}`);
  }
  return headers;
}

/** HTTP allows others, of which none means anything here. */
const METHOD = /^[A-Z]+(-[A-Z]+)*$/;
/** Spaces, control characters, a fragment, and what was not UTF-8: of these no URL is made. */
const NOT_IN_URL = /[\0- \x7f#\ufffd]/;
const HOST = /^[^\s/\\@?#,]*$/;
/** Nine digits are more than any body has. */
const LENGTH = /^\d{1,9}$/;

/** The head of a request; `undefined` where it is to be answered with 400. */
export function readHead({ method, path, query, headers: pairs, remoteAddress, secure }: RawHead): RequestHead | undefined {
  if (!METHOD.test(method) || !path.startsWith("/") || NOT_IN_URL.test(path) || NOT_IN_URL.test(query)) return undefined;
  const headers = collectHeaders(pairs);
  if (headers === undefined) return undefined;
  const host = headers.get("host");
  if (host === undefined || !HOST.test(host)) return undefined;
  const length = headers.get("content-length");
  const encoding = headers.get("transfer-encoding");
  if (encoding !== undefined && (encoding !== "chunked" || length !== undefined)) return undefined;
  if (length !== undefined && !LENGTH.test(length)) return undefined;
  return { method, path, query, headers, remoteAddress, secure };
}

/** Why a request is not the beginning of a WebSocket; `undefined` where it is. */
export function upgradeRefusal({ method, headers }: RequestHead): Response | undefined {
  const says = (name: string, token: string): boolean =>
    (headers.get(name) ?? "").split(",").some((part) => part.trim().toLowerCase() === token);
  if (method !== "GET" || headers.has("transfer-encoding") || (headers.get("content-length") ?? "0") !== "0")
    return refusal(400, { close: true });
  if (!says("upgrade", "websocket") || !says("connection", "upgrade")) return refusal(400, { close: true });
  if (headers.get("sec-websocket-version") !== "13") {
    return refusal(426, {
      close: true,
      headers: [
        ["Sec-WebSocket-Version", "13"],
        ["Upgrade", "websocket"],
        ["Connection", "Upgrade"],
      ],
    });
  }
  return /^[A-Za-z0-9+/]{22}==$/.test(headers.get("sec-websocket-key") ?? "") ? undefined : refusal(400, { close: true });
}
