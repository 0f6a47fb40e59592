/** Hooks: code of the page's own for elements with `live-hook`. What they are; `chunks/hooks.ts` runs them. */

import type { Commands } from "../protocol/commands.ts";

/** What code of a hook has as `this`. */
export interface HookContext<E extends Element = HTMLElement> {
  readonly el: E;
  /** The name of the view that the element is in. */
  readonly viewName: string;
  /**
   * Sends an event to whom the element belongs to, and answers with the handler's `reply`. The promise is rejected
   * where the event was refused, or its view went before it answered.
   */
  pushEvent(name: string, payload?: object, callback?: ReplyCallback): Promise<unknown>;
  /** Sends an event to the view or component of another element, or of what a selector finds. */
  pushEventTo(target: Element | string, name: string, payload?: object, callback?: ReplyCallback): Promise<unknown>;
  /** Calls `callback` for each `socket.pushEvent(name)` of the view, until the element goes or it is removed. */
  handleEvent(name: string, callback: (payload: unknown) => void): HandleRef;
  removeHandleEvent(ref: HandleRef): void;
  /** Commands that run at once, from this element: `this.js().toggle("#menu")`. */
  js(): Commands;
}

/** `reply` is what the handler returned as such; `ref` the number of the event. */
export type ReplyCallback = (reply: unknown, ref: number) => void;

export interface HandleRef {
  readonly name: string;
  readonly listener: (event: Event) => unknown;
}

/** The moments in the life of an element with a hook. */
export interface HookCallbacks {
  /** The element is on the page, and its view connected. */
  mounted?(): void;
  /** A frame is about to change the element, or something in it. */
  beforeUpdate?(): void;
  /** A frame changed the element, or something in it. */
  updated?(): void;
  /** A frame is about to take the element from the page. */
  beforeDestroy?(): void;
  /** The element is gone. */
  destroyed?(): void;
  /** The connection is lost. */
  disconnected?(): void;
  /** The view is connected again. */
  reconnected?(): void;
}

/**
 * A hook, by {@link HookCallbacks} and members of its own, which all have {@link HookContext} as `this`.
 *
 * @example
 * const Chart: Hook<{ chart: Plot }> = {
 *   mounted() { this.chart = new Plot(this.el); },
 *   updated() { this.chart.draw(this.el.dataset["points"]); },
 * };
 */
// biome-ignore lint/complexity/noBannedTypes: {} is a hook without members of its own
export type Hook<M extends object = {}, E extends Element = HTMLElement> = HookCallbacks & Partial<M> & ThisType<HookContext<E> & M>;
