/** `node:http` and the package `ws` as a {@link Transport}, for machines that the native server has no binary for. */
import { createServer, type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { LivecError } from "../base/errors.ts";
import { plainAddress } from "./address.ts";
import { refusal, statusText } from "./answers.ts";
import { Bodies, Body } from "./body.ts";
import { readHead, upgradeRefusal } from "./head.ts";
import { NodeSockets } from "./node-sockets.ts";
import { connectionBound, openFileLimit } from "./open-files.ts";
import { cannotListen } from "./port.ts";
import type { Handlers, Listening, ListenOptions, Request, RequestHead, Response } from "./transport.ts";

/** Time for a request's head, ms, as the native server gives. */
const HEAD_TIME = 10_000;
/** Time for a whole request, ms: enough for a body of 1 MB at 16 KB a second. */
const REQUEST_TIME = 64_000;
/** Time in which a client has to read something of its answer, ms. */
const STALL_TIME = 10_000;
const HEAD_BYTES = 16_384;
type Warn = ListenOptions["warn"];
const bodyless = new Set([204, 304]);

/** Listens with `node:http`. Rejects with `no-ws` where the package `ws` is not installed. */
export async function listenNode(handlers: Handlers, { host, port, limits, warn }: ListenOptions): Promise<Listening> {
  const sockets = new NodeSockets(await loadWs(), limits);
  const bodies = new Bodies(limits);
  const server = createServer({
    maxHeaderSize: HEAD_BYTES,
    headersTimeout: HEAD_TIME,
    requestTimeout: REQUEST_TIME,
    keepAliveTimeout: HEAD_TIME,
    connectionsCheckingInterval: HEAD_TIME / 5,
    // Answered here, as everything else that is missing.
    requireHostHeader: false,
  });
  // Node would leave out the rest without a word; `readHead` has the bytes to count on.
  server.maxHeadersCount = 0;
  server.maxConnections = connectionBound(limits.connections, openFileLimit());
  const busy = new WeakMap<Socket, ServerResponse>();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    // As the native server has it: the next request is not sent before the answer to this one. It may be part of a body
    // that was misread.
    if (busy.has(request.socket)) return void request.socket.destroy();
    busy.set(request.socket, response);
    // After an answer that ends the connection nothing is read from it, whatever has come already.
    response.on("close", () => response.shouldKeepAlive && busy.delete(request.socket));
    respond(handlers, request, response, bodies, warn);
  };
  server.on("request", answer);
  server.on("upgrade", (request: IncomingMessage, socket: Socket, begun: Buffer) => {
    socket.on("error", () => {});
    if (busy.has(socket)) return void socket.destroy();
    const response = unconnected(request, socket);
    const head = headOf(request);
    if (head === undefined || hasBody(head)) return write(response, refusal(400, { close: true }), false);
    // Who asks for another protocol than WebSocket gets HTTP, as if nothing had been asked.
    if (head.headers.get("upgrade")?.toLowerCase() !== "websocket") return answer(request, response);
    const accept = upgradeRefusal(head) ?? handlers.upgrade(head);
    if (typeof accept !== "function") return write(response, { ...accept, close: true }, false);
    response.detachSocket(socket);
    sockets.open(request, socket, begun, accept);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (busy.get(socket)?.headersSent) socket.destroySoon();
    else refuseUnreadable(error, socket);
  });
  await listening(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => void server.close(),
    close() {
      server.close();
      sockets.close();
      server.closeAllConnections();
    },
  };
}

async function loadWs(): Promise<typeof import("ws")> {
  try {
    return await import("ws");
  } catch (error) {
    throw new LivecError("no-ws", "Sockets on node:http need the package ws: npm install ws", { cause: error });
  }
}

function listening(server: Server, host: string | undefined, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(cannotListen(host, port, error.code === "EADDRINUSE" ? "another server is there already" : error.message));
    });
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

/** Node reads none of it where another protocol is asked for. */
const hasBody = ({ headers }: RequestHead): boolean => headers.has("transfer-encoding") || (headers.get("content-length") ?? "0") !== "0";

function headOf(request: IncomingMessage): RequestHead | undefined {
  if (request.httpVersion !== "1.1") return undefined;
  const url = utf8(request.url ?? "");
  const query = url.indexOf("?");
  const headers: [string, string][] = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2) headers.push([request.rawHeaders[i] ?? "", utf8(request.rawHeaders[i + 1] ?? "")]);
  return readHead({
    method: request.method ?? "",
    path: query === -1 ? url : url.slice(0, query),
    query: query === -1 ? "" : url.slice(query + 1),
    headers,
    remoteAddress: plainAddress(request.socket.remoteAddress ?? ""),
    secure: false,
  });
}

/** Node reads bytes as Latin-1. */
const utf8 = (text: string): string => (/[\x80-\xff]/.test(text) ? Buffer.from(text, "latin1").toString("utf8") : text);
const latin1 = (text: string): string => (/[^\0-\x7f]/.test(text) ? Buffer.from(text, "utf8").toString("latin1") : text);

function respond(handlers: Handlers, request: IncomingMessage, response: ServerResponse, bodies: Bodies, warn: Warn): void {
  const head = headOf(request);
  if (head === undefined) return write(response, refusal(request.httpVersion === "1.1" ? 400 : 505, { close: true }), false);
  const incoming = new NodeRequest(head, request, response, bodies);
  const answered = handlers.request(incoming).then((answer) => {
    if (incoming.aborted) return;
    const close = incoming.finish() || answer.close === true;
    write(response, { ...answer, close }, head.method === "HEAD");
  });
  // What cannot be written is the fault of the program, and its answer is lost; nobody is to wait for it.
  answered.catch((error: unknown) => {
    warn?.("an answer could not be written", { method: head.method, path: head.path, error });
    response.destroy();
  });
}

class NodeRequest implements Request {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly remoteAddress: string;
  readonly secure: boolean;
  aborted = false;
  readonly #body: Body | undefined;

  constructor(head: RequestHead, request: IncomingMessage, response: ServerResponse, bodies: Bodies) {
    this.method = head.method;
    this.path = head.path;
    this.query = head.query;
    this.headers = head.headers;
    this.remoteAddress = head.remoteAddress;
    this.secure = head.secure;
    response.on("close", () => {
      if (response.writableFinished) return;
      this.aborted = true;
      this.#body?.abort();
    });
    const length = this.headers.get("content-length");
    if (length === undefined && !this.headers.has("transfer-encoding")) return;
    const body = new Body(bodies, request, length === undefined ? undefined : Number(length));
    this.#body = body;
    request.on("data", (piece: Buffer) => body.push(piece, false));
    request.on("end", () => body.push(new Uint8Array(), true));
    // Told by the end of the response.
    request.on("error", () => {});
  }

  async body(): Promise<Uint8Array> {
    return this.#body?.read() ?? new Uint8Array();
  }

  /** The answer is about to be written; true: the connection ends with it. */
  finish(): boolean {
    this.#body?.finish();
    return this.#body?.isCostly ?? false;
  }
}

function write(response: ServerResponse, { status, headers, body, close = false }: Response, headOnly: boolean): void {
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.byteLength : body.bytes;
  if (close) response.shouldKeepAlive = false;
  // Whoever reads nothing of it for so long is cut off.
  response.setTimeout(STALL_TIME);
  const pairs = headers.flatMap(([name, value]) => [name, latin1(value)]);
  if (!bodyless.has(status)) pairs.push("Content-Length", String(bytes));
  response.writeHead(status, statusText[status] ?? "Status", pairs);
  if (headOnly || bodyless.has(status)) response.end();
  else if (typeof body === "string" || body instanceof Uint8Array) response.end(body);
  else stream(response, body.chunks(), bytes).catch(() => void response.destroy());
}

/**
 * Sends chunks as fast as the client reads. A source that ends early closes the connection, so that nobody takes a part
 * for the whole.
 */
async function stream(response: ServerResponse, chunks: AsyncIterable<Uint8Array>, bytes: number): Promise<void> {
  let sent = 0;
  for await (const chunk of chunks) {
    if (response.destroyed) return;
    sent += chunk.byteLength;
    if (!response.write(chunk)) await writable(response);
  }
  if (sent === bytes) response.end();
  else response.destroy();
}

function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.on("drain", done);
    response.on("close", done);
  });
}

/** An answer to a request that Node has let go of, because it asked for another protocol. */
function unconnected(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on("finish", () => socket.end());
  return response;
}

/** What Node itself could not read. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const { headers, body } = refusal(status);
  const lines = [`HTTP/1.1 ${status} ${statusText[status]}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${lines.join("\r\n")}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(String(body))}\r\n\r\n${body}`);
}
