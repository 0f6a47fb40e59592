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
  const containers = [...document.querySelectorAll(selector)];
  let wanted = false;
  const lost = (): void => {
    for (const view of views) view.lost_();
  };
  const { connect_, send_, close_ } = openConnection(
    () => transport(`${location.origin.replace("http", "ws")}${path}/websocket?v=${PROTOCOL_VERSION}`),
    reconnectAfter,
    () => {
      for (const view of views) view.join_();
    },
    ([number, ...frame]) => views[(number as number) - 1]?.receive_(...(frame as [number, Diff, Effects])),
    lost,
  );
  const recover = listen(prefix, (element) => views[containers.indexOf(element.closest(selector) as Element)]);
  const views: readonly View[] = containers.map((container, index) => openView(index + 1, container, send_, paramsOf, recover));
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
