/** The hooks chunk: code of the page's own, called in the life of the elements that name it. */
import { ContainerAttribute } from "../../protocol/bindings.ts";
import { Commands } from "../../protocol/commands.ts";
import type { EventPayload } from "../../protocol/wire.ts";
import { attributeOf, own, parentOf, textOf } from "../dom.ts";
import type { HandleRef, HookCallbacks, HookContext, ReplyCallback } from "../hook.ts";
import { runCommands } from "../later.ts";
import { stages } from "../stages.ts";

/** An element with a hook, as long as it is on the page. */
interface Live {
  readonly element_: HTMLElement;
  readonly hook_: HookCallbacks & HookContext;
  readonly refs_: Set<HandleRef>;
  isConnected_: boolean;
  /** This frame changed it. */
  isChanged_?: boolean;
}

const lives = new Map<Node, Live>();

const containerOf = (element: Element): Element | null => own(element, "closest", `[${ContainerAttribute.token}]`);
const isConnected = (element: Element): boolean | undefined => containerOf(element)?.classList.contains("live-connected");

/** An error in a hook stops neither the other hooks nor the page. */
function call({ hook_: hook }: Live, moment: keyof HookCallbacks): void {
  try {
    hook[moment]?.();
  } catch (error) {
    console.error(error);
  }
}

async function push(
  element: HTMLElement,
  target: Element | string,
  name: string,
  payload: object,
  callback: ReplyCallback = () => {},
): Promise<unknown> {
  const [reply, ref] = await new Promise<readonly [reply: unknown, ref: number]>((resolve, reject) => {
    const to = typeof target !== "string" ? [target] : Number.isNaN(Number(target)) ? document.querySelectorAll(target) : [element];
    if (!to.length) reject(new Error(`${name}: nothing on the page is ${target}`));
    stages.bindings_?.send_({
      owner_: element,
      element_: element,
      type_: "hook",
      name_: name,
      payload_: payload as EventPayload,
      target_: target,
      answered_: ({ ref_: ref }, reply, fate) => {
        if (fate) reject(new Error(`${name} is ${fate}`));
        else resolve([reply, ref as number]);
      },
    });
  });
  callback(reply, ref);
  return reply;
}

function contextOf(element: HTMLElement, refs: Set<HandleRef>): HookContext {
  return {
    el: element,
    viewName: textOf(containerOf(element) as Element, ContainerAttribute.view),
    pushEvent: (name, payload = {}, callback) => push(element, textOf(element, `${stages.prefix_}target`), name, payload, callback),
    pushEventTo: (target, name, payload = {}, callback) => push(element, target, name, payload, callback),
    handleEvent: (name, callback) => {
      const ref: HandleRef = { name, listener: (event) => element.isConnected && callback((event as CustomEvent).detail) };
      refs.add(ref);
      document.addEventListener(`live:${name}`, ref.listener);
      return ref;
    },
    js: () => {
      const target = textOf(element, `${stages.prefix_}target`);
      const intent = { owner_: element, element_: element, type_: "hook", name_: "", payload_: {}, target_: target };
      return new Commands([], (command) => runCommands([command], intent));
    },
    removeHandleEvent: (ref) => {
      refs.delete(ref);
      document.removeEventListener(`live:${ref.name}`, ref.listener);
    },
  };
}

function mount(element: HTMLElement): void {
  const name = attributeOf(element, `${stages.prefix_}hook`) as string;
  const definition = stages.hooks_[name];
  if (!definition && !unknown.has(name)) console.error(`livec: there is no hook ${name}`, element);
  if (!definition) return void unknown.add(name);
  const refs = new Set<HandleRef>();
  // What a hook keeps in `this` is the element's own.
  const hook = Object.assign(Object.create(definition) as HookCallbacks & HookContext, contextOf(element, refs));
  const live: Live = { element_: element, hook_: hook, refs_: refs, isConnected_: true };
  lives.set(element, live);
  call(live, "mounted");
}

/** Names of hooks that are not there, told once. */
const unknown = new Set<string>();

stages.changing_.push((node) => {
  for (let around: Node | null = node; around; around = parentOf(around)) {
    const live = lives.get(around);
    if (!live || live.isChanged_) continue;
    live.isChanged_ = true;
    call(live, "beforeUpdate");
  }
});

stages.leaving_.push((nodes) => {
  for (const live of lives.values()) if (nodes.some((node) => node.contains(live.element_))) call(live, "beforeDestroy");
});

stages.settled_.push(() => {
  for (const live of [...lives.values()]) {
    const { element_: element, hook_: hook, refs_: refs } = live;
    if (!element.isConnected) {
      lives.delete(element);
      call(live, "destroyed");
      for (const ref of refs) hook.removeHandleEvent(ref);
      continue;
    }
    const now = isConnected(element) === true;
    if (now !== live.isConnected_) {
      live.isConnected_ = now;
      call(live, now ? "reconnected" : "disconnected");
    }
    if (live.isChanged_) {
      live.isChanged_ = false;
      call(live, "updated");
    }
  }
  for (const element of document.querySelectorAll<HTMLElement>(`[${stages.prefix_}hook]`)) {
    if (!lives.has(element) && isConnected(element)) mount(element);
  }
});
