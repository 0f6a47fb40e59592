/**
 * Commands: what the page does by itself when something happens, without asking the server. On the wire and in an
 * attribute they are JSON: `[["toggle",{"to":"#menu"}],["push",{"event":"opened"}]]`.
 */

/** Where a command acts; on the element itself without. */
export interface CommandTarget {
  /** A selector of the page. */
  readonly to?: string | undefined;
  /** A selector of what is inside the element. */
  readonly inner?: string | undefined;
  /** A selector of what is around the element, the nearest one. */
  readonly closest?: string | undefined;
}

export interface TransitionOptions extends CommandTarget {
  /**
   * Classes while it lasts; or these, those of its first moment, and those of the rest: `["ease-out", "opacity-0",
   * "opacity-100"]`.
   */
  readonly transition?: string | readonly [during: string, from: string, to: string] | undefined;
  /** Milliseconds that the transition takes; default 200. */
  readonly time?: number | undefined;
}

export interface ShowOptions extends TransitionOptions {
  /** What `display` is while it is shown; default `block`. */
  readonly display?: string | undefined;
}

export interface DispatchOptions extends CommandTarget {
  readonly detail?: object | undefined;
  /** Default true. */
  readonly bubbles?: boolean | undefined;
}

export interface PushOptions {
  /** Is added to the payload. */
  readonly value?: object | undefined;
  /** As `live-target`. */
  readonly target?: string | number | undefined;
}

/** One command, by its name. */
export type Command = readonly [name: string, options: { readonly [name: string]: unknown }];

/** What takes commands one by one; without it they are collected. */
export type CommandSink = (command: Command) => void;

/** A selector is short for `{ to: selector }`. */
type At<O extends CommandTarget = CommandTarget> = string | O;

/**
 * Commands, one after the other. Each method answers new commands, so that they can be shared.
 *
 * @example
 * js.toggle("#menu").focusFirst("#menu").push("opened")
 */
export class Commands {
  readonly #list: readonly Command[];
  readonly #sink: CommandSink | undefined;

  constructor(list: readonly Command[] = [], sink?: CommandSink) {
    this.#list = list;
    this.#sink = sink;
  }

  /** What an attribute holds. */
  toString(): string {
    return JSON.stringify(this.#list);
  }

  toJSON(): readonly Command[] {
    return this.#list;
  }

  show(at?: At<ShowOptions>): Commands {
    return this.#add("show", at);
  }

  hide(at?: At<TransitionOptions>): Commands {
    return this.#add("hide", at);
  }

  /** Hides what is visible, and shows what is not. */
  toggle(at?: At<ShowOptions>): Commands {
    return this.#add("toggle", at);
  }

  addClass(names: string, at?: At<TransitionOptions>): Commands {
    return this.#add("addClass", at, { names });
  }

  removeClass(names: string, at?: At<TransitionOptions>): Commands {
    return this.#add("removeClass", at, { names });
  }

  toggleClass(names: string, at?: At<TransitionOptions>): Commands {
    return this.#add("toggleClass", at, { names });
  }

  setAttribute(name: string, value: string, at?: At): Commands {
    return this.#add("setAttribute", at, { attr: [name, value] });
  }

  removeAttribute(name: string, at?: At): Commands {
    return this.#add("removeAttribute", at, { attr: [name] });
  }

  /** Between two values, or between a value and none. */
  toggleAttribute(name: string, values: string | readonly [on: string, off: string], at?: At): Commands {
    return this.#add("toggleAttribute", at, { attr: [name, ...(typeof values === "string" ? [values] : values)] });
  }

  /** Classes for a while, without showing or hiding anything. */
  transition(transition: NonNullable<TransitionOptions["transition"]>, at?: At<TransitionOptions>): Commands {
    return this.#add("transition", at, { transition });
  }

  /** Dispatches a `CustomEvent` of the DOM. */
  dispatch(event: string, at?: At<DispatchOptions>): Commands {
    return this.#add("dispatch", at, { event });
  }

  focus(at?: At): Commands {
    return this.#add("focus", at);
  }

  /** The first element inside that can have the focus. */
  focusFirst(at?: At): Commands {
    return this.#add("focusFirst", at);
  }

  /** Remembers what has the focus, or the element that is named, for {@link popFocus}. */
  pushFocus(at?: At): Commands {
    return this.#add("pushFocus", at);
  }

  popFocus(): Commands {
    return this.#add("popFocus");
  }

  navigate(href: string, options: { readonly replace?: boolean } = {}): Commands {
    return this.#add("navigate", undefined, { href, ...options });
  }

  patch(href: string, options: { readonly replace?: boolean } = {}): Commands {
    return this.#add("patch", undefined, { href, ...options });
  }

  /** Sends an event to the view. */
  push(event: string, options: PushOptions = {}): Commands {
    return this.#add("push", undefined, { event, ...options });
  }

  /** Runs the commands that an attribute holds. */
  exec(attribute: string, at?: At): Commands {
    return this.#add("exec", at, { attr: attribute });
  }

  #add(name: string, at: At = {}, options: object = {}): Commands {
    const command: Command = [name, { ...options, ...(typeof at === "string" ? { to: at } : at) }];
    this.#sink?.(command);
    return new Commands([...this.#list, command], this.#sink);
  }
}

/** Where commands begin: `js.show("#menu")`. */
export const js: Commands = /* @__PURE__ */ new Commands();
