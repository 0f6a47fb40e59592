/**
 * What went wrong, over the page. It is made of text and a constructed style sheet alone, so that it shows under every
 * policy that lets our script run: no inline style, no HTML from strings.
 */

/** As `livec dev` tells it. */
export interface Failure {
  readonly message: string;
  readonly place?: string;
  readonly frame?: string;
  readonly code?: string;
  readonly stack?: string;
}

const NAME = "livec-overlay";

const STYLE = `
:host { position: fixed; inset: 0; z-index: 2147483647; display: grid; place-items: start center; padding: 6vh 1rem 1rem;
  background: #0b1020cc; overflow: auto; }
section { box-sizing: border-box; width: min(100%, 56rem); padding: 1.4rem 1.6rem; border-radius: 10px; border-top: 6px solid #ff5d5d;
  background: #181c2a; color: #e8eaf2; font: 15px/1.5 system-ui, sans-serif; box-shadow: 0 12px 48px #000a; }
header { display: flex; justify-content: space-between; gap: 1rem; color: #9aa3bd; font-size: 13px; }
button { border: 0; border-radius: 6px; padding: .1rem .6rem; background: #2a3046; color: inherit; font: inherit; cursor: pointer; }
h1 { margin: .5rem 0; font-size: 17px; font-weight: 600; color: #ff8f8f; white-space: pre-wrap; overflow-wrap: anywhere; }
p { margin: .3rem 0; }
pre { margin: .8rem 0; padding: .8rem 1rem; border-radius: 6px; background: #0d101a; overflow: auto; tab-size: 2;
  font: 13px/1.55 ui-monospace, "DejaVu Sans Mono", monospace; }
.place { color: #8ecbff; font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 13px; }
a { color: #8ecbff; }
details pre { color: #9aa3bd; }
summary { cursor: pointer; color: #9aa3bd; font-size: 13px; }
`;

const NOTE_STYLE = `
:host { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483647; max-width: 28rem; padding: .6rem .9rem; border-radius: 8px;
  background: #181c2a; color: #e8eaf2; font: 14px/1.45 system-ui, sans-serif; box-shadow: 0 6px 24px #0008; }
`;

/** Milliseconds that a note stays. */
const NOTE_TIME = 6000;

/** Shows a failure, in place of the one before. */
export function showFailure({ message, place, frame, code, stack }: Failure): void {
  hideFailure();
  const host = hostOf(NAME, STYLE);
  const close = element("button", "Close");
  close.addEventListener("click", hideFailure);
  const link = element("a", `What ${code} means, with examples`);
  link.setAttribute("href", `/@livec/docs/${code}`);
  link.setAttribute("target", "_blank");
  const trace = element("details", element("summary", "Stack"), element("pre", stack ?? ""));
  const card = element(
    "section",
    element("header", element("span", "livec dev"), close),
    element("h1", message),
    ...(place === undefined ? [] : [marked("place", element("p", place))]),
    ...(frame === undefined ? [] : [marked("frame", element("pre", frame))]),
    ...(code === undefined ? [] : [element("p", link)]),
    ...(stack === undefined ? [] : [trace]),
    element("p", "Save a file that is right, and this closes by itself."),
  );
  card.setAttribute("role", "alert");
  host.append(card);
}

export function hideFailure(): void {
  for (const shown of document.querySelectorAll(NAME)) shown.remove();
}

/** Says something in a corner, for a while. */
export function showNote(text: string): void {
  for (const shown of document.querySelectorAll("livec-note")) shown.remove();
  const host = hostOf("livec-note", NOTE_STYLE);
  host.append(marked("note", element("span", text)));
  setTimeout(() => host.host.remove(), NOTE_TIME);
}

function hostOf(name: string, style: string): ShadowRoot {
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  // Beside the body: what a view shows there is its own.
  document.documentElement.append(host);
  return root;
}

function element(name: string, ...content: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function marked(name: string, made: HTMLElement): HTMLElement {
  made.className = name;
  return made;
}
