/** What elements need of the view around them. */
import type { Payload } from "../protocol/wire.ts";
import type { Outcome } from "./outcome.ts";
import type { Page } from "./page.ts";

export interface Stage {
  readonly page: Page;
  /** The element around the view. */
  readonly container: Element;
  /** Of bindings: `live-`. */
  readonly prefix: string;
  /** Does something to the page at once, waits for rest and answers what came of it. */
  act(what: () => void): Promise<Outcome>;
  /** Has the client send an event from an element. */
  push(from: Element, event: string, payload: Payload): void;
}
