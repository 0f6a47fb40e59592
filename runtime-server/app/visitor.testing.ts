/** A visitor for tests: loads pages and speaks the wire over a {@link MemoryServer}, as the client does. */
import type { Effects } from "../../protocol/wire.ts";
import type { LogFields, Logger, LogLevel } from "../base/host.ts";
import { type MemoryResponse, MemoryServer, type MemorySocket } from "../transport/memory.ts";
import { ManualClock } from "../view/manual-clock.testing.ts";
import { App } from "./app.ts";
import type { AppOptions } from "./options.ts";

/** An app with a clock, a log and a server a test can look into. */
export interface TestApp {
  readonly app: App;
  readonly clock: ManualClock;
  readonly server: MemoryServer;
  readonly log: readonly { readonly level: LogLevel; readonly message: string; readonly fields: LogFields }[];
  messages(level: LogLevel): readonly string[];
}

export function testApp(options: AppOptions = {}): TestApp {
  const clock = new ManualClock();
  const log: { level: LogLevel; message: string; fields: LogFields }[] = [];
  const entry =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void =>
      void log.push({ level, message, fields });
  const logger: Logger = { debug: entry("debug"), info: entry("info"), warn: entry("warn"), error: entry("error") };
  const app = new App({
    secret: "a secret of thirty-two bytes, at least",
    client: "/client.js",
    development: true,
    clock,
    logger,
    ...options,
  });
  return {
    app,
    clock,
    server: new MemoryServer(app.handlers),
    log,
    messages: (level) => log.filter((line) => line.level === level).map(({ message }) => message),
  };
}

/** A page a visitor has loaded. */
export interface Page {
  readonly url: string;
  readonly response: MemoryResponse;
  readonly html: string;
  readonly token: string;
  readonly csrf: string;
  /** Name of the statics. */
  readonly statics: string;
}

type Frame = readonly [view: number, ref: number, diff?: unknown, effects?: Effects];

export class Visitor {
  readonly #server: MemoryServer;
  cookie = "";

  constructor(server: MemoryServer) {
    this.#server = server;
  }

  async load(url: string): Promise<Page> {
    const response = await this.#server.get(url, this.cookie === "" ? {} : { cookie: this.cookie });
    this.cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.cookie;
    const { body } = response;
    const find = (pattern: RegExp): string => pattern.exec(body)?.[1] ?? "";
    return {
      url,
      response,
      html: body,
      token: find(/data-live="([^"]*)"/),
      csrf: find(/name="csrf-token" content="([^"]*)"/),
      statics: find(/\/live\/s\/([\w-]+)\.json/),
    };
  }

  /** Opens a socket; throws when it is refused. */
  connect(query = "?v=1"): TestSocket {
    const socket = this.#server.connect(`/live/websocket${query}`, this.cookie === "" ? {} : { cookie: this.cookie });
    if ("status" in socket) throw new Error(`The socket is refused: ${socket.status}`);
    return new TestSocket(socket);
  }
}

export class TestSocket {
  readonly raw: MemorySocket;

  constructor(raw: MemorySocket) {
    this.raw = raw;
  }

  /** Every frame received, parsed. */
  get frames(): readonly Frame[] {
    return this.raw.received.map((text) => JSON.parse(text) as Frame);
  }

  /** The last frame, as it was sent. */
  get last(): string | undefined {
    return this.raw.received.at(-1);
  }

  send(...frame: readonly unknown[]): void {
    this.raw.send(JSON.stringify(frame));
  }

  /** Joins as view `number` and waits for what comes of it. */
  async join(page: Page, more: object = {}, number = 1, ref = 1): Promise<void> {
    const { token, csrf } = page;
    const statics = `/live/s/${page.statics}.json`;
    this.send(number, ref, 0, { token, csrf, statics, url: `http://test.local${page.url}`, params: {}, ...more });
    await settle();
  }
}

/** Lets promises that are ready run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
