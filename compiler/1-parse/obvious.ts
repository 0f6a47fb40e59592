/**
 * Trees that a browser builds as they are written, by rules of HTML that can be read off the tree: common elements,
 * none where its start tag closes another or is moved. For all others a real parser has to say what becomes of them,
 * which takes ten times as long.
 */
import { Namespace } from "../../protocol/slots.ts";
import { elementHolders, headings, notInItself, parentsOf, plainFlow, plainPhrasing, plainSvg, textHolders } from "../html/nesting.ts";
import type { Child, Element } from "../tree.ts";

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
  return parent === undefined || !elementHolders.has(parent.name);
}

function fits({ name, namespace }: Element, around: readonly Element[]): boolean {
  const parent = around.at(-1);
  const inSvg = parent?.namespace === Namespace.svg;
  if (namespace === Namespace.html && inSvg) return false;
  const parents = parentsOf.get(name);
  if (namespace === Namespace.html && parents !== undefined) return parent === undefined ? name === "li" : parents.has(parent.name);
  if (parent !== undefined && (elementHolders.has(parent.name) || textHolders.has(parent.name))) return false;
  if (namespace === Namespace.svg) return plainSvg.has(name) && (name === "svg") !== inSvg;
  if (namespace !== Namespace.html) return false;
  if (plainPhrasing.has(name)) return true;
  if (notInItself.has(name) && isIn(name, around)) return false;
  if (headings.has(name) && parent !== undefined && headings.has(parent.name)) return false;
  return name === "a" || name === "button" || (plainFlow.has(name) && !isIn("p", around));
}

function isIn(name: string, around: readonly Element[]): boolean {
  return around.some((element) => element.name === name);
}
