/** What a visitor, and who listens to the page, notices of another page: where it is scrolled, the focus, a word. */
import { main } from "./visits.ts";

/** An element that only screen readers notice, and read when it changes. */
let voice: HTMLElement | undefined;

function announce(text: string): void {
  if (!voice) {
    voice = document.createElement("div");
    voice.setAttribute("role", "status");
    voice.setAttribute("aria-live", "assertive");
    voice.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
    document.body.append(voice);
  }
  voice.textContent = text;
}

/** The page shows another view: from its top, or at the fragment of its URL. */
export function arrive(hash: string, scroll: readonly [number, number] | undefined, focus: string | undefined): void {
  const container = main();
  const known = focus ? document.getElementById(focus) : null;
  const goal = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  const focused = known ?? container.querySelector<HTMLElement>("[autofocus]") ?? container;
  if (focused === container && !container.hasAttribute("tabindex")) container.tabIndex = -1;
  focused.focus({ preventScroll: true });
  if (scroll) scrollTo(...scroll);
  else if (goal) goal.scrollIntoView();
  else scrollTo(0, 0);
  announce(document.title || container.querySelector("h1")?.textContent || location.pathname);
}
