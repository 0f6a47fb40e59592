/**
 * A request's body: collected where somebody asks for it, in one buffer that grows; held back until then; else thrown
 * away as it comes.
 */

/** A body was larger than the server's `bodyBytes`, or came in pieces that cost as much. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/**
 * The bodies of all requests were together larger than the server's `bodiesBytes`, and this one had taken the longest.
 */
export class TooManyBodies extends Error {
  override readonly name = "TooManyBodies";
}

/** Stops what a client sends, and lets it go on. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/**
 * What is kept of a body nobody has asked for yet, before its client has to wait, bytes. A form is smaller, as a rule.
 */
const HELD_BYTES = 64 * 1024;
const SMALLEST_BUFFER = 1024;
/** Each piece costs time, however small: so many are free, and of more each must bring so many bytes, on average. */
const FREE_PIECES = 1024;
const PIECE_BYTES = 16;

/** What the bodies of a server hold, all together, in the order in which their requests came. */
export class Bodies {
  /** Bound of one, bytes. */
  readonly bodyBytes: number;
  readonly #allBytes: number;
  readonly #held = new Map<Body, number>();
  #bytes = 0;

  constructor({ bodyBytes, bodiesBytes }: { readonly bodyBytes: number; readonly bodiesBytes: number }) {
    this.bodyBytes = bodyBytes;
    this.#allBytes = Math.max(bodyBytes, bodiesBytes);
  }

  /** What all of them hold, bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * A body now holds so many bytes. Where that is too much, the one that has taken the longest has to go: it may be
   * this one.
   */
  hold(body: Body, bytes: number): void {
    this.#bytes += bytes - (this.#held.get(body) ?? 0);
    if (bytes === 0) this.#held.delete(body);
    else this.#held.set(body, bytes);
    for (const [oldest] of this.#held) {
      if (this.#bytes <= this.#allBytes) return;
      oldest.fail(new TooManyBodies());
    }
  }
}

/** The body of one request, as its pieces come in. */
export class Body {
  readonly #bodies: Bodies;
  readonly #flow: Flow;
  #buffer = new Uint8Array(0);
  #size = 0;
  #pieces = 0;
  #received = 0;
  #isCostly = false;
  #finished = false;
  #paused = false;
  #complete = false;
  #dropped = false;
  #failure: Error | undefined;
  #asked: Promise<Uint8Array> | undefined;
  #resolve: (whole: Uint8Array) => void = () => {};
  #reject: (error: Error) => void = () => {};

  /** `length`: what the client says it will send, bytes. */
  constructor(bodies: Bodies, flow: Flow, length: number | undefined) {
    this.#bodies = bodies;
    this.#flow = flow;
    if (length !== undefined && length > bodies.bodyBytes) this.fail(new BodyTooLarge());
  }

  /** A piece has come; it is copied. */
  push(piece: Uint8Array, isLast: boolean): void {
    if (isLast) this.#complete = true;
    this.#received += piece.byteLength;
    if (++this.#pieces > FREE_PIECES + this.#received / PIECE_BYTES) return this.#stop();
    if (this.#dropped) return;
    if (this.#size + piece.byteLength > this.#bodies.bodyBytes) return this.fail(new BodyTooLarge());
    this.#append(piece);
    if (this.#dropped) return;
    if (this.#asked !== undefined) this.#deliver();
    else if (!this.#complete && this.#size >= HELD_BYTES) this.#pause();
  }

  /** It comes in pieces so small that reading on would cost more than it brings: its connection is to be closed. */
  get isCostly(): boolean {
    return this.#isCostly;
  }

  /** The whole of it. Rejects with {@link BodyTooLarge} or {@link TooManyBodies}, or when the client goes away. */
  read(): Promise<Uint8Array> {
    if (this.#asked !== undefined) return this.#asked;
    this.#asked = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (this.#failure !== undefined) this.#reject(this.#failure);
    else this.#deliver();
    this.#resume();
    return this.#asked;
  }

  /** It will not be had any more; what still comes is thrown away. */
  fail(error: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#drop();
    this.#reject(error);
  }

  /** The request was answered: nobody wants what still comes. */
  finish(): void {
    this.#finished = true;
    if (!this.#dropped) this.fail(new Error("The request was answered before its body was read."));
    this.#resume();
  }

  /** The client is gone: there is nothing to resume any more. */
  abort(): void {
    this.#finished = true;
    this.#paused = false;
    this.fail(new Error("The client went away."));
  }

  #stop(): void {
    this.#isCostly = true;
    this.fail(new BodyTooLarge());
    // Once it was answered, the connection is no longer ours to hold.
    if (!this.#finished) this.#pause();
  }

  #deliver(): void {
    if (!this.#complete || this.#dropped) return;
    const whole = this.#buffer.subarray(0, this.#size);
    this.#drop();
    this.#resolve(whole);
  }

  /** Whoever sends few bytes at a time makes the buffer grow as little as somebody who sends many. */
  #append(piece: Uint8Array): void {
    const size = this.#size + piece.byteLength;
    if (size > this.#buffer.byteLength) {
      const capacity = this.#complete
        ? size
        : Math.min(this.#bodies.bodyBytes, Math.max(size, this.#buffer.byteLength * 2, SMALLEST_BUFFER));
      const larger = new Uint8Array(capacity);
      larger.set(this.#buffer.subarray(0, this.#size));
      this.#buffer = larger;
      this.#bodies.hold(this, capacity);
    }
    if (this.#dropped) return;
    this.#buffer.set(piece, this.#size);
    this.#size = size;
  }

  #drop(): void {
    this.#dropped = true;
    this.#buffer = new Uint8Array(0);
    this.#bodies.hold(this, 0);
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#flow.pause();
  }

  #resume(): void {
    if (!this.#paused || this.#isCostly) return;
    this.#paused = false;
    this.#flow.resume();
  }
}
