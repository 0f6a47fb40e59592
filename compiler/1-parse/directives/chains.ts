/** `:if`, `:else-if` and `:else` on siblings. */
import type { Branch, Child, Expression } from "../../tree.ts";
import type { RawDirective } from "../attributes.ts";
import { isBlank, type RawChild, type RawElement } from "../raw.ts";
import { type Control, controlNameOf, controlOf, followsChain } from "./control.ts";
import type { Resolution } from "./resolution.ts";

/** A tag of a chain, with its condition: `null` for `:else`, `undefined` where it does not parse. */
export interface Link {
  readonly element: RawElement;
  readonly test: Expression | null | undefined;
}

/**
 * The chain that `head` opens, and the place behind it among its siblings; `after` is the place behind the head. It is
 * continued by tags that `belong` to it.
 */
export function chainFrom(
  head: RawElement,
  raw: readonly RawChild[],
  after: number,
  opening: RawDirective,
  belongs: (element: RawElement) => boolean,
  { values, reporter, prefix }: Resolution,
): { readonly links: readonly Link[]; readonly next: number } {
  const links: Link[] = [{ element: head, test: values.expression(opening) }];
  let next = after;
  for (let closed = false; !closed; ) {
    let at = next;
    for (let between = raw[at]; between !== undefined && isBlank(between); between = raw[at]) at++;
    const element = raw[at];
    if (element?.kind !== "tag" || !belongs(element)) break;
    const control = followsChain(element) ? controlOf(element, reporter, prefix) : {};
    if (control["else-if"] !== undefined) links.push({ element, test: values.expression(control["else-if"]) });
    else if (control.else !== undefined) {
      values.refuseCondition(control.else);
      links.push({ element, test: null });
      closed = true;
    } else break;
    next = at + 1;
  }
  return { links, next };
}

/** The choice between the tags of a chain. */
export function choiceOf(links: readonly Link[], resolution: Resolution): Child {
  const branches = links.flatMap(({ element, test }): readonly Branch[] => {
    const { start, end } = element;
    return test === undefined ? [] : [{ test, children: resolution.body(element), start, end }];
  });
  return { kind: "if", branches, start: links[0]?.element.start ?? 0, end: links.at(-1)?.element.end ?? 0 };
}

/** Reports `:else` and `:else-if` behind what is not a chain; `before` is what stands before their tag. */
export function refuseOrphan(control: Control, before: RawChild | undefined, { reporter }: Resolution): void {
  const orphan = control.else ?? control["else-if"];
  if (orphan !== undefined) reporter.report("LC2004", orphan, { name: orphan.name, found: describe(before) });
}

function describe(child: RawChild | undefined): string {
  if (child === undefined) return "nothing before it";
  if (child.kind === "text") return "text before it";
  if (child.kind === "interpolation") return "an expression before it";
  const control = controlNameOf(child);
  if (control === "for") return "a :for before it, whose :if filters";
  return control === undefined ? `a plain <${child.name}> before it` : `<${child.name} :${control}> before it`;
}
