/** The commands chunk: what the page does by itself, and what of it stays when frames come. */

import { ContainerAttribute } from "../../protocol/bindings.ts";
import type { Command } from "../../protocol/commands.ts";
import type { EventPayload, Payload } from "../../protocol/wire.ts";
import { attributeOf, findAll, own, setAttributeOf } from "../dom.ts";
import type { Intent } from "../push.ts";
import { stages } from "../stages.ts";

type Options = Command[1] & {
  readonly to?: string;
  readonly inner?: string;
  readonly closest?: string;
  readonly names?: string;
  readonly attr?: readonly string[];
  readonly transition?: string | readonly string[];
  readonly time?: number;
};

/** What commands made of an element, whatever the server says of it. */
interface Sticky {
  readonly classes_: Map<string, boolean>;
  readonly attributes_: Map<string, string | null>;
  display_?: string;
}

const stuck = new Map<HTMLElement, Sticky>();

function stickyOf(element: HTMLElement): Sticky {
  const known = stuck.get(element) ?? { classes_: new Map(), attributes_: new Map() };
  stuck.set(element, known);
  return known;
}

function keep(element: HTMLElement, { classes_: classes, attributes_: attributes, display_: display }: Sticky): void {
  const list = own(element, "classList");
  for (const [name, on] of classes) if (list.contains(name) !== on) list.toggle(name, on);
  for (const [name, value] of attributes) if (attributeOf(element, name) !== value) setAttributeOf(element, name, value);
  if (display !== undefined && element.style.display !== display) element.style.display = display;
}

stages.settled_.push(() => {
  for (const [element, sticky] of stuck) {
    if (element.isConnected) keep(element, sticky);
    else stuck.delete(element);
  }
});

const wordsOf = (names = ""): string[] => names.split(/\s+/).filter(Boolean);
const isShown = (element: Element): boolean => getComputedStyle(element).display !== "none";

function setClasses(element: HTMLElement, names: string, on: (name: string) => boolean): void {
  const sticky = stickyOf(element);
  for (const name of wordsOf(names)) sticky.classes_.set(name, on(name));
  keep(element, sticky);
}

/** Classes for a while; nothing moves for who does not want it. */
function transit(element: HTMLElement, { transition, time = 200 }: Options, done = (): void => {}): void {
  const still = matchMedia?.("(prefers-reduced-motion: reduce)").matches;
  if (transition === undefined || still) return done();
  const [during, from, to] = (typeof transition === "string" ? [transition, "", ""] : transition).map(wordsOf) as [
    string[],
    string[],
    string[],
  ];
  const list = own(element, "classList");
  list.add(...during, ...from);
  requestAnimationFrame(() => {
    list.remove(...from);
    list.add(...to);
  });
  setTimeout(() => {
    list.remove(...during, ...from, ...to);
    if (!list.length) own(element, "removeAttribute", "class");
    done();
  }, time);
}

function display(element: HTMLElement, value: string): void {
  const sticky = stickyOf(element);
  sticky.display_ = value;
  keep(element, sticky);
  element.dispatchEvent(new Event(`live:${value === "none" ? "hide" : "show"}`));
}

function show(element: HTMLElement, options: Options): void {
  display(element, String(options["display"] ?? "block"));
  transit(element, options);
}

const hide = (element: HTMLElement, options: Options): void => transit(element, options, () => display(element, "none"));

function setAttribute(element: HTMLElement, name: string, value: string | null): void {
  const sticky = stickyOf(element);
  sticky.attributes_.set(name, value);
  keep(element, sticky);
}

const FOCUSABLE =
  "a[href],area[href],button:enabled,input:enabled,select:enabled,textarea:enabled,iframe,[tabindex]:not([tabindex='-1']),[contenteditable]";
const focused: HTMLElement[] = [];

/** The page's own way to another one, as a link has it. */
function follow(element: HTMLElement, type: string, { href, replace }: Options): void {
  const link = document.createElement("a");
  link.href = String(href);
  link.hidden = true;
  link.setAttribute(stages.prefix_ + type, "");
  if (replace) link.setAttribute(`${stages.prefix_}replace`, "");
  (own(element, "closest", `[${ContainerAttribute.token}]`) ?? document.body).append(link);
  link.click();
  link.remove();
}

function withValue(payload: EventPayload, value: object | undefined): EventPayload {
  if (!Array.isArray(payload)) return { ...payload, ...value };
  const [fields, values] = payload as readonly [Payload, Payload | 0];
  return [fields, { ...(values || {}), ...value }] as EventPayload;
}

const acts: { readonly [name: string]: (element: HTMLElement, options: Options, intent: Intent) => void } = {
  show,
  hide,
  toggle: (element, options) => (isShown(element) ? hide : show)(element, options),
  addClass: (element, options) => {
    setClasses(element, options.names ?? "", () => true);
    transit(element, options);
  },
  removeClass: (element, options) => {
    setClasses(element, options.names ?? "", () => false);
    transit(element, options);
  },
  toggleClass: (element, options) => {
    const list = own(element, "classList");
    setClasses(element, options.names ?? "", (name) => !list.contains(name));
    transit(element, options);
  },
  setAttribute: (element, { attr: [name = "", value = ""] = [] }) => setAttribute(element, name, value),
  removeAttribute: (element, { attr: [name = ""] = [] }) => setAttribute(element, name, null),
  toggleAttribute: (element, { attr: [name = "", on = "", off = null] = [] }) =>
    setAttribute(element, name, attributeOf(element, name) === on ? off : on),
  transition: (element, options) => transit(element, options),
  dispatch: (element, { event, detail, bubbles = true }, { owner_: dispatcher }) =>
    element.dispatchEvent(new CustomEvent(String(event), { detail: { ...(detail as object), dispatcher }, bubbles: Boolean(bubbles) })),
  focus: (element) => element.focus(),
  focusFirst: (element) => (findAll(element, FOCUSABLE) as HTMLElement[]).find(isShown)?.focus(),
  pushFocus: (element, { to, inner, closest }) =>
    focused.push((to ?? inner ?? closest) ? element : ((document.activeElement ?? element) as HTMLElement)),
  popFocus: () => focused.pop()?.focus(),
  navigate: (element, options) => follow(element, "navigate", options),
  patch: (element, options) => follow(element, "patch", options),
  push: (_, { event, value, target }, intent) =>
    stages.bindings_?.send_({
      ...intent,
      name_: String(event),
      payload_: withValue(intent.payload_, value as object | undefined),
      target_: target === undefined ? intent.target_ : String(target),
    }),
  exec: (element, { attr }, intent) => run(attributeOf(element, String(attr)) ?? "[]", { ...intent, owner_: element }),
};

function targetsOf(owner: Element, { to, inner, closest }: Options): readonly Element[] {
  if (to !== undefined) return [...document.querySelectorAll(to)];
  if (inner !== undefined) return findAll(owner, inner);
  const around = closest === undefined ? owner : own(owner, "closest", closest);
  return around ? [around] : [];
}

function act([name, options]: Command, intent: Intent): void {
  const one = acts[name];
  if (!one) console.error(`livec: there is no command ${name}`);
  else for (const element of targetsOf(intent.owner_, options)) one(element as HTMLElement, options, intent);
}

function run(commands: string | readonly Command[], intent: Intent): void {
  for (const command of typeof commands === "string" ? (JSON.parse(commands) as readonly Command[]) : commands) act(command, intent);
}

stages.run_ = run;
