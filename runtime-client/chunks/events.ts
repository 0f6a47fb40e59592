/** The events chunk: bindings beyond those that nearly every page has. */
import { ContainerAttribute } from "../../protocol/bindings.ts";
import { attributeOf, findAll, own } from "../dom.ts";
import type { Bindings } from "../push.ts";
import { stages } from "../stages.ts";

const attribute = (type: string): string => stages.prefix_ + type;
const bindings = (): Bindings => stages.bindings_ as Bindings;
/** All elements of the page with this binding. */
const bound = (type: string): HTMLElement[] => findAll(document.documentElement, `[${attribute(type)}]`);
const isBound = (element: Element, type: string): boolean => own(element, "hasAttribute", attribute(type));

const isLive = (element: Element): boolean | undefined =>
  own(element, "closest", `[${ContainerAttribute.token}]`)?.classList.contains("live-connected");

/** What bubbles, or is said to: the nearest binding counts. */
for (const [dom, type] of [
  ["dblclick", "dblclick"],
  ["focusin", "focus"],
  ["focusout", "blur"],
] as const) {
  addEventListener(dom, (event) => {
    const owner = event.target instanceof Element && own(event.target, "closest", `[${attribute(type)}]`);
    // What moves inside of an element is neither its focus nor its blur.
    const { relatedTarget: other } = event as FocusEvent;
    if (owner && !(other instanceof Node && owner.contains(other))) bindings().fire_(owner, type, {}, event);
  });
}

/** Where the visitor pressed: a drag that ends elsewhere is no click there. */
let pressed: EventTarget | null = null;
addEventListener(
  "pointerdown",
  ({ target }) => {
    pressed = target;
  },
  true,
);

addEventListener(
  "click",
  (event) => {
    const target = event.target as Element;
    // Only a click on the element itself, and not on what is in it.
    const owner = isBound(target, "capture-click") ? target : target.querySelector(`[${attribute("capture-click")}]`);
    if (owner) bindings().fire_(owner, "capture-click", {}, event);
    // A click by a key or a script began nowhere else.
    const from = event.detail && pressed instanceof Node ? pressed : target;
    for (const element of bound("click-away")) {
      if (!element.contains(from) && (element.checkVisibility?.() ?? true)) bindings().fire_(element, "click-away", {}, event);
    }
  },
  true,
);

for (const type of ["focus", "blur", "keydown", "keyup"] as const) {
  addEventListener(type, (event) => {
    const { key } = event as KeyboardEvent;
    const isKey = type.startsWith("key");
    if (isKey ? !key : event.target instanceof Node) return;
    for (const owner of bound(`window-${type}`)) {
      const wanted = attributeOf(owner, attribute("key")) ?? key;
      if (!isKey || wanted.toLowerCase() === key.toLowerCase()) bindings().fire_(owner, `window-${type}`, isKey ? { key } : {}, event);
    }
  });
}

addEventListener(
  "scroll",
  (event) => {
    const isPage = event.target === document;
    const element = isPage ? document.documentElement : (event.target as Element);
    const { scrollTop, scrollHeight, clientHeight } = element;
    // Scrolled positions are fractions where a page is zoomed.
    const values = { scrollTop, scrollHeight, clientHeight, atEnd: scrollTop + clientHeight >= scrollHeight - 1 };
    if (isPage) for (const owner of bound("window-scroll")) bindings().fire_(owner, "window-scroll", values, event);
    else if (isBound(element, "scroll")) bindings().fire_(element, "scroll", values, event);
  },
  { capture: true, passive: true },
);

// ---------------------------------------------------------------------------------------------- lives of elements

const mounted = new WeakSet<Element>();
/** Of elements that want to know, whether their view was connected. */
const connected = new WeakMap<Element, boolean>();

stages.settled_.push(() => {
  for (const element of bound("mounted")) {
    if (mounted.has(element) || !isLive(element)) continue;
    mounted.add(element);
    bindings().fire_(element, "mounted");
  }
  for (const element of document.querySelectorAll(`[${attribute("connected")}],[${attribute("disconnected")}]`)) {
    const before = connected.get(element);
    const now = isLive(element) === true;
    if (before === now || (before === undefined && !now)) continue;
    connected.set(element, now);
    const type = now ? "connected" : "disconnected";
    if (isBound(element, type)) bindings().fire_(element, type);
  }
  for (const end of ENDS) for (const element of bound(`viewport-${end}`)) watch(element, end);
});

stages.leaving_.push((nodes) => {
  for (const element of bound("remove")) if (nodes.some((node) => node.contains(element))) bindings().fire_(element, "remove");
});

// ---------------------------------------------------------------------------------------------- the ends of lists

const ENDS = ["top", "bottom"] as const;

/** The row at an end of a list, as long as it is watched. */
const rows = new WeakMap<Element, Element>();

/** Sends an event when the first or last row of a list comes into view; each row does so once. */
const observer =
  "IntersectionObserver" in globalThis
    ? new IntersectionObserver((entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          for (const end of ENDS) {
            const list = rows.get(target);
            if (list && endOf(list, end) === target && isBound(list, `viewport-${end}`))
              bindings().fire_(list, `viewport-${end}`, { id: target.id });
          }
        }
      })
    : undefined;

const endOf = (list: Element, end: (typeof ENDS)[number]): Element | null =>
  end === "top" ? list.firstElementChild : list.lastElementChild;

function watch(list: Element, end: (typeof ENDS)[number]): void {
  const row = endOf(list, end);
  if (!row || rows.has(row)) return;
  rows.set(row, list);
  observer?.observe(row);
}
