/** What scenarios cost, as data. */
import type { SentSlot } from "../tally.ts";

export type { SentSlot } from "../tally.ts";

import type { Budget, PageBudget } from "./scenario.ts";

/** What is compared with a baseline. */
export interface StepCounts {
  /** Bytes from the server to the page. */
  readonly bytesDown: number;
  /** Bytes from the page to the server. */
  readonly bytesUp: number;
  /** Frames from the server to the page. */
  readonly frames: number;
  readonly slots: number;
  readonly expressions: number;
  readonly rows: number;
}

export interface StepResult extends StepCounts {
  readonly name: string;
  /** Bytes down with permessage-deflate, after all frames before. Not compared. */
  readonly deflated: number;
  /** Microseconds of the server's code. Not compared. */
  readonly cpu: number;
  readonly sent: readonly SentSlot[];
  readonly budget: Budget;
}

/** What a page costs before anything is done to it. */
export interface PageCounts {
  /** Bytes of its HTML. */
  readonly firstHtml: number;
  /** Bytes of the server's frames when its view joins. */
  readonly join: number;
  /** Bytes of its statics, which a browser fetches once. */
  readonly statics: number;
}

export interface ScenarioResult extends PageCounts {
  readonly name: string;
  readonly view: string;
  /** Brotli of the page's HTML. Not compared. */
  readonly firstHtmlBrotli: number;
  /** Brotli of its statics. Not compared. */
  readonly staticsBrotli: number;
  readonly budget: PageBudget;
  readonly steps: readonly StepResult[];
}
