/** A window of jsdom with the client in it, under virtual time. */
import type { DOMWindow, JSDOM } from "jsdom";
import { clientScript } from "./client-script.ts";
import type { VirtualClock } from "./clock.ts";

export interface WindowOptions {
  readonly html: string;
  readonly url: string;
  readonly clock: VirtualClock;
  /** Answers the client's requests for files. */
  fetch(url: string): Promise<string>;
  /** The page does what jsdom cannot: it goes elsewhere, or loads itself anew. */
  leaves(): void;
  /** Something went wrong in the page. */
  failed(error: unknown): void;
}

/**
 * Virtual milliseconds that each look at the page's stop-watch takes: the client's own pace never keeps a test waiting.
 */
const LOOK_MS = 25;

/** Parses a page; its own scripts do not run. */
export async function openWindow({ html, url, clock, fetch, leaves, failed }: WindowOptions): Promise<JSDOM> {
  const { JSDOM, VirtualConsole } = await loadJsdom();
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error: Error & { readonly type?: string }) => {
    if (/^Not implemented: navigation/.test(error.message)) leaves();
    else if (!/^Not implemented|^Could not parse CSS|^Could not load/.test(error.message)) failed(error.cause ?? error);
  });
  virtualConsole.on("error", (...told: unknown[]) => failed(consoleError(told)));
  const dom = new JSDOM(html, { url, runScripts: "outside-only", virtualConsole });
  underVirtualTime(dom.window, clock);
  const { window } = dom;
  window.fetch = async (input) => {
    const text = await fetch(String(input));
    return { ok: true, json: async () => window.JSON.parse(text) as unknown } as Response;
  };
  clientScript().runInContext(dom.getInternalVMContext());
  return dom;
}

// It takes its time, which would be that of the first test.
const loading = import("jsdom").catch((error: unknown) => new Error(String(error)));
await loading;

/** Throws, with the way out, where it is not installed. */
export async function loadJsdom(): Promise<typeof import("jsdom")> {
  const jsdom = await loading;
  if (!(jsdom instanceof Error)) return jsdom;
  throw new Error("livec/testing shows pages in jsdom, which is not installed. Run: npm install --save-dev jsdom", { cause: jsdom });
}

/** What the client told the console; livec's own words name the element. */
function consoleError(told: readonly unknown[]): Error {
  const cause = told.find((one) => one instanceof Error || (typeof one === "object" && one !== null && "stack" in one));
  const words = told.map((one) => (typeof one === "object" && one !== null && "outerHTML" in one ? startTag(one as Element) : String(one)));
  return new Error(words.join(" "), { cause });
}

/** The start tag of an element, for messages. */
export function startTag(element: Element): string {
  const html = (element.cloneNode(false) as Element).outerHTML;
  const tag = html.endsWith(`</${element.localName}>`) ? html.slice(0, -element.localName.length - 3) : html;
  return tag.length > 120 ? `${tag.slice(0, 119)}…` : tag;
}

/** Timers of the page ring with those of the server. */
function underVirtualTime(window: DOMWindow, clock: VirtualClock): void {
  const timers = new Map<number, () => void>();
  const began = clock.now();
  let last = 0;
  let looks = 0;
  const clear = (timer?: number): void => {
    timers.get(timer as number)?.();
    timers.delete(timer as number);
  };
  const repeat = (timer: number, fn: () => void, ms: number): void => {
    timers.set(
      timer,
      clock.setTimeout(() => {
        repeat(timer, fn, ms);
        fn();
      }, ms),
    );
  };
  Object.assign(window, {
    setTimeout(fn: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): number {
      const timer = ++last;
      const ring = (): void => {
        timers.delete(timer);
        fn(...given);
      };
      timers.set(timer, clock.setTimeout(ring, Number(ms)));
      return timer;
    },
    setInterval(fn: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): number {
      const timer = ++last;
      repeat(timer, () => fn(...given), Math.max(1, Number(ms)));
      return timer;
    },
    requestAnimationFrame(fn: (now: number) => void): number {
      const timer = ++last;
      timers.set(
        timer,
        clock.setTimeout(() => fn(clock.now() - began), 16),
      );
      return timer;
    },
    clearTimeout: clear,
    clearInterval: clear,
    cancelAnimationFrame: clear,
  });
  window.Date.now = () => clock.now();
  Object.defineProperty(window.performance, "now", { value: () => clock.now() - began + LOOK_MS * ++looks });
}
