/** uWebSockets.js as a {@link Transport}. The only file that knows it. */

import type * as Uws from "uWebSockets.js";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { LivecError } from "../base/errors.ts";
import {
  BodyTooLarge,
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
  const guard = new ConnectionGuard(uws, app, host, port, limits.connections);
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
      // The server cuts such a frame off by itself; only this text of its own tells.
      const tooLarge = Buffer.from(message).toString() === "Received too big message";
      data.receiver?.closed(tooLarge ? "a frame larger than frameBytes" : undefined);
    },
  });
  app.any("/*", (response, request) => respond(handlers, response, request, limits.bodyBytes));
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

function respond(handlers: Handlers, response: Uws.HttpResponse, request: Uws.HttpRequest, bodyBytes: number): void {
  const requested = head(response, request);
  if (requested === undefined) return write(response, badRequest, false);
  const incoming = new UwsRequest(requested, response, bodyBytes);
  void handlers.request(incoming).then((answer) => {
    if (!incoming.aborted) response.cork(() => write(response, answer, requested.method === "HEAD", () => incoming.aborted));
  });
}

/** A request whose body is collected, up to a bound, whether or not it is asked for. */
class UwsRequest implements Request {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly remoteAddress: string;
  readonly secure: boolean;
  aborted = false;
  readonly #body: Promise<Uint8Array>;

  constructor(requested: RequestHead, response: Uws.HttpResponse, bodyBytes: number) {
    this.method = requested.method;
    this.path = requested.path;
    this.query = requested.query;
    this.headers = requested.headers;
    this.remoteAddress = requested.remoteAddress;
    this.secure = requested.secure;
    this.#body = new Promise((resolve, reject) => {
      response.onAborted(() => {
        this.aborted = true;
        reject(new Error("The client went away."));
      });
      if (!this.headers.has("content-length") && !this.headers.has("transfer-encoding")) return resolve(new Uint8Array());
      const chunks: Uint8Array[] = [];
      let size = 0;
      response.onData((chunk, isLast) => {
        size += chunk.byteLength;
        if (size > bodyBytes) {
          chunks.length = 0;
          reject(new BodyTooLarge());
        } else chunks.push(new Uint8Array(chunk.slice(0)));
        if (isLast) resolve(Buffer.concat(chunks));
      });
    });
    this.#body.catch(() => {});
  }

  body(): Promise<Uint8Array> {
    return this.#body;
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

/** Closes the door while too many are inside: without it, a process out of file descriptors spins on `accept`. */
class ConnectionGuard {
  readonly #uws: typeof Uws;
  readonly #app: Uws.TemplatedApp;
  readonly #host: string | undefined;
  readonly #max: number;
  #port: number;
  #open = 0;
  #door: Uws.us_listen_socket | undefined;
  #stopped = false;

  constructor(uws: typeof Uws, app: Uws.TemplatedApp, host: string | undefined, port: number, max: number) {
    this.#uws = uws;
    this.#app = app;
    this.#host = host;
    this.#port = port;
    this.#max = max;
  }

  async listen(): Promise<Listening> {
    if (this.#port === 0) this.#port = await freePort(this.#host);
    else await probe(this.#host, this.#port);
    return new Promise((resolve, reject) => {
      this.#listen((ok) => {
        if (ok) resolve({ port: this.#port, stop: () => this.#stop(), close: () => this.#close() });
        else reject(cannotListen(this.#host, this.#port, "it is taken, not allowed, or not an address of this machine"));
      });
    });
  }

  count(change: number): void {
    this.#open += change;
    if (this.#open >= this.#max) this.#shut();
    else if (this.#door === undefined && !this.#stopped && this.#open <= this.#max * 0.9) this.#listen(() => {});
  }

  #listen(done: (ok: boolean) => void): void {
    const opened = (door: Uws.us_listen_socket | false): void => {
      if (door !== false) {
        this.#door = door;
        this.#port = this.#uws.us_socket_local_port(door as unknown as Uws.us_socket);
      }
      done(door !== false);
    };
    if (this.#host === undefined) this.#app.listen(this.#port, opened);
    else this.#app.listen(this.#host, this.#port, opened);
  }

  #shut(): void {
    if (this.#door !== undefined) this.#uws.us_listen_socket_close(this.#door);
    this.#door = undefined;
  }

  #stop(): void {
    this.#stopped = true;
    this.#shut();
  }

  #close(): void {
    this.#stop();
    this.#app.close();
  }
}

function cannotListen(host: string | undefined, port: number, why: string): LivecError {
  return new LivecError("listen", `Cannot listen on ${host ?? "all addresses"}, port ${port}: ${why}.`);
}

/**
 * A port nobody uses. The native server could pick one itself, but would then open it so (without SO_REUSEADDR) that a restart on the same
 * port fails while connections linger.
 */
function freePort(host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(cannotListen(host, 0, error.message)));
    server.listen({ port: 0, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Time for somebody on the port to answer, ms; on this machine that takes microseconds. */
const PROBE_TIME = 500;

/**
 * Rejects when somebody answers on the port. The native server would share it silently (SO_REUSEPORT) or, told not to, refuse it for
 * as long as connections of its predecessor linger.
 */
function probe(host: string | undefined, port: number): Promise<void> {
  const address = host === undefined || host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, timeout: PROBE_TIME });
    socket.once("connect", () => {
      socket.destroy();
      reject(cannotListen(host, port, "another server is there already"));
    });
    const free = (): void => {
      socket.destroy();
      resolve();
    };
    socket.once("error", free);
    socket.once("timeout", free);
  });
}
