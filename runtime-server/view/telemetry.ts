/**
 * What a program can be told of its views while they work, by channels of `node:diagnostics_channel`. Without a
 * subscriber nothing is made and nothing is measured.
 */
import { type Channel, channel } from "node:diagnostics_channel";
import type { Maybe } from "../base/maybe.ts";

/**
 * A callback on three channels. `<name>.start`, before it runs, has a `systemTime` (milliseconds since 1970);
 * `<name>.stop`, when it has returned or its promise is settled, a `duration` (milliseconds); `<name>.exception` a
 * `duration`, a `kind` (`"throw"` or `"reject"`) and a `reason`.
 */
class Span<M extends object> {
  readonly #start: Channel;
  readonly #stop: Channel;
  readonly #exception: Channel;

  constructor(name: string) {
    this.#start = channel(`${name}.start`);
    this.#stop = channel(`${name}.stop`);
    this.#exception = channel(`${name}.exception`);
  }

  /** Somebody is subscribed. */
  get isWatched(): boolean {
    return this.#start.hasSubscribers || this.#stop.hasSubscribers || this.#exception.hasSubscribers;
  }

  /** Runs `fn`, and tells of it. */
  run<T>(about: M, fn: () => Maybe<T>): Maybe<T> {
    this.#start.publish({ ...about, systemTime: Date.now() });
    const begun = performance.now();
    const done = (value: T): T => {
      this.#stop.publish({ ...about, duration: performance.now() - begun });
      return value;
    };
    const failed = (kind: "throw" | "reject", reason: unknown): never => {
      this.#exception.publish({ ...about, duration: performance.now() - begun, kind, reason });
      throw reason;
    };
    let result: Maybe<T>;
    try {
      result = fn();
    } catch (error) {
      return failed("throw", error);
    }
    return result instanceof Promise ? result.then(done, (error: unknown) => failed("reject", error)) : done(result);
  }
}

/** Whose callback it is. */
interface Told {
  readonly socket: object;
  /** Name of the view. */
  readonly view: string;
}

/** `params` is `null` for a view that is not routed. */
export const mountSpan: Span<Told & { readonly params: unknown; readonly session: unknown }> = new Span("livec.view.mount");
export const paramsSpan: Span<Told & { readonly params: unknown; readonly uri: string }> = new Span("livec.view.handleParams");
/** `params` is the event's payload, as the handler is given it. */
export const eventSpan: Span<Told & { readonly event: string; readonly params: unknown }> = new Span("livec.view.handleEvent");
export const componentEventSpan: Span<Told & { readonly component: string; readonly event: string; readonly params: unknown }> = new Span(
  "livec.component.handleEvent",
);
