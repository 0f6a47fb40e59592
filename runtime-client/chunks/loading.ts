/**
 * The loading chunk: what else shows that an event waits for its answer. `live-loading.*` may stand on any element,
 * `live-disable-with` on what sends the event. What was done is undone after the last event it was done for.
 */
import { ContainerAttribute } from "../../protocol/bindings.ts";
import { attributeOf, findAll, namesOf, own } from "../dom.ts";
import type { Push } from "../push.ts";
import { stages } from "../stages.ts";

/** An element that shows events. */
interface Busy {
  readonly pushes_: Set<Push>;
  /** Does again what a frame may have written over. */
  readonly redo_: readonly (() => void)[];
  readonly undo_: readonly (() => void)[];
}

const busy = new Map<HTMLElement, Busy>();

/** Attributes of what sends events: what is inside belongs to it. */
const SENDING = /^((capture-)?click|dblclick|submit|change|input|key(down|up)|focus|blur)$/;

const setting = (element: Element, name: string): string | null => attributeOf(element, stages.prefix_ + name);
const viewOf = (element: Element): Element | null => own(element, "closest", `[${ContainerAttribute.token}]`);

/**
 * True for an element that names the event, sends it, or stands in what sends it. One that stands in nothing that sends
 * events shows all of its view.
 */
function shows(element: Element, { name_: name, owner_: owner, element_: origin }: Push): boolean {
  const isInView = viewOf(element) === viewOf(owner);
  const names = setting(element, "loading.for");
  if (names !== null) return isInView && names.split(/\s+/).includes(name);
  for (let around: Element | null = element; around; around = own(around, "parentElement")) {
    if (around === owner || around === origin) return true;
    if (namesOf(around).some((name) => name.startsWith(stages.prefix_) && SENDING.test(name.slice(stages.prefix_.length)))) return false;
  }
  return isInView;
}

type Change = readonly [redo: () => void, undo: () => void];

function disable(element: HTMLElement): Change {
  const field = element as HTMLButtonElement;
  const { disabled } = field;
  const set = (value: boolean): void => {
    if (disabled !== undefined) field.disabled = value;
  };
  return [() => set(true), () => set(disabled)];
}

function display(element: HTMLElement, value: string): Change {
  const { style } = element;
  const before = style.display;
  const set = (value: string): void => {
    style.display = value;
    if (!style.length) own(element, "removeAttribute", "style");
  };
  return [() => set(value), () => set(before)];
}

function addClass(element: HTMLElement, value: string): Change {
  const list = own(element, "classList");
  const added = value.split(/\s+/).filter((name) => name && !list.contains(name));
  return [
    () => list.add(...added),
    () => {
      list.remove(...added);
      if (!list.length) own(element, "removeAttribute", "class");
    },
  ];
}

/** What the element contains waits aside, where frames still find it. */
function say(element: HTMLElement, value: string): Change {
  const content = new DocumentFragment();
  content.append(...element.childNodes);
  element.append(value);
  return [() => {}, () => element.replaceChildren(content)];
}

function begin(element: HTMLElement): Busy {
  const changes: Change[] = [];
  const where = (name: string, change: (element: HTMLElement, value: string) => Change): void => {
    const value = setting(element, name);
    if (value !== null) changes.push(change(element, value));
  };
  where("loading.disable", disable);
  where("loading.class", addClass);
  where("loading.show", (element, value) => display(element, value || "block"));
  where("loading.remove", (element) => display(element, "none"));
  where("disable-with", (element, value) => say(element, value));
  where("disable-with", disable);
  const isBusy = attributeOf(element, "aria-busy");
  changes.push([
    () => own(element, "setAttribute", "aria-busy", "true"),
    () => (isBusy === null ? own(element, "removeAttribute", "aria-busy") : own(element, "setAttribute", "aria-busy", isBusy)),
  ]);
  return { pushes_: new Set(), redo_: changes.map(([redo]) => redo), undo_: changes.map(([, undo]) => undo) };
}

function told(push: Push, kind: "start" | "stop"): void {
  const { owner_: target } = push;
  if (setting(target, "page-loading") === null) return;
  dispatchEvent(new CustomEvent(`live:page-loading-${kind}`, { detail: { kind: "element", target } }));
}

stages.waits_.push((push, on) => {
  told(push, on ? "start" : "stop");
  if (!on) {
    for (const [element, { pushes_: pushes, undo_: undo }] of busy) {
      if (!pushes.delete(push) || pushes.size) continue;
      busy.delete(element);
      for (const one of undo) one();
    }
    return;
  }
  const { owner_: owner, type_: type } = push;
  const names = ["disable", "class", "show", "remove"].map((name) => `[${stages.prefix_}loading\\.${name}]`);
  const elements = (findAll(document.documentElement, names.join()) as HTMLElement[]).filter((element) => shows(element, push));
  const sending = type === "submit" ? (Array.from(own(owner as HTMLFormElement, "elements")) as HTMLElement[]) : [owner as HTMLElement];
  elements.push(...sending.filter((element) => setting(element, "disable-with") !== null));
  for (const element of new Set(elements)) {
    const known = busy.get(element) ?? begin(element);
    if (!busy.has(element)) for (const redo of known.redo_) redo();
    known.pushes_.add(push);
    busy.set(element, known);
  }
});

stages.settled_.push(() => {
  for (const { redo_: redo } of busy.values()) for (const one of redo) one();
});

// What must not happen twice: nothing is sent by what is disabled, be it an element that browsers cannot disable.
stages.push_.push(({ owner_: owner }, go) => {
  const isOnce = setting(owner, "disable-with") ?? setting(owner, "loading.disable");
  if (isOnce === null || !busy.has(owner as HTMLElement)) go();
});
