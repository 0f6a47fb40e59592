/** HTML's own names, to tell a slip from a name of somebody's own. */
import { words } from "./words.ts";

/** Elements a browser knows, the obsolete ones as well. */
const ELEMENTS = words(`
  a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption
  center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fencedframe fieldset figcaption figure font footer
  form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins kbd keygen label legend li link listing main
  map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext
  portal pre progress q rb rp rt rtc ruby s samp script search section select selectedcontent slot small source span strike strong style sub
  summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
`);

/** Attributes a browser knows on one element or another. */
const ATTRIBUTES = words(`
  abbr accept accept-charset accesskey action align allow allowfullscreen alt anchor as async autocapitalize autocomplete autocorrect autofocus autoplay
  background bgcolor blocking border capture cellpadding cellspacing charset checked cite class closedby clear color cols colspan command
  commandfor compact content contenteditable controls controlslist coords credentialless crossorigin csp data datetime decoding default
  defer dir dirname disabled disablepictureinpicture disableremoteplayback download draggable elementtiming enctype enterkeyhint
  exportparts face fetchpriority for form formaction formenctype formmethod formnovalidate formtarget frame frameborder headers height hidden
  high href hreflang hspace http-equiv id imagesizes imagesrcset indeterminate inert inputmode integrity is ismap itemid itemprop itemref
  itemscope itemtype kind label lang language link list loading longdesc loop low manifest marginheight marginwidth max maxlength media method
  min minlength multiple muted name nomodule nonce noshade novalidate nowrap open optimum part pattern ping placeholder playsinline popover
  popovertarget popovertargetaction poster preload property readonly referrerpolicy rel required reversed role rows rowspan rules sandbox
  scope scrolling selected shadowrootclonable shadowrootdelegatesfocus shadowrootmode shadowrootserializable shape size sizes slot span
  spellcheck src srcdoc srclang srcset start step style summary tabindex target text title translate type usemap valign value vlink
  vspace webkitdirectory width wrap writingsuggestions xmlns
`);

/** Elements HTML has today: what a slip was probably meant to be. */
const OBSOLETE = words(`
  acronym applet basefont bgsound big blink center dir fencedframe font frame frameset image keygen listing marquee nobr noembed noframes
  plaintext portal rb rtc strike tt xmp
`);

/** What people write who come from other places. */
const ELEMENT_ALIASES: ReadonlyMap<string, string> = new Map([
  ["text", "span"],
  ["view", "div"],
  ["link-to", "a"],
  ["btn", "button"],
  ["heading", "h1"],
  ["paragraph", "p"],
  ["list", "ul"],
  ["item", "li"],
]);

export const currentElements: readonly string[] = [...ELEMENTS].filter((name) => !OBSOLETE.has(name));
export const attributes: ReadonlySet<string> = ATTRIBUTES;

/** True for an HTML element by its lower-case name, and for names with a dash, which are custom elements. */
export function isElementName(name: string): boolean {
  return ELEMENTS.has(name) || name.includes("-");
}

/** What an unknown element is called in HTML, where that is known for sure. */
export function elementAlias(name: string): string | undefined {
  return ELEMENT_ALIASES.get(name);
}

const COMPONENT_ALIASES: ReadonlyMap<string, string> = new Map([
  ...["Fragment", "React.Fragment", "StrictMode", "Suspense", "Transition", "KeepAlive", "Teleport"].map(
    (name) => [name, "Leave it out: a template may have several roots."] as const,
  ),
  ...["Link", "NavLink", "RouterLink", "NuxtLink"].map((name) => [name, "Write <a href=…>."] as const),
  ["Show", "Write :if={…} on the element."],
  ["For", "Write :for={item of list} on the element."],
  ["Image", "Write <img>."],
  ["Head", "Write <title> in the root layout."],
]);

/** What to write for a component that other systems bring along. */
export function componentAdvice(name: string): string | undefined {
  return COMPONENT_ALIASES.get(name);
}
