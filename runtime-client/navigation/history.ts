/** The browser's history: which page each entry is of, and where it was scrolled to. */

/** What an entry knows. */
interface Entry {
  /** Its position, counted from the page that was loaded. */
  readonly at: number;
  /** Counted up by each navigation: between entries of one view a patch is enough. */
  readonly view: number;
  readonly scroll?: readonly [x: number, y: number];
  /** Id of what had the focus. */
  readonly focus?: string;
}

const entryOf = (state: unknown): Entry | undefined => (state as { readonly livec?: Entry } | null)?.livec;

/** The entry that the page shows. */
export let here: Entry = entryOf(history.state) ?? { at: 0, view: Math.random() };

const write = (entry: Entry, url?: string, push?: boolean): void => {
  here = entry;
  history[push ? "pushState" : "replaceState"]({ ...(push ? {} : history.state), livec: entry }, "", url);
};

/** Notes where the visitor is on this page, for when they come back. */
export function leaveEntry(): void {
  write({ ...here, scroll: [scrollX, scrollY], focus: document.activeElement?.id ?? "" });
}

/** The page is at another URL now; `isNew`: with another view. */
export function enter(url: string, replace: boolean, isNew: boolean): void {
  history.scrollRestoration = "manual";
  const view = isNew ? Math.random() : here.view;
  write({ at: here.at + (replace ? 0 : 1), view }, url, !replace);
}

/** The visitor goes back or forward to an entry: how far, and whether it is of the view that is shown. */
export function arriveAt(state: unknown): { readonly by_: number; readonly isSame_: boolean; readonly entry_: Entry } {
  const entry = entryOf(state) ?? { at: here.at, view: -1 };
  return { by_: entry.at - here.at, isSame_: entry.view === here.view, entry_: entry };
}

/** It is there. */
export function settleAt(entry: Entry): void {
  here = entry;
}

let timer: ReturnType<typeof setTimeout>;
addEventListener(
  "scroll",
  () => {
    clearTimeout(timer);
    // On the way back the browser shows the next entry already.
    timer = setTimeout(() => entryOf(history.state)?.at === here.at && leaveEntry(), 100);
  },
  { passive: true },
);
// What the browser loads anew it scrolls by itself.
addEventListener("pagehide", () => {
  history.scrollRestoration = "auto";
});
write(here);
