/** The socket of a page, without a network: frames between the client and the server's core, seen from outside. */
import type { ClientFrame, Effects, Fields, Payload, ServerFrame } from "../protocol/wire.ts";
import type { MemorySocket } from "../runtime-server/transport/memory.ts";
import type { Work } from "./work.ts";

/** The part of a `WebSocket` that the client uses. */
interface SocketLike {
  readyState: number;
  onopen: ((event: unknown) => unknown) | null;
  onmessage: ((event: { readonly data: string }) => unknown) | null;
  onclose: ((event: unknown) => unknown) | null;
  send(data: string): void;
  close(): void;
}

/** A frame, in the order in which frames were sent. */
export interface WireFrame {
  readonly from: "page" | "server";
  readonly text: string;
}

/** What a frame of the server brought to a view, besides changes. */
export interface Arrived {
  /** The view's number on the wire. */
  readonly view: number;
  readonly effects: Effects;
}

const OPEN = 1;
const CLOSED = 3;

export class Wire {
  /** All frames so far, of whatever connection; heartbeats, too. */
  readonly frames: WireFrame[] = [];
  /** Effects of all frames so far. */
  readonly arrived: Arrived[] = [];
  /** The tokens with which views joined, by their numbers on the wire. */
  readonly tokens: Map<number, string> = new Map();
  /** All tokens of the page's views so far. */
  readonly known: Set<string> = new Set();
  readonly #connect: () => MemorySocket;
  readonly #work: Work;
  /** What ends the wait for an answer, by view and ref. */
  readonly #waiting = new Map<string, () => void>();
  /** Real milliseconds that the server's own code took for frames and timers. */
  serverMs = 0;
  /** Of these, the ones in which the page's code ran. */
  #pageMs = 0;
  #payload: ((frame: ClientFrame) => ClientFrame) | undefined;
  #raw: MemorySocket | undefined;
  #socket: SocketLike | undefined;

  /** `connect` opens a socket to the app, and throws where the app refuses it. */
  constructor(connect: () => MemorySocket, work: Work) {
    this.#connect = connect;
    this.#work = work;
  }

  /** Frames of one side, as they were sent. */
  of(side: WireFrame["from"]): readonly string[] {
    return this.frames.filter(({ from }) => from === side).map(({ text }) => text);
  }

  get connected(): boolean {
    return this.#socket?.readyState === OPEN;
  }

  /** The next event that is sent carries what `change` makes of its frame. */
  changeNext(change: (frame: ClientFrame) => ClientFrame): void {
    this.#payload = change;
  }

  /** What the client is given in place of a `WebSocket`. */
  readonly open: () => SocketLike = () => {
    const raw = this.#connect();
    const socket: SocketLike = {
      readyState: 0,
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (data) => this.#send(raw, data),
      close: () => this.#closed(raw, socket),
    };
    raw.onmessage = (text) => {
      this.#took(text);
      const began = performance.now();
      socket.onmessage?.({ data: text });
      this.#pageMs += performance.now() - began;
    };
    this.#raw = raw;
    this.#socket = socket;
    this.#work.soon(() => {
      if (socket.readyState !== 0) return;
      socket.readyState = OPEN;
      socket.onopen?.({});
    });
    return socket;
  };

  /** Runs code of the server, and takes its time. */
  timed<T>(run: () => T): T {
    const [began, page] = [performance.now(), this.#pageMs];
    const result = run();
    this.serverMs += performance.now() - began - (this.#pageMs - page);
    return result;
  }

  /** The connection breaks. */
  break(): void {
    const [raw, socket] = [this.#raw, this.#socket];
    if (raw === undefined || socket === undefined || socket.readyState === CLOSED) return;
    this.#closed(raw, socket);
    socket.onclose?.({});
  }

  /** Tells the client that the server closed the connection; false where it did not. */
  noticeEnd(): boolean {
    if (this.#raw?.closed === undefined || this.#socket?.readyState === CLOSED) return false;
    this.break();
    return true;
  }

  #closed(raw: MemorySocket, socket: SocketLike): void {
    socket.readyState = CLOSED;
    raw.onmessage = undefined;
    raw.close();
    for (const end of this.#waiting.values()) end();
    this.#waiting.clear();
  }

  #send(raw: MemorySocket, data: string): void {
    let frame = JSON.parse(data) as ClientFrame;
    if (typeof frame[2] === "string" && this.#payload !== undefined) {
      frame = this.#payload(frame);
      this.#payload = undefined;
    }
    const text = JSON.stringify(frame);
    this.frames.push({ from: "page", text });
    const [view, ref, what] = frame as readonly [number, number, (string | number)?, unknown?];
    if (what === 0) this.#know(view, (frame[3] as { readonly token: string }).token);
    if (what !== undefined && what !== 1)
      this.#waiting.set(`${view} ${ref}`, this.#work.begin(what === 0 ? "a view to join" : `the answer to ${what}`));
    // Never in the stack of who sends.
    const end = this.#work.begin("a frame to arrive");
    queueMicrotask(() => {
      end();
      this.timed(() => raw.send(text));
    });
  }

  #know(view: number, token: string): void {
    this.tokens.set(view, token);
    this.known.add(token);
  }

  #took(text: string): void {
    this.frames.push({ from: "server", text });
    const [view, ref, , effects] = JSON.parse(text) as ServerFrame & [number, number?, unknown?, Effects?];
    if (ref === undefined) return;
    if (effects?.k !== undefined) this.#know(view, effects.k);
    if (effects !== undefined) this.arrived.push({ view, effects });
    for (const [key, end] of [...this.#waiting]) {
      const [of, number] = key.split(" ").map(Number);
      // A view that ended answers nothing more.
      if (of !== view || ((number as number) > ref && effects?.x === undefined)) continue;
      this.#waiting.delete(key);
      end();
    }
  }
}

/** An event's frame with another payload, in the form in which the client would write it. */
export function withPayload(frame: ClientFrame, payload: Payload | 0): ClientFrame {
  const [view, ref, name, ...rest] = frame as readonly [number, number, string, ...unknown[]];
  const isBare = rest.length === 1 && typeof rest[0] === "number";
  const [, component = 0, ack] = isBare ? [0, 0, rest[0]] : rest;
  const isFilled = payload !== 0 && Object.keys(payload).length > 0;
  if (!isFilled && component === 0) return [view, ref, name, ...(ack === undefined ? [] : [ack])] as unknown as ClientFrame;
  const tail = ack === undefined ? (component === 0 ? [] : [component]) : [component, ack];
  return [view, ref, name, isFilled ? payload : 0, ...tail] as unknown as ClientFrame;
}

/** An event's frame whose own values have these added to them. */
export function withValues(frame: ClientFrame, values: Payload): ClientFrame {
  const payload = frame[3];
  if (!Array.isArray(payload)) {
    const own = typeof payload === "object" && payload !== null ? (payload as Payload) : {};
    return withPayload(frame, { ...own, ...values });
  }
  const [fields, own] = payload as [object, Payload | 0];
  const changed = [...frame] as unknown[];
  changed[3] = [fields, { ...(own === 0 ? {} : own), ...values }];
  return changed as unknown as ClientFrame;
}

/** A form's frame with more fields. */
export function withFields(frame: ClientFrame, fields: Fields): ClientFrame {
  const payload = frame[3];
  if (!Array.isArray(payload)) return withValues(frame, fields as Payload);
  const [own, values] = payload as [Fields, Payload | 0];
  const changed = [...frame] as unknown[];
  changed[3] = [{ ...own, ...fields }, values];
  return changed as unknown as ClientFrame;
}
