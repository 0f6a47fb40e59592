/** Lint: what compiles, and is probably a mistake. Looks only at trees without errors. */
import { BINDING_PREFIX } from "../../protocol/bindings.ts";
import type { Analysis } from "../2-analyse/analyse.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Child, Component, Directive, Element, Spread, Template } from "../tree.ts";
import { checkAssigns, type Use } from "./assigns.ts";
import { activeBinding, dollarSign, keyCase } from "./bindings.ts";
import { checkIds } from "./ids.ts";
import { newTabIsAlone, roleAddsMeaning, tabOrder, worksWithKeyboard } from "./interaction.ts";
import { controlHasLabel, frameHasTitle, hasContent, imageHasAlt, labelHasControl, pageHasLanguage } from "./labels.ts";
import { booleanText, knownAttributes, knownElement, knownRole } from "./names.ts";
import { type Around, attributeOf, type Facts, type Rule, staticValue } from "./rule.ts";
import { checkScript } from "./script.ts";

/** Asked about every element. */
const RULES: readonly Rule[] = [
  knownElement,
  knownAttributes,
  knownRole,
  booleanText,
  imageHasAlt,
  labelHasControl,
  controlHasLabel,
  hasContent,
  pageHasLanguage,
  frameHasTitle,
  worksWithKeyboard,
  tabOrder,
  roleAddsMeaning,
  newTabIsAlone,
  activeBinding,
  keyCase,
  dollarSign,
];

/** Reports what is probably a mistake; all of it are warnings. */
export function lint(template: Template, analysis: Analysis, reporter: Reporter, bindingPrefix: string = BINDING_PREFIX): void {
  const linter = new Linter(template.source, reporter, {
    prefix: bindingPrefix,
    script: analysis.script,
    labelled: labelledIds(template.children),
  });
  linter.visit(template.children, undefined);
  checkIds(template.children, reporter);
  checkScript(template.script, reporter);
  checkAssigns(template, analysis, linter.uses, reporter);
}

class Linter {
  /** Every expression of the template. */
  readonly uses: Use[] = [];
  readonly #source: string;
  readonly #reporter: Reporter;
  readonly #facts: Facts;

  constructor(source: string, reporter: Reporter, facts: Facts) {
    this.#source = source;
    this.#reporter = reporter;
    this.#facts = facts;
  }

  visit(children: readonly Child[], around: Around | undefined): void {
    for (const [index, child] of children.entries()) {
      switch (child.kind) {
        case "text":
          if (this.#source[child.start] === "}" && children[index - 1]?.kind === "interpolation") {
            this.#reporter.report("LC5006", { start: child.start, end: child.start + 1 }, {});
          }
          break;
        case "element":
          for (const rule of RULES) rule(child, { around, facts: this.#facts }, this.#reporter);
          this.#values([...child.attributes, ...child.directives], false);
          this.visit(child.children, { node: child, around });
          break;
        case "component":
          this.#values([...child.props, ...child.directives], true);
          for (const fill of child.fills) this.visit(fill.children, { node: child, around });
          break;
        case "interpolation":
          this.#use(child.expression);
          break;
        case "if":
          for (const { test, children: inner } of child.branches) {
            this.#use(test);
            this.visit(inner, around);
          }
          break;
        case "for":
          for (const expression of [child.list, child.key, child.where]) this.#use(expression);
          this.visit(child.children, around);
          break;
        case "outlet":
          this.#values(child.values, false);
          this.visit(child.children, around);
          break;
      }
    }
  }

  #values(nodes: readonly (Attribute | Spread | Directive)[], component: boolean): void {
    for (const node of nodes) {
      if ("expression" in node) this.uses.push({ expression: node.expression, spreadsOnComponent: component });
      else if (typeof node.value === "object") {
        const parts = "code" in node.value ? [node.value] : node.value;
        for (const part of parts) if (typeof part !== "string") this.#use(part);
      }
    }
  }

  #use(expression: Use["expression"] | undefined | null): void {
    if (expression) this.uses.push({ expression, spreadsOnComponent: false });
  }
}

/** The ids that labels name; `undefined` where one is an expression. */
function labelledIds(children: readonly Child[]): ReadonlySet<string> | undefined {
  const ids = new Set<string>();
  let known = true;
  const visit = (node: Element | Component): void => {
    if (node.kind !== "element" || node.name !== "label" || attributeOf(node, "for") === undefined) return;
    const id = staticValue(node, "for");
    if (id === undefined) known = false;
    else ids.add(id);
  };
  eachTag(children, visit);
  return known ? ids : undefined;
}

function eachTag(children: readonly Child[], visit: (node: Element | Component) => void): void {
  for (const child of children) {
    if (child.kind === "element" || child.kind === "component") visit(child);
    if (child.kind === "if") for (const branch of child.branches) eachTag(branch.children, visit);
    else if (child.kind === "component") for (const fill of child.fills) eachTag(fill.children, visit);
    else if ("children" in child) eachTag(child.children, visit);
  }
}
