/** Hooks: functions that a view's guards, or its own code, put before its callbacks. */
import { LivecError } from "../../base/errors.ts";
import { after, type Maybe } from "../../base/maybe.ts";
import type { Params, Session } from "../define.ts";
import { Redirect } from "../redirect.ts";
import type { MountSocket, Socket } from "../socket.ts";

/** What a hook says: nothing or `"cont"` to go on; `"halt"`, a reply or a redirect where nothing else may run. */
export type HookResult = void | undefined | "cont" | "halt" | Redirect | { readonly reply: unknown };

/** State of a view of which nothing is known. */
type AnySocket = Socket<Record<string, unknown>>;

/** What the hooks of each stage are given. */
export interface HookStages {
  /** Before `mount`. */
  mount(socket: MountSocket, params: Params, session: Session): HookResult | Promise<HookResult>;
  /** Before `handleParams`. */
  handleParams(socket: AnySocket, params: Params, uri: string): HookResult | Promise<HookResult>;
  /**
   * Before the handler of an event, and of such that the view has no handler for, as long as it is on the allow-list.
   */
  handleEvent(socket: AnySocket, event: string, payload: { readonly [name: string]: unknown }): HookResult | Promise<HookResult>;
  /** Before `handleInfo`. */
  handleInfo(socket: AnySocket, message: unknown): HookResult | Promise<HookResult>;
  /** Before `handleAsync`. */
  handleAsync(socket: AnySocket, name: string, result: unknown): HookResult | Promise<HookResult>;
  /** After what a turn changed was rendered; what is assigned here is shown with the next turn. */
  afterRender(socket: AnySocket): void;
}

export type HookStage = keyof HookStages;

/** Hooks of a view. */
export interface HookSocket {
  /** Puts `fn` before a callback, behind the hooks that are there. Throws `bad-definition` for a name that is taken. */
  attachHook<T extends HookStage>(name: string, stage: T, fn: HookStages[T]): void;
  /** Takes it away; nothing happens where there is none. */
  detachHook(name: string, stage: HookStage): void;
}

/** A hook that waits for its view. */
export interface AttachedHook {
  readonly name: string;
  readonly stage: HookStage;
  readonly fn: HookStages[HookStage];
}

const stages: { readonly [T in HookStage]: true } = {
  mount: true,
  handleParams: true,
  handleEvent: true,
  handleInfo: true,
  handleAsync: true,
  afterRender: true,
};

/** Hooks of a view: more than this are attached again and again by mistake. */
const MOST_HOOKS = 100;

export class Hooks {
  #hooks: readonly AttachedHook[] = [];

  attach(hook: AttachedHook): void {
    const { name, stage, fn } = hook;
    if (!Object.hasOwn(stages, stage))
      throw bad(`attachHook: there is no stage "${stage}". The stages are ${Object.keys(stages).join(", ")}.`);
    if (typeof fn !== "function") throw bad(`attachHook(${JSON.stringify(name)}): the hook is not a function.`);
    if (this.#hooks.some((other) => other.name === name && other.stage === stage))
      throw bad(`There is a hook ${JSON.stringify(name)} for ${stage} already; detach it first.`);
    if (this.#hooks.length >= MOST_HOOKS) throw bad(`More than ${MOST_HOOKS} hooks are attached to one view.`);
    this.#hooks = [...this.#hooks, hook];
  }

  detach(name: string, stage: HookStage): void {
    this.#hooks = this.#hooks.filter((hook) => hook.name !== name || hook.stage !== stage);
  }

  has(stage: HookStage): boolean {
    return this.#hooks.some((hook) => hook.stage === stage);
  }

  /** Runs the hooks of a stage until one halts; answers what that one said. */
  run(stage: HookStage, ...given: readonly unknown[]): Maybe<HookResult> {
    const hooks = this.#hooks.filter((hook) => hook.stage === stage);
    const from = (index: number): Maybe<HookResult> => {
      const hook = hooks[index];
      if (hook === undefined) return undefined;
      const said = (hook.fn as (...given: readonly unknown[]) => Maybe<HookResult>)(...given);
      return after(said, (result) => (goesOn(result, hook) ? from(index + 1) : result));
    };
    return from(0);
  }
}

function goesOn(result: HookResult, { name, stage }: AttachedHook): boolean {
  if (result === undefined || result === "cont") return true;
  if (result === "halt" || result instanceof Redirect || (typeof result === "object" && result !== null && "reply" in result)) return false;
  throw new LivecError(
    "bad-reply",
    `The hook ${JSON.stringify(name)} for ${stage} returned something else than "cont", "halt", { reply } or a redirect.`,
  );
}

function bad(message: string): LivecError {
  return new LivecError("bad-definition", message);
}
