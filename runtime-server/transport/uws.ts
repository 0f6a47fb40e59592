/** uWebSockets.js as a {@link Transport}. The only file that knows it. */

import type * as Uws from "uWebSockets.js";
import { createRequire } from "node:module";
import { LivecError } from "../base/errors.ts";
import { Bodies, Body } from "./body.ts";
import { ConnectionGuard } from "./connection-guard.ts";
import { connectionBound, openFileLimit } from "./open-files.ts";
import {
  collectHeaders,
  type Handlers,
  type Listening,
  type ListenOptions,
  type Peer,
  type Receiver,
  type Request,
  type RequestHead,
  type Response,
  statusText,
} from "./transport.ts";

const require = createRequire(import.meta.url);

/**
 * 20.51.4 fits Node 18 to 23 with glibc 2.27; 20.69.0 ("-next") Node 22, 24 and 26 with glibc 2.38. Below Node 22 the latter would pick up
 * the former's binary, so it is never tried there.
 */
const candidates: readonly string[] =
  Number.parseInt(process.versions.node, 10) < 22 ? ["uWebSockets.js"] : ["uWebSockets.js", "uWebSockets.js-next"];

/** Loads the native server; throws `no-native-server` where no binary fits this machine. */
function load(): typeof Uws {
  const errors: unknown[] = [];
  for (const name of candidates) {
    try {
      // `import()` of a missing binary kills Node 20 even when the rejection is caught.
      return require(name) as typeof Uws;
    } catch (error) {
      errors.push(error);
    }
  }
  throw new LivecError(
    "no-native-server",
    `uWebSockets.js has no binary for ${process.platform}-${process.arch} with Node ${process.versions.node}. It runs on Linux (glibc), macOS and Windows with Node 20, 22, 24 or 26.`,
    { cause: new AggregateError(errors) },
  );
}

interface SocketData {
  readonly accept: (peer: Peer) => Receiver;
  receiver: Receiver | undefined;
  /** From the upgrade to the close event. */
  open: boolean;
}

/** Listens with uWebSockets.js. */
export function listenUws(handlers: Handlers, { host, port, limits }: ListenOptions): Promise<Listening> {
  const uws = load();
  const app = uws.App();
  const guard = new ConnectionGuard(uws, app, host, port, connectionBound(limits.connections, openFileLimit()));
  app.filter((_response, change) => guard.count(Number(change)));
  app.ws<SocketData>("/*", {
    maxPayloadLength: limits.frameBytes,
    maxBackpressure: limits.backpressureBytes,
    idleTimeout: Math.min(960, Math.max(8, Math.round(limits.idleTimeout / 1000))),
    sendPingsAutomatically: true,
    upgrade: (response, request, context) => upgrade(handlers, response, request, context),
    open(ws) {
      const data = ws.getUserData();
      data.receiver = data.accept(new UwsPeer(ws, data));
    },
    message: (ws, message, isBinary) => ws.getUserData().receiver?.message(isBinary ? undefined : Buffer.from(message).toString("utf8")),
    // Later: a frame that is written from within this call, and not whole at once, would wait for ever.
    drain: (ws) => {
      const { receiver } = ws.getUserData();
      setImmediate(() => receiver?.drained());
    },
    close(ws, _code, message) {
      const data = ws.getUserData();
      data.open = false;
      // The filter tells of connections that begin and end as HTTP, and of WebSockets only that they began.
      guard.count(-1);
      // The server cuts such a frame off by itself; only this text of its own tells.
      const tooLarge = Buffer.from(message).toString() === "Received too big message";
      data.receiver?.closed(tooLarge ? "a frame larger than frameBytes" : undefined);
    },
  });
  const bodies = new Bodies(limits);
  app.any("/*", (response, request) => respond(handlers, response, request, bodies));
  return guard.listen();
}

/** The socket of one client; the native one throws when it is touched after its end. */
class UwsPeer implements Peer {
  readonly #ws: Uws.WebSocket<SocketData>;
  readonly #data: SocketData;

  constructor(ws: Uws.WebSocket<SocketData>, data: SocketData) {
    this.#ws = ws;
    this.#data = data;
  }

  send(text: string): boolean {
    return !this.#data.open || this.#ws.send(text) !== 2;
  }

  close(code: number, reason: string): void {
    if (this.#data.open) this.#ws.end(code, reason);
  }
}

function head(response: Uws.HttpResponse, request: Uws.HttpRequest): RequestHead | undefined {
  const pairs: [string, string][] = [];
  request.forEach((name, value) => void pairs.push([name, value]));
  const headers = collectHeaders(pairs);
  if (headers === undefined || !headers.has("host")) return undefined;
  const remoteAddress = Buffer.from(response.getRemoteAddressAsText()).toString();
  return {
    method: request.getMethod().toUpperCase(),
    path: request.getUrl(),
    query: request.getQuery(),
    headers,
    remoteAddress,
    secure: false,
  };
}

const badRequest: Response = { status: 400, headers: [["Content-Type", "text/plain; charset=utf-8"]], body: "Bad Request" };

function upgrade(handlers: Handlers, response: Uws.HttpResponse, request: Uws.HttpRequest, context: Uws.us_socket_context_t): void {
  const requested = head(response, request);
  const answer = requested === undefined ? badRequest : handlers.upgrade(requested);
  if (typeof answer !== "function") return write(response, answer, false);
  const { headers } = requested as RequestHead;
  const data: SocketData = { accept: answer, receiver: undefined, open: true };
  const [key, protocol, extensions] = ["key", "protocol", "extensions"].map((name) => headers.get(`sec-websocket-${name}`) ?? "");
  response.upgrade(data, key ?? "", protocol ?? "", extensions ?? "", context);
}

function respond(handlers: Handlers, response: Uws.HttpResponse, request: Uws.HttpRequest, bodies: Bodies): void {
  const requested = head(response, request);
  if (requested === undefined) return write(response, badRequest, false);
  const incoming = new UwsRequest(requested, response, bodies);
  void handlers.request(incoming).then((answer) => {
    if (incoming.aborted) return;
    incoming.finish();
    response.cork(() => write(response, answer, requested.method === "HEAD", () => incoming.aborted));
  });
}

/** Handlers of the native response must be there before it gives control back; what they do is up to {@link Body}. */
class UwsRequest implements Request {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly remoteAddress: string;
  readonly secure: boolean;
  aborted = false;
  readonly #body: Body | undefined;

  constructor(requested: RequestHead, response: Uws.HttpResponse, bodies: Bodies) {
    this.method = requested.method;
    this.path = requested.path;
    this.query = requested.query;
    this.headers = requested.headers;
    this.remoteAddress = requested.remoteAddress;
    this.secure = requested.secure;
    response.onAborted(() => {
      this.aborted = true;
      this.#body?.abort();
    });
    const length = this.headers.get("content-length");
    if (length === undefined && !this.headers.has("transfer-encoding")) return;
    const body = new Body(bodies, response, length === undefined ? undefined : Number(length));
    this.#body = body;
    response.onData((piece, isLast) => body.push(new Uint8Array(piece), isLast));
  }

  async body(): Promise<Uint8Array> {
    return this.#body?.read() ?? new Uint8Array();
  }

  /** The answer is about to be written. */
  finish(): void {
    this.#body?.finish();
  }
}

/** Without a body; a length is not told either. */
const bodyless = new Set([204, 304]);

function write(response: Uws.HttpResponse, answer: Response, headOnly: boolean, aborted: () => boolean = () => false): void {
  response.writeStatus(`${answer.status} ${statusText[answer.status] ?? "Status"}`);
  for (const [name, value] of answer.headers) response.writeHeader(name, value);
  const { body } = answer;
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.byteLength : body.bytes;
  if (bodyless.has(answer.status)) response.endWithoutBody();
  else if (headOnly) response.endWithoutBody(bytes);
  else if (typeof body === "string" || body instanceof Uint8Array) response.end(body);
  else stream(response, body.chunks(), bytes, aborted).catch(() => void (aborted() || response.close()));
}

/** Sends chunks as fast as the client reads. A source that ends early closes the connection, so that nobody takes a part for the whole. */
async function stream(response: Uws.HttpResponse, chunks: AsyncIterable<Uint8Array>, bytes: number, aborted: () => boolean): Promise<void> {
  for await (const chunk of chunks) {
    let sent = 0;
    while (sent < chunk.byteLength) {
      if (aborted()) return;
      const before = response.getWriteOffset();
      const part = sent === 0 ? chunk : chunk.subarray(sent);
      let [ok, done] = [true, false];
      response.cork(() => {
        [ok, done] = response.tryEnd(part, bytes);
      });
      if (done) return;
      if (ok) break;
      sent += response.getWriteOffset() - before;
      await writable(response, aborted);
    }
  }
  if (!aborted()) response.close();
}

function writable(response: Uws.HttpResponse, aborted: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    // An aborted response never becomes writable; the poll ends the wait.
    const poll = setInterval(() => aborted() && finish(), 1_000);
    const finish = (): void => {
      clearInterval(poll);
      resolve();
    };
    response.onWritable(() => {
      finish();
      return true;
    });
  });
}
