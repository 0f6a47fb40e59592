/** Effects: what a frame does besides changing its view. */
import type { Command } from "../protocol/commands.ts";
import { runCommands } from "./later.ts";
import type { Intent } from "./push.ts";
import { stages } from "./stages.ts";

/** Sets the page's title, where it is not whole between the prefix and suffix that the `<title>` element declares. */
stages.effects_.t = (title) => {
  const affix = (name: string): string => document.querySelector("title")?.getAttribute(`live-${name}`) ?? "";
  document.title = typeof title === "string" ? affix("prefix") + title + affix("suffix") : title[0];
};

/** Commands of the server's begin nowhere in particular. */
const NOBODY: Intent = {
  owner_: document.documentElement,
  element_: document.documentElement,
  type_: "command",
  name_: "",
  payload_: {},
  target_: "",
};

stages.effects_.e = (events) => {
  for (const [name, detail] of events) {
    if (name) document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));
    else runCommands(detail as readonly Command[], NOBODY);
  }
};

/** Messages for the page that is loaded next. */
stages.effects_.f = (sealed) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in all browsers
  document.cookie = `_livec_flash=${sealed};path=/;max-age=60;samesite=lax`;
};

/** Loads another page; a URL that would run code is none. */
stages.effects_.r = (url) => {
  if (/^https?:/.test(new URL(url, location.href).protocol)) location.assign(url);
  else console.error("livec: not a page to go to:", url);
};
