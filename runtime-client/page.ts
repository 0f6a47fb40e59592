/** The views of a page, over one socket. */
import { ContainerAttribute } from "../protocol/bindings.ts";
import { type Diff, type Effects, PROTOCOL_VERSION } from "../protocol/wire.ts";
import { openConnection, type WebSocketLike } from "./connection.ts";
import { findAll, own } from "./dom.ts";
import { listen } from "./events.ts";
import { type LoadChunk, loadBy, loadChunks, recovery } from "./later.ts";
import { openPace } from "./pace.ts";
import { type PageDesk, stages } from "./stages.ts";
import { untouch } from "./touched.ts";
import { type Desk, openView, type View } from "./view.ts";
import "./effects.ts";

/** What starts and ends the life of a page's views. */
export interface LivePage {
  /** Connects the views of the page, and keeps them connected. */
  readonly connect: () => void;
  /** Closes the connection and stays closed until `connect`. */
  readonly disconnect: () => void;
}

/** What a page is opened with; `LiveSocketOptions` tells what it means. */
export interface PageOptions {
  readonly path_: string;
  readonly prefix_: string;
  readonly params_: () => object | undefined;
  readonly reconnectAfter_: (tries: number) => number;
  readonly transport_: (url: string) => WebSocketLike;
  readonly load_: LoadChunk;
}

/** Hydrates the views of the page. */
export function openPage({
  path_: path,
  prefix_: prefix,
  params_: params,
  reconnectAfter_: reconnectAfter,
  transport_: transport,
  load_: load,
}: PageOptions): LivePage {
  loadBy(load);
  stages.prefix_ = prefix;
  const selector = `[${ContainerAttribute.token}]`;
  /** By their numbers, which are counted from 1 and never used again. */
  const views = new Map<number, View>();
  const numbers = new Map<Element, number>();
  let wanted = false;
  const lost = (): void => {
    for (const view of views.values()) view.lost_();
  };
  const { connect_, send_, close_ } = openConnection({
    open_: () => transport(`${location.origin.replace("http", "ws")}${path}/websocket?v=${PROTOCOL_VERSION}`),
    reconnectAfter_: reconnectAfter,
    opened_: () => {
      for (const view of views.values()) view.join_();
    },
    received_: ([number, ...frame]) => {
      views.get(number as number)?.receive_(...(frame as [number, Diff, Effects]));
      follow();
      if ([...views.values()].every((view) => view.isOver_())) disconnect();
    },
    lost_: lost,
  });
  const viewOf = (element: Element): View | undefined => views.get(numbers.get(own(element, "closest", selector) as Element) as number);
  const bindings = listen(prefix, viewOf);
  stages.bindings_ = bindings;
  const desk: Desk = {
    send_,
    allowance_: openPace(),
    params_: params,
    retryAfter_: reconnectAfter,
    recover_: (container, isFirst) => recovery?.recover_(container, bindings, (field) => viewOf(field) === viewOf(container), isFirst),
    answered_: untouch,
  };
  let last = 0;
  const open = (container: Element): void => {
    if (numbers.has(container)) return;
    numbers.set(container, ++last);
    views.set(last, openView(last, container, desk));
  };
  /** Nested views come and go with what is around them. */
  const follow = (): void => {
    for (const view of [...views.values()]) for (const container of view.nested_()) open(container);
    for (const [container, number] of numbers) {
      if (container.isConnected || page.coming_?.contains(container)) continue;
      numbers.delete(container);
      views.get(number)?.end_();
      views.delete(number);
    }
  };
  const page: PageDesk = { views_: views, numbers_: numbers, desk_: desk, next_: () => ++last, follow_: follow };
  stages.page_ = page;
  for (const container of findAll(document.documentElement, selector)) open(container);
  // Links in the layout are in no template of a view.
  if (document.querySelector(`[${prefix}navigate],[${prefix}patch]`)) void loadChunks(["navigation"]);
  const resume = (): void => {
    if (wanted) connect_();
  };
  for (const type of ["online", "pageshow", "visibilitychange"]) addEventListener(type, resume);
  const rest = (): void => {
    close_();
    lost();
  };
  const disconnect = (): void => {
    wanted = false;
    rest();
  };
  // The browser may keep the page as it is and show it again later.
  addEventListener("pagehide", rest);
  return {
    connect: () => {
      wanted = true;
      connect_();
    },
    disconnect,
  };
}
