/** Tags with a meaning of their own: components, `<slot/>`, `<LiveScripts/>`. */
import type { Attribute, Child, Outlet, Span, Spread } from "../../tree.ts";
import { isBlank, type RawElement } from "../raw.ts";
import { isControl } from "./control.ts";
import { fillsOf, refuseSlotName } from "./fills.ts";
import type { Resolution } from "./resolution.ts";

const COMPONENT_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u;

export function componentOf(element: RawElement, resolution: Resolution): Child[] {
  const { name, nameSpan, attributes, start, end } = element;
  if (name === "LiveScripts") return [liveScripts(element, resolution)];
  if (!COMPONENT_NAME.test(name)) {
    // A name with an expression in it was reported where it was read.
    if (!name.includes("{")) resolution.reporter.report("LC2018", nameSpan, { tag: name });
    return resolution.children(element.children);
  }
  const directives = resolution.values.kept(element);
  return [{ kind: "component", name, nameSpan, props: attributes, directives, fills: fillsOf(element, resolution), start, end }];
}

function liveScripts({ attributes, directives, children, startTag, start, end }: RawElement, { reporter }: Resolution): Child {
  const more = attributes.length > 0 || directives.some(({ name }) => !isControl(name)) || !children.every(isBlank);
  if (more) reporter.report("LC2014", startTag, {});
  return { kind: "live-scripts", start, end };
}

/** `<slot name="header" item={item}>`. */
export function outletOf(element: RawElement, resolution: Resolution): Outlet {
  let name = "default";
  let nameSpan: Span = element.nameSpan;
  const values: (Attribute | Spread)[] = [];
  for (const attribute of element.attributes) {
    if (attribute.kind !== "attribute" || attribute.name !== "name") values.push(attribute);
    else if (typeof attribute.value === "string" && attribute.value !== "") {
      name = attribute.value;
      nameSpan = attribute.valueSpan ?? attribute.nameSpan;
    } else refuseSlotName(attribute, '<slot name="header"/>', resolution);
  }
  resolution.values.refuseKept(element, "slot", "Remove it.");
  resolution.values.refuseNames(element, "slot");
  const { start, end } = element;
  return { kind: "outlet", name, nameSpan, values, children: resolution.children(element.children), start, end };
}
