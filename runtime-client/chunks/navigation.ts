/** Navigation: links on the page's connection, back and forward, and where the server sends the page. */
import { attributeOf, own } from "../dom.ts";
import { arrive } from "../navigation/arrival.ts";
import { arriveAt, enter, leaveEntry, settleAt } from "../navigation/history.ts";
import { go, main, patch } from "../navigation/visits.ts";
import { stages } from "../stages.ts";

/** Where the page is going. */
interface Visit {
  readonly kind_: "patch" | "navigate";
  url_: URL;
  readonly replace_: boolean;
  /** Back or forward: the entry that the browser shows already. */
  readonly entry_?: ReturnType<typeof arriveAt>["entry_"];
  isDone_?: boolean;
}

/** The last one; whatever was before it does not count any more. */
let visit: Visit | undefined;
let flash: string | undefined;

const toldOf = (kind: string): string => (kind === "patch" ? kind : "redirect");
const tell = (name: string, { kind_: kind, url_: url }: Visit): boolean =>
  dispatchEvent(new CustomEvent(`live:${name}`, { cancelable: true, detail: { kind: toldOf(kind), to: url.href } }));
const pathOf = (url: URL): string => url.pathname + url.search;
const isHere = (url: URL): boolean => pathOf(url) === location.pathname + location.search;

/** Sets out; false where somebody on the page does not want that. */
function setOut(next: Visit, link: Element): boolean {
  if (!tell("before-navigate", next)) return false;
  const load = (): void => {
    if (visit === next) location.assign(next.url_);
  };
  const from = main();
  if (!next.entry_) leaveEntry();
  visit = next;
  if (!from.classList.contains("live-connected")) {
    load();
    return true;
  }
  tell("page-loading-start", next);
  if (next.kind_ === "patch") {
    patch(pathOf(next.url_), link, (isLost) => {
      if (isLost) load();
      else next.isDone_ = true;
    });
    return true;
  }
  from.classList.add("live-disconnected");
  from.setAttribute("aria-busy", "true");
  const left = (): void => {
    visit = undefined;
  };
  go({ url_: next.url_.href, flash_: flash, failed_: load, left_: left }, (swap) => {
    if (visit !== next) return;
    const show = (): void => {
      swap();
      end(next);
    };
    const start = document.querySelector("meta[name=live-view-transitions]") && document.startViewTransition;
    if (start && !matchMedia("(prefers-reduced-motion: reduce)").matches) start.call(document, show);
    else show();
  });
  flash = undefined;
  return true;
}

/** The page is there. */
function end(done: Visit): void {
  const { kind_: kind, url_: url, replace_: replace, entry_: entry } = done;
  visit = undefined;
  if (entry) settleAt(entry);
  else enter(url.href, replace, kind !== "patch");
  if (kind !== "patch" || entry || url.hash) arrive(url.hash, entry?.scroll, entry?.focus);
  tell("page-loading-stop", done);
}

addEventListener("click", (event) => {
  const { prefix_: prefix } = stages;
  const link = event.target instanceof Element && own(event.target, "closest", `[${prefix}patch],[${prefix}navigate]`);
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = attributeOf(link, "target");
  if ((target && target !== "_self") || link.hasAttribute("download")) return;
  const kind = link.hasAttribute(`${prefix}patch`) ? "patch" : "navigate";
  const url = new URL(attributeOf(link, prefix + kind) || attributeOf(link, "href") || "", location.href);
  // What leads elsewhere, or only within the page, is the browser's.
  if (url.origin !== location.origin || (url.hash && isHere(url))) return;
  event.preventDefault();
  if (visit?.url_.href === url.href) return;
  setOut({ kind_: kind, url_: url, replace_: link.hasAttribute(`${prefix}replace`) || url.href === location.href }, link);
});

addEventListener("popstate", ({ state }) => {
  const url = new URL(location.href);
  const { by_: by, isSame_: isSame, entry_: entry } = arriveAt(state);
  // Of a jump within the page the browser took care.
  if (isSame && !by) return;
  const next: Visit = { kind_: isSame ? "patch" : "navigate", url_: url, replace_: true, entry_: entry };
  if (!setOut(next, document.createElement("a"))) history.go(-by);
});

// The effects of the frame, which come after, may lead on.
stages.settled_.push(() => {
  const done = visit;
  if (done?.isDone_) queueMicrotask(() => visit === done && end(done));
});

const { r: load } = stages.effects_;
stages.effects_.r = (url) => {
  visit = undefined;
  load?.(url);
};

stages.effects_.p = (patched) => {
  const url = new URL(typeof patched === "string" ? patched : (patched[0] as string), location.href);
  // The answer to a patch of the visitor, which led on.
  if (visit?.isDone_) visit.url_ = url;
  else end({ kind_: "patch", url_: url, replace_: typeof patched !== "string" });
};

const { f: keep } = stages.effects_;
stages.effects_.f = (sealed) => {
  flash = sealed;
  keep?.(sealed);
};

stages.effects_.g = (goal) => {
  const url = new URL(typeof goal === "string" ? goal : (goal[0] as string), location.href);
  const former = visit;
  visit = undefined;
  // A patch that leads to another view comes from where its link was.
  const replace = typeof goal !== "string" || former?.replace_ === true || url.href === location.href;
  setOut({ kind_: "navigate", url_: url, replace_: replace, ...(former?.entry_ && { entry_: former.entry_ }) }, main());
};
