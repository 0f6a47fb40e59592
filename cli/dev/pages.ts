/** The pages that are open in development: what each is told by an event stream. */
import type { ServerResponse } from "node:http";
import type { Failure } from "./failure.ts";

/** What pages are told. */
export type PageEvent =
  | { readonly kind: "failed"; readonly failure: Failure }
  /** What was wrong is put right. */
  | { readonly kind: "fixed" }
  | { readonly kind: "reload" }
  | { readonly kind: "styles" }
  | { readonly kind: "note"; readonly text: string };

/** More than any developer has open; others are told nothing. */
const MAX_PAGES = 200;
/** Milliseconds after which proxies hear from us, and we of pages that are gone. */
const HEARTBEAT = 20_000;

export class Pages {
  readonly #open = new Set<ServerResponse>();
  /** What is wrong: a page that comes is told of it. */
  #failure: Failure | undefined;
  readonly #timer = setInterval(() => this.#write(":\n\n"), HEARTBEAT).unref();

  get size(): number {
    return this.#open.size;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** A page listens from now on. */
  add(response: ServerResponse): void {
    if (this.#open.size >= MAX_PAGES) {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write("retry: 300\n\n");
    if (this.#failure !== undefined) response.write(line({ kind: "failed", failure: this.#failure }));
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
  }

  fail(failure: Failure): void {
    this.#failure = failure;
    this.tell({ kind: "failed", failure });
  }

  fix(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.tell({ kind: "fixed" });
  }

  tell(event: PageEvent): void {
    this.#write(line(event));
  }

  close(): void {
    clearInterval(this.#timer);
    for (const response of this.#open) response.destroy();
  }

  #write(text: string): void {
    for (const response of this.#open) response.write(text);
  }
}

function line(event: PageEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
