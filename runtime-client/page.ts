/** The views of a page, over one socket. */
import { ContainerAttribute } from "../protocol/bindings.ts";
import { type Diff, type Effects, PROTOCOL_VERSION } from "../protocol/wire.ts";
import { openConnection, type WebSocketLike } from "./connection.ts";
import { listen } from "./events.ts";
import { openView, type View } from "./view.ts";

/** What starts and ends the life of a page's views. */
export interface LivePage {
  /** Connects the views of the page, and keeps them connected. */
  readonly connect: () => void;
  /** Closes the connection and stays closed until `connect`. */
  readonly disconnect: () => void;
}

/** Hydrates the views of the page. */
export function openPage(
  path: string,
  prefix: string,
  paramsOf: () => object | undefined,
  reconnectAfter: (tries: number) => number,
  transport: (url: string) => WebSocketLike,
): LivePage {
  const selector = `[${ContainerAttribute.token}]`;
  /** By their numbers, which are counted from 1 and never used again. */
  const views = new Map<number, View>();
  const numbers = new Map<Element, number>();
  let wanted = false;
  const lost = (): void => {
    for (const view of views.values()) view.lost_();
  };
  const { connect_, send_, close_ } = openConnection(
    () => transport(`${location.origin.replace("http", "ws")}${path}/websocket?v=${PROTOCOL_VERSION}`),
    reconnectAfter,
    () => {
      for (const view of views.values()) view.join_();
    },
    ([number, ...frame]) => {
      views.get(number as number)?.receive_(...(frame as [number, Diff, Effects]));
      follow();
    },
    lost,
  );
  const viewOf = (element: Element): View | undefined => views.get(numbers.get(element.closest(selector) as Element) as number);
  const recover = listen(prefix, viewOf);
  let last = 0;
  const open = (container: Element): void => {
    if (numbers.has(container)) return;
    numbers.set(container, ++last);
    views.set(last, openView(last, container, send_, paramsOf, recover, reconnectAfter));
  };
  /** Nested views come and go with what is around them. */
  const follow = (): void => {
    for (const view of [...views.values()]) for (const container of view.nested_()) open(container);
    for (const [container, number] of numbers) {
      if (container.isConnected) continue;
      numbers.delete(container);
      views.get(number)?.lost_();
      views.delete(number);
    }
  };
  for (const container of document.querySelectorAll(selector)) open(container);
  const resume = (): void => {
    if (wanted) connect_();
  };
  for (const type of ["online", "pageshow", "visibilitychange"]) addEventListener(type, resume);
  const rest = (): void => {
    close_();
    lost();
  };
  // The browser may keep the page as it is and show it again later.
  addEventListener("pagehide", rest);
  return {
    connect: () => {
      wanted = true;
      connect_();
    },
    disconnect: () => {
      wanted = false;
      rest();
    },
  };
}
