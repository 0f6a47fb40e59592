/** uWebSockets.js as a {@link Transport}. */
import type * as Uws from "uWebSockets.js";
import { addressText } from "./address.ts";
import { refusal, statusText } from "./answers.ts";
import { Bodies, Body } from "./body.ts";
import { ConnectionGuard } from "./connection-guard.ts";
import { readHead, upgradeRefusal } from "./head.ts";
import { connectionBound, openFileLimit } from "./open-files.ts";
import type { Handlers, Listening, ListenOptions, Peer, Receiver, Request, RequestHead, Response } from "./transport.ts";
import { loadUws } from "./uws-binary.ts";

type Warn = ListenOptions["warn"];

interface SocketData {
  /** Until it is open: it may hold the head of the request. */
  accept: ((peer: Peer) => Receiver) | undefined;
  receiver: Receiver | undefined;
  /** From the upgrade to the close event. */
  open: boolean;
}

/** Listens with uWebSockets.js. Rejects with `no-native-server` where it has no binary for this machine. */
export async function listenUws(handlers: Handlers, { host, port, limits, warn }: ListenOptions): Promise<Listening> {
  const uws = loadUws();
  // No header that names the server and its version.
  (uws as typeof Uws & { _cfg(setting: string): void })._cfg("silent");
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
      data.receiver = data.accept?.(new UwsPeer(ws, data));
      data.accept = undefined;
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
  app.any("/*", (response, request) => respond(handlers, response, request, bodies, warn));
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
  // First of all: `getMethod` writes small letters in place of what came.
  const method = request.getCaseSensitiveMethod();
  const headers: [string, string][] = [];
  request.forEach((name, value) => void headers.push([name, value]));
  const remoteAddress = addressText(new Uint8Array(response.getRemoteAddress()));
  return readHead({ method, path: request.getUrl(), query: request.getQuery() ?? "", headers, remoteAddress, secure: false });
}

function upgrade(handlers: Handlers, response: Uws.HttpResponse, request: Uws.HttpRequest, context: Uws.us_socket_context_t): void {
  const requested = head(response, request);
  if (requested === undefined) return refuse(response, refusal(400));
  const answer = upgradeRefusal(requested) ?? handlers.upgrade(requested);
  if (typeof answer !== "function") return refuse(response, answer);
  const data: SocketData = { accept: answer, receiver: undefined, open: true };
  const [key, protocol, extensions] = ["key", "protocol", "extensions"].map((name) => requested.headers.get(`sec-websocket-${name}`) ?? "");
  response.upgrade(data, key ?? "", protocol ?? "", extensions ?? "", context);
}

function respond(handlers: Handlers, response: Uws.HttpResponse, request: Uws.HttpRequest, bodies: Bodies, warn: Warn): void {
  const requested = head(response, request);
  if (requested === undefined) return refuse(response, refusal(400));
  const incoming = new UwsRequest(requested, response, bodies);
  const answered = handlers.request(incoming).then((answer) => {
    if (incoming.aborted) return;
    const close = incoming.finish() || answer.close === true;
    response.cork(() => write(response, { ...answer, close }, requested.method === "HEAD", () => incoming.aborted));
  });
  // What cannot be written is the fault of the program, and its answer is lost; nobody is to wait for it.
  answered.catch((error: unknown) => {
    warn?.("an answer could not be written", { method: incoming.method, path: incoming.path, error });
    if (!incoming.aborted) response.close();
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

  /** The answer is about to be written; true: the connection ends with it. */
  finish(): boolean {
    this.#body?.finish();
    return this.#body?.isCostly ?? false;
  }
}

/**
 * Answers a request whose end is in doubt. Not at once: what follows in the same packet would be read as the next
 * request. While an answer is due, the native server takes none.
 */
function refuse(response: Uws.HttpResponse, answer: Response): void {
  let aborted = false;
  response.onAborted(() => {
    aborted = true;
  });
  setImmediate(() => aborted || response.cork(() => write(response, { ...answer, close: true }, false)));
}

/** Without a body; a length is not told either. */
const bodyless = new Set([204, 304]);

function write(response: Uws.HttpResponse, answer: Response, headOnly: boolean, aborted: () => boolean = () => false): void {
  response.writeStatus(`${answer.status} ${statusText[answer.status] ?? "Status"}`);
  for (const [name, value] of answer.headers) response.writeHeader(name, value);
  const { body, close = false } = answer;
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.byteLength : body.bytes;
  // A length that is `undefined` would be written, as a number beyond all bodies; closing takes one.
  if (bodyless.has(answer.status)) close ? response.endWithoutBody(0, true) : response.endWithoutBody();
  else if (headOnly) response.endWithoutBody(bytes, close);
  else if (typeof body === "string" || body instanceof Uint8Array) response.end(body, close);
  else stream(response, body.chunks(), bytes, aborted).catch(() => void (aborted() || response.close()));
}

/**
 * Sends chunks as fast as the client reads. A source that ends early closes the connection, so that nobody takes a part
 * for the whole.
 */
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
