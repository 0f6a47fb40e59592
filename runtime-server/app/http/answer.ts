/** The answer that is being made for a request. What no server could send is refused where it is given. */
import { LivecError } from "../../base/errors.ts";
import { securityHeaders } from "../../transport/answers.ts";
import type { Response } from "../../transport/transport.ts";

export type Body = Response["body"];

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
/** Visible ASCII, spaces and tabs: what every server and proxy reads alike. */
const HEADER_VALUE = /^[\t -~]*$/;
/** Of these the server alone knows the value. */
const reserved = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]);

export class Answer {
  readonly #headers = new Map<string, readonly [name: string, value: string]>();
  #status = 200;
  #body: Body | undefined;

  constructor() {
    for (const [name, value] of securityHeaders) this.header(name, value);
  }

  /** True once there is a body. */
  get given(): boolean {
    return this.#body !== undefined;
  }

  status(code: number): void {
    if (!Number.isInteger(code) || code < 200 || code > 599) throw bad(`conn.status(${show(code)}): a status is 200 to 599.`);
    this.#status = code;
  }

  /** In place of an earlier value. */
  header(name: string, value: string): void {
    const call = `conn.header(${show(name)}, ${show(value)})`;
    if (typeof name !== "string" || !TOKEN.test(name)) throw bad(`${call}: that is not a header's name.`);
    if (reserved.has(name.toLowerCase())) throw bad(`${call}: this header is written by the server.`);
    if (typeof value !== "string" || !HEADER_VALUE.test(value))
      throw bad(`${call}: a value is a string of ASCII characters, without line breaks.`);
    this.#headers.set(name.toLowerCase(), [name, value]);
  }

  /** `call` is what the program wrote, for the error. */
  body(call: string, contentType: string, body: Body): void {
    if (!isBody(body)) throw bad(`${call}: a body is a string, bytes, or { bytes, chunks }, not ${typeof body}.`);
    this.header("Content-Type", contentType);
    this.#body = body;
  }

  /** No cache that others use may keep it. What the program said stays where it is as strict. */
  keepPrivate(): void {
    const [, said = ""] = this.#headers.get("cache-control") ?? [];
    if (!/(^|[\s,])(private|no-store)($|[\s,])/i.test(said)) this.header("Cache-Control", "private, no-cache");
  }

  /** Forgets what was made so far, for an error page. */
  restart(): void {
    this.#status = 200;
    this.#body = undefined;
    for (const name of ["content-type", "content-encoding", "content-range", "location", "cache-control", "etag", "last-modified"]) {
      this.#headers.delete(name);
    }
  }

  finish(cookies: readonly string[]): Response {
    if (cookies.length > 0 || this.#headers.has("set-cookie")) this.keepPrivate();
    const headers = [...this.#headers.values(), ...cookies.map((cookie) => ["Set-Cookie", cookie] as const)];
    return { status: this.#status, headers, body: this.#body ?? "" };
  }
}

function isBody(body: unknown): body is Body {
  if (typeof body === "string" || body instanceof Uint8Array) return true;
  if (typeof body !== "object" || body === null || !("bytes" in body) || !("chunks" in body)) return false;
  return Number.isSafeInteger(body.bytes) && Number(body.bytes) >= 0 && typeof body.chunks === "function";
}

function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function bad(message: string): LivecError {
  return new LivecError("bad-reply", message);
}
