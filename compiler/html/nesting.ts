/** Which elements of HTML may stand in which, as sets of names; the rules that use them are with their checks. */
import { words } from "./words.ts";

export const headings: ReadonlySet<string> = words("h1 h2 h3 h4 h5 h6");
export const cells: ReadonlySet<string> = words("td th");
export const tableSections: ReadonlySet<string> = words("tbody tfoot thead");
export const tableParts: ReadonlySet<string> = words("caption col colgroup tbody td tfoot th thead tr");

/** Allowed wherever only parts of a table or list are. */
export const allowedAnywhere: ReadonlySet<string> = words("script style template");
export const allowedInHead: ReadonlySet<string> = words("base basefont bgsound link meta noframes noscript script style template title");
export const allowedInSelect: ReadonlySet<string> = words("hr optgroup option script template");
export const allowedInOptgroup: ReadonlySet<string> = words("option script template");
export const allowedInTable: ReadonlySet<string> = words("caption colgroup tbody tfoot thead");

/** Their start tags close an open `<p>`. */
export const paragraphClosers: ReadonlySet<string> = words(`
  address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
  hgroup hr li dd dt listing main menu nav ol p plaintext pre search section summary table ul xmp
`);
/** They hide an open `<p>` or `<button>` from what is inside them. */
export const scopeEnds: ReadonlySet<string> = words("applet caption html table td th marquee object select template");
/** They hide an open `<a>` from what is inside them. */
export const linkScopeEnds: ReadonlySet<string> = words("applet caption marquee object td template th");

/** Common elements that nothing but their end tags closes, and that close nothing. */
export const plainPhrasing: ReadonlySet<string> = words(`
  abbr b bdi bdo br cite code data datalist del dfn em i img input ins kbd label mark meter output picture progress q s samp small select
  source span strong sub sup textarea time track u var video audio wbr
`);
/** Common elements whose start tags close a `<p>` around them, and nothing else. */
export const plainFlow: ReadonlySet<string> = words(`
  address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend
  main menu nav ol p search section summary table ul
`);
/** Common elements of SVG, which a parser takes as they are written. */
export const plainSvg: ReadonlySet<string> = words(`
  circle clipPath defs ellipse g line linearGradient marker mask path pattern polygon polyline radialGradient rect stop svg symbol text
  tspan use
`);
/** They may not be in each other, however deep. */
export const notInItself: ReadonlySet<string> = words("a button form");
/** Elements that hold nothing but text. */
export const textHolders: ReadonlySet<string> = words("option textarea");
/** Elements that hold no text but white space, and of elements only those that {@link parentsOf} gives to them. */
export const elementHolders: ReadonlySet<string> = words("table thead tbody tfoot tr select optgroup");

/** Elements that stand in some parents only. */
export const parentsOf: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["li", words("ul ol menu")],
  ["dt", words("dl")],
  ["dd", words("dl")],
  ["caption", words("table")],
  ["thead", words("table")],
  ["tbody", words("table")],
  ["tfoot", words("table")],
  ["tr", words("thead tbody tfoot")],
  ["th", words("tr")],
  ["td", words("tr")],
  ["option", words("select datalist optgroup")],
  ["optgroup", words("select")],
]);
