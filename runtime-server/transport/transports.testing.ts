/** What the tests of every transport share: servers on a free port of this machine, and clients of them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { listenNode } from "./node.ts";
import type { Handlers, Listening, Peer, Request, RequestHead, Response, Transport, TransportLimits } from "./transport.ts";
import { listenUws } from "./uws.ts";

/** Each has to pass every test. */
export const transports: readonly (readonly [name: string, transport: Transport])[] = [
  ["uWebSockets.js", listenUws],
  ["node:http", listenNode],
];

export const limits: TransportLimits = {
  bodyBytes: 1_000,
  bodiesBytes: 100_000,
  frameBytes: 100,
  idleTimeout: 60_000,
  backpressureBytes: 65_536,
  connections: 50,
};

/** What a test does about sockets. */
export interface Sockets {
  upgrade(head: RequestHead): Response | undefined;
  peer(peer: Peer): void;
  message(peer: Peer, text: string | undefined): void;
  drained(peer: Peer): void;
  closed(refused: string | undefined): void;
}

/** A server and where it is. */
export interface Served {
  readonly listening: Listening;
  readonly port: number;
  readonly url: string;
}

type Answer = (request: Request) => Promise<Response>;

export const text = (body: string, status = 200): Response => ({ status, headers: [["Content-Type", "text/plain"]], body });

/** Starts a server that is closed when the test ends. */
export async function serve(
  transport: Transport,
  request: Answer = async () => text("ok"),
  sockets: Partial<Sockets> = {},
  more: Partial<TransportLimits> = {},
): Promise<Served> {
  const handlers: Handlers = {
    request,
    upgrade: (head) =>
      sockets.upgrade?.(head) ??
      ((peer) => {
        sockets.peer?.(peer);
        return {
          message: (data) => sockets.message?.(peer, data),
          drained: () => sockets.drained?.(peer),
          closed: (refused) => sockets.closed?.(refused),
        };
      }),
  };
  const listening = await transport(handlers, { host: "127.0.0.1", port: 0, limits: { ...limits, ...more } });
  onTestFinished(() => listening.close());
  return { listening, port: listening.port, url: `http://127.0.0.1:${listening.port}` };
}

/** Starts `server-process.testing.ts` with as many open files, and as many MB of heap, as are given. */
export async function serverProcess(
  transport: string,
  { openFiles, heap }: { readonly openFiles?: number; readonly heap?: number },
): Promise<Pick<Served, "port" | "url">> {
  const script = fileURLToPath(new URL("server-process.testing.ts", import.meta.url));
  const node = `"${process.execPath}" ${heap === undefined ? "" : `--max-old-space-size=${heap}`} --import ts-blank-space/register`;
  const command = `${openFiles === undefined ? "" : `ulimit -n ${openFiles}; `}exec ${node} "${script}" "${transport}"`;
  const child = spawn("sh", ["-c", command], { stdio: ["ignore", "pipe", "inherit"], timeout: 60_000 });
  onTestFinished(() => void child.kill());
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const port = Number(String(line));
  return { port, url: `http://127.0.0.1:${port}` };
}

/** A WebSocket to a server; its errors are what a test looks at by other means. */
export function client({ port }: Served, headers: { readonly [name: string]: string } = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { headers });
  socket.on("error", () => {});
  return socket;
}

/** An open WebSocket, or `undefined` where the server did not take it. */
export function open(served: Served): Promise<WebSocket | undefined> {
  const socket = client(served);
  return new Promise((resolve) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", () => resolve(undefined));
  });
}

export function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("close", () => resolve());
    socket.close();
  });
}

/** A TCP connection that says nothing. */
export function silent({ port }: Pick<Served, "port">): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.once("error", reject);
  });
}

/** How long nothing may come before that is the answer, ms. */
const SILENCE = 500;

/**
 * Sends raw bytes and answers what comes back: until the server closes, has answered as many times as is said, or is
 * silent.
 */
export function raw({ port }: Pick<Served, "port">, bytes: string | Uint8Array, answers = 1, silence: number = SILENCE): Promise<string> {
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setTimeout(silence, () => socket.destroy());
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (received.split("HTTP/1.1 ").length > answers && received.includes("\r\n\r\n")) socket.end();
    });
    socket.on("close", () => resolve(received));
    socket.on("error", () => resolve(received));
  });
}
