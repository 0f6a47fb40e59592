/** Answers that a server gives by itself, and what every answer has in common. */
import type { Response } from "./transport.ts";

/** What every answer carries, unless the program says otherwise. */
export const securityHeaders: readonly (readonly [name: string, value: string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "SAMEORIGIN"],
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Content-Security-Policy", "base-uri 'self'; object-src 'none'; frame-ancestors 'self'"],
];

/** An answer that says no more than its status. */
export function refusal(status: number, more: Pick<Response, "close"> & { readonly headers?: Response["headers"] } = {}): Response {
  const { headers = [], close = false } = more;
  const type = ["Content-Type", "text/plain; charset=utf-8"] as const;
  return { status, headers: [type, ...securityHeaders, ["Cache-Control", "no-store"], ...headers], body: statusText[status] ?? "", close };
}

/** The standard words of the status codes an app answers with. */
export const statusText: { readonly [status: number]: string } = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  206: "Partial Content",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  422: "Unprocessable Content",
  426: "Upgrade Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
  505: "HTTP Version Not Supported",
};
