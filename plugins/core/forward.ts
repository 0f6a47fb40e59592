/** Hands requests and sockets that came to Vite on to the app. */
import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

/** Where the app listens. */
export interface Target {
  port(): Promise<number>;
}

const HOST = "127.0.0.1";

/**
 * Every page gets it: with Vite's own client, which shows errors and reloads, and the one thing that is not of Vite.
 */
export const PAGE_SCRIPT = "/@livec/page.js";
export const pageScript = `import.meta.hot?.on("livec:shown", () => {
  for (const overlay of document.querySelectorAll("vite-error-overlay")) overlay.close();
});
`;

/** Forwards a request. What keeps the app from running goes to Vite, which shows it. */
export function forwardRequest(
  target: Target,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
  next: (error: unknown) => void,
): void {
  const fail = (error: unknown): void => {
    if (response.headersSent) response.destroy();
    else next(error);
  };
  target.port().then((port) => {
    // Plain, as the script is put into it.
    const { "accept-encoding": _, ...headers } = request.headers;
    const { method, originalUrl: path = request.url } = request as IncomingMessage & { readonly originalUrl?: string };
    const forwarded = httpRequest({ host: HOST, port, method, path, headers }, (answer) => answerWith(answer, base, request, response));
    forwarded.on("error", fail);
    response.on("close", () => forwarded.destroy());
    request.pipe(forwarded);
  }, fail);
}

function answerWith(answer: IncomingMessage, base: string, request: IncomingMessage, response: ServerResponse): void {
  const { statusCode = 502, headers } = answer;
  if (request.method === "HEAD" || !headers["content-type"]?.startsWith("text/html")) {
    response.writeHead(statusCode, headers);
    answer.pipe(response);
    return;
  }
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.on("end", () => {
    const html = withScript(Buffer.concat(chunks).toString("utf8"), base);
    const { "transfer-encoding": _, ...rest } = headers;
    response.writeHead(statusCode, { ...rest, "content-length": Buffer.byteLength(html) }).end(html);
  });
}

/** A page with the script at the beginning of its head, or where it has none, at its beginning. */
function withScript(html: string, base: string): string {
  const script = `<script type="module" src="${base.replace(/\/$/, "")}${PAGE_SCRIPT}"></script>`;
  const [head] = /<head(?:\s[^>]*)?>/i.exec(html) ?? /^\s*<!doctype[^>]*>/i.exec(html) ?? [""];
  const at = html.indexOf(head) + head.length;
  return html.slice(0, at) + script + html.slice(at);
}

/** Forwards a WebSocket, byte by byte; Vite's own, which it names by their protocol, are Vite's. */
export function forwardUpgrade(target: Target, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  if (request.headers["sec-websocket-protocol"]?.startsWith("vite-")) return;
  target.port().then(
    (port) => {
      const forwarded = connect(port, HOST, () => {
        const { method, url, httpVersion, rawHeaders } = request;
        const headers = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
        forwarded.write(`${method} ${url} HTTP/${httpVersion}\r\n${headers}\r\n`);
        forwarded.write(head);
        forwarded.pipe(socket).pipe(forwarded);
      });
      const end = (): void => {
        forwarded.destroy();
        socket.destroy();
      };
      for (const side of [forwarded, socket]) side.on("error", end).on("close", end);
    },
    () => socket.destroy(),
  );
}
