/** JSON-RPC 2.0 over a pair of streams, framed by `Content-Length` headers, as language servers speak it. */
import { Buffer } from "node:buffer";
import type { Readable, Writable } from "node:stream";

/** Bytes of one message; a template has far fewer. A peer that sends more is not the one we serve. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** Answers a request; what it throws is the request's error. */
export type Handler = (parameters: unknown) => unknown;

const HEADER_END = "\r\n\r\n";
/** Bytes of the headers of one message. */
const MAX_HEADER_BYTES = 4096;

const ErrorCode = { noSuchMethod: -32601, internal: -32603 } as const;

/** Serves requests in the order they come, until the input ends. Rejects when what comes is not the protocol. */
export async function serve(handlers: ReadonlyMap<string, Handler>, input: Readable, output: Writable): Promise<void> {
  let pending: Buffer[] = [];
  let size = 0;
  let needed = 0;
  for await (const chunk of input as AsyncIterable<Buffer>) {
    pending.push(chunk);
    size += chunk.length;
    if (size < needed) continue;
    let rest = Buffer.concat(pending);
    for (;;) {
      const frame = readFrame(rest);
      needed = frame.needed;
      if (frame.body === undefined) break;
      const answer = answerTo(JSON.parse(frame.body.toString("utf8")), handlers);
      if (answer !== undefined) write(output, answer);
      rest = rest.subarray(frame.needed);
    }
    pending = [rest];
    size = rest.length;
  }
}

/** The first message, once all of it has come; `needed` is how many bytes its frame has, as far as that is known. */
function readFrame(buffer: Buffer): { readonly body: Buffer | undefined; readonly needed: number } {
  const head = buffer.indexOf(HEADER_END);
  if (head < 0) {
    if (buffer.length > MAX_HEADER_BYTES) throw new Error("a message without headers");
    return { body: undefined, needed: 0 };
  }
  const length = Number(/^content-length:\s*(\d+)\s*$/im.exec(buffer.toString("latin1", 0, head))?.[1] ?? Number.NaN);
  if (!(length <= MAX_MESSAGE_BYTES)) throw new Error(`a message of ${length} bytes`);
  const start = head + HEADER_END.length;
  const end = start + length;
  return { body: buffer.length < end ? undefined : buffer.subarray(start, end), needed: end };
}

interface Answer {
  readonly jsonrpc: "2.0";
  readonly id: string | number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** `undefined` for notifications, which want no answer. */
function answerTo(message: unknown, handlers: ReadonlyMap<string, Handler>): Answer | undefined {
  const { id, method, params } = message as { readonly id?: unknown; readonly method?: unknown; readonly params?: unknown };
  if (typeof id !== "string" && typeof id !== "number") return undefined;
  const handler = handlers.get(String(method));
  if (handler === undefined) {
    return { jsonrpc: "2.0", id, error: { code: ErrorCode.noSuchMethod, message: `There is no method "${String(method)}".` } };
  }
  try {
    return { jsonrpc: "2.0", id, result: handler(params) ?? null };
  } catch (error) {
    return { jsonrpc: "2.0", id, error: { code: ErrorCode.internal, message: error instanceof Error ? error.message : String(error) } };
  }
}

function write(output: Writable, answer: Answer): void {
  const body = Buffer.from(JSON.stringify(answer));
  output.write(`Content-Length: ${body.length}${HEADER_END}`);
  output.write(body);
}
