/**
 * Trees that a browser builds as they are written, by rules of HTML that can be read off the tree: common elements,
 * none where its start tag closes another or is moved. For all others a real parser has to say what becomes of them,
 * which takes ten times as long.
 */
import { Namespace } from "../../protocol/slots.ts";
import type { Child, Element } from "../tree.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Closed by nothing but their end tags, and closing nothing. */
const PHRASING = words(
  "abbr b bdi bdo br cite code data datalist del dfn em i img input ins kbd label mark meter output picture progress q s samp small select " +
    "small source span strong sub sup textarea time track u var video audio wbr",
);
/** Their start tags close a `<p>` around them. */
const FLOW = words(
  "address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend main menu nav ol p " +
    "search section summary table ul",
);
/** They may not be in each other, however deep. */
const NOT_IN_ITSELF = words("a button form");
/** Elements that stand in some parents only. */
const PARENTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
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
const HEADINGS = words("h1 h2 h3 h4 h5 h6");
/** Elements that hold no text but white space, and of elements only those that have them as their parents. */
const HOLDERS = words("table thead tbody tfoot tr select optgroup");
/** Elements that hold nothing but text. */
const TEXT_ONLY = words("option textarea");
const SVG = words(
  "circle clipPath defs ellipse g line linearGradient marker mask path pattern polygon polyline radialGradient rect stop svg symbol text tspan use",
);

/** True when a browser surely builds this tree; false says nothing. Contents of components are trees by themselves. */
export function isObvious(children: readonly Child[]): boolean {
  return areObvious(children, []);
}

/** `around`: the elements around, innermost last; of no use any more once the answer is false. */
function areObvious(children: readonly Child[], around: Element[]): boolean {
  for (const child of children) if (!isObviousIn(around, child)) return false;
  return true;
}

function isObviousIn(around: Element[], child: Child): boolean {
  switch (child.kind) {
    case "element":
      if (!fits(child, around)) return false;
      around.push(child);
      if (!areObvious(child.children, around)) return false;
      around.pop();
      return true;
    case "text":
      // What a parser makes of these two depends on where they are.
      if (/[\r\0]/.test(child.value)) return false;
      return holdsText(around.at(-1)) || !/[^ \t\n\f]/.test(child.value);
    case "interpolation":
      return holdsText(around.at(-1));
    case "if":
      for (const branch of child.branches) if (!areObvious(branch.children, around)) return false;
      return true;
    case "for":
    case "outlet":
      return areObvious(child.children, around);
    case "component":
    case "live-scripts":
      return true;
  }
}

function holdsText(parent: Element | undefined): boolean {
  return parent === undefined || !HOLDERS.has(parent.name);
}

function fits({ name, namespace }: Element, around: readonly Element[]): boolean {
  const parent = around.at(-1);
  const inSvg = parent?.namespace === Namespace.svg;
  if (namespace === Namespace.html && inSvg) return false;
  const parents = PARENTS.get(name);
  if (namespace === Namespace.html && parents !== undefined) return parent === undefined ? name === "li" : parents.has(parent.name);
  if (parent !== undefined && (HOLDERS.has(parent.name) || TEXT_ONLY.has(parent.name))) return false;
  if (namespace === Namespace.svg) return SVG.has(name) && (name === "svg") !== inSvg;
  if (namespace !== Namespace.html) return false;
  if (PHRASING.has(name)) return true;
  if (NOT_IN_ITSELF.has(name) && isIn(name, around)) return false;
  if (HEADINGS.has(name) && parent !== undefined && HEADINGS.has(parent.name)) return false;
  return name === "a" || name === "button" || (FLOW.has(name) && !isIn("p", around));
}

function isIn(name: string, around: readonly Element[]): boolean {
  return around.some((element) => element.name === name);
}
