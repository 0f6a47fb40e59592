/** Ids that more than one element has. */
import type { Reporter } from "../diagnostics.ts";
import type { Child, Element, For, If, Span } from "../tree.ts";
import { attributeOf, staticValue } from "./rule.ts";

/** Elements of one id that are compared; enough to say what is wrong. */
const MAX_COMPARED = 8;

/** A branch of an `:if` chain: elements in different ones are never there together. */
interface Branch {
  readonly chain: If;
  readonly index: number;
  readonly outer: Branch | undefined;
}

interface Owner {
  readonly span: Span;
  readonly branch: Branch | undefined;
}

export function checkIds(children: readonly Child[], reporter: Reporter): void {
  new Ids(reporter).visit(children, undefined, undefined);
}

class Ids {
  readonly #reporter: Reporter;
  readonly #owners = new Map<string, Owner[]>();

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  visit(children: readonly Child[], branch: Branch | undefined, loop: For | undefined): void {
    for (const child of children) {
      switch (child.kind) {
        case "element":
          this.#element(child, branch, loop);
          this.visit(child.children, branch, loop);
          break;
        case "if":
          for (const [index, { children: inner }] of child.branches.entries())
            this.visit(inner, { chain: child, index, outer: branch }, loop);
          break;
        case "for":
          this.visit(child.children, branch, child);
          break;
        case "component":
          for (const fill of child.fills) this.visit(fill.children, branch, loop);
          break;
        case "outlet":
          this.visit(child.children, branch, loop);
          break;
      }
    }
  }

  #element(element: Element, branch: Branch | undefined, loop: For | undefined): void {
    const attribute = attributeOf(element, "id");
    const id = staticValue(element, "id");
    if (attribute === undefined || id === undefined || id === "") return;
    if (loop !== undefined) {
      const fix = `Make it depend on the item: id="${id}-{…}".`;
      this.#reporter.report("LC5005", attribute, { what: "Each item of this :for has an element", id, fix }, [
        { span: { start: loop.start, end: loop.start + 1 }, message: "the item begins here" },
      ]);
      return;
    }
    const owners = this.#owners.get(id) ?? [];
    this.#owners.set(id, owners);
    const other = owners.find((owner) => !areExclusive(owner.branch, branch));
    if (other !== undefined) {
      const fix = "Give each an id of its own.";
      this.#reporter.report("LC5005", attribute, { what: "There is another element", id, fix }, [
        { span: other.span, message: "the first" },
      ]);
    } else if (owners.length < MAX_COMPARED) owners.push({ span: { start: attribute.start, end: attribute.end }, branch });
  }
}

/** True for two places in different branches of one chain. */
function areExclusive(a: Branch | undefined, b: Branch | undefined): boolean {
  for (let one = a; one !== undefined; one = one.outer) {
    for (let other = b; other !== undefined; other = other.outer) {
      if (one.chain === other.chain) {
        if (one.index !== other.index) return true;
        break;
      }
    }
  }
  return false;
}
