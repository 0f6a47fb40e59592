/**
 * Control flow: `:if` chains and `:for` become nodes, groups vanish, `<slot/>` and `<LiveScripts/>` get their own
 * kinds.
 */
import { directives as known } from "../../protocol/bindings.ts";
import { Namespace } from "../../protocol/slots.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Branch, Child, Directive, Expression, Fill, Outlet, Pattern, Span, Spread } from "../tree.ts";
import { forFix } from "./advice.ts";
import type { RawDirective } from "./attributes.ts";
import type { ExpressionParser, ForHeader } from "./expression.ts";
import type { RawChild, RawElement } from "./raw.ts";
import { suggestDirective } from "./suggest.ts";

/** Directives that stay on their node, for the next phase. */
const KEPT: ReadonlySet<string> = new Set(["html", "update"]);
const KNOWN: ReadonlySet<string> = new Set(known);

/** Makes control flow of directives. `prefix` is that of bindings. */
export function resolveDirectives(
  children: readonly RawChild[],
  expressions: ExpressionParser,
  reporter: Reporter,
  prefix: string,
): Child[] {
  return new Resolver(expressions, reporter, prefix).children(children);
}

/** The directives of one tag that decide whether and how often it is there. */
interface Control {
  readonly if?: RawDirective;
  readonly "else-if"?: RawDirective;
  readonly else?: RawDirective;
  readonly for?: RawDirective;
  readonly key?: RawDirective;
}
type ControlName = keyof Control;

/** A tag of a chain, with its condition: `null` for `:else`, `undefined` where it does not parse. */
interface Link {
  readonly element: RawElement;
  readonly test: Expression | null | undefined;
}

class Resolver {
  readonly #expressions: ExpressionParser;
  readonly #reporter: Reporter;
  readonly #prefix: string;

  constructor(expressions: ExpressionParser, reporter: Reporter, prefix: string) {
    this.#expressions = expressions;
    this.#reporter = reporter;
    this.#prefix = prefix;
  }

  children(raw: readonly RawChild[]): Child[] {
    const resolved: Child[] = [];
    const add = (nodes: readonly Child[]): void => {
      for (const node of nodes) resolved.push(node);
    };
    let before: RawChild | undefined;
    let at = 0;
    for (let child = raw[at]; child !== undefined; child = raw[at]) {
      at++;
      if (child.kind === "tag") {
        const control = this.#control(child);
        const orphan = control.else ?? control["else-if"];
        if (orphan !== undefined) this.#reporter.report("LC2004", orphan, { name: orphan.name, found: describe(before) });
        if (control.if !== undefined && control.for === undefined) {
          const { links, next } = this.#chain(child, raw, at, control.if);
          resolved.push(this.#choice(links));
          at = next;
        } else add(control.for === undefined ? this.#body(child) : this.#loop(child, control, control.for, this.#body(child)));
      } else resolved.push(child);
      const last = raw[at - 1];
      if (last !== undefined && !isBlank(last)) before = last;
    }
    return resolved;
  }

  /** The control directives of a tag; those that exclude each other are reported, and one of them kept. */
  #control(element: RawElement): Control {
    const control: { -readonly [Name in ControlName]?: RawDirective } = {};
    for (const directive of element.directives) {
      const { name } = directive;
      if (isControl(name)) control[name] = directive;
      else if (!KNOWN.has(name))
        this.#reporter.report("LC2001", directive.nameSpan, { name, fix: suggestDirective(name, this.#prefix, directive.value) });
    }
    const exclusive = (first: ControlName, second: ControlName, fix: string): void => {
      const one = control[first];
      const other = control[second];
      if (one === undefined || other === undefined) return;
      this.#reporter.report("LC2005", other, { first, second, fix }, [{ span: one, message: `:${first} is here` }]);
      delete control[second];
    };
    exclusive("if", "else-if", "Keep one of them.");
    exclusive("if", "else", "Write :else-if for a further condition.");
    exclusive("else-if", "else", "Keep one of them.");
    exclusive("for", "else-if", "Put the :for on an element inside a <template :else-if={…}>.");
    exclusive("for", "else", "Put the :for on an element inside a <template :else>.");
    if (control.key !== undefined && control.for === undefined) this.#reporter.report("LC2006", control.key, {});
    return control;
  }

  /** The chain that `head` opens; `after` is the place behind it among its siblings. */
  #chain(head: RawElement, raw: readonly RawChild[], after: number, opening: RawDirective): { links: readonly Link[]; next: number } {
    const links: Link[] = [{ element: head, test: this.#expression(opening) }];
    let next = after;
    for (let closed = false; !closed; ) {
      let at = next;
      for (let between = raw[at]; between !== undefined && isBlank(between); between = raw[at]) at++;
      const element = raw[at];
      if (element?.kind !== "tag" || isFill(element) !== isFill(head)) break;
      const control = followsChain(element) ? this.#control(element) : {};
      if (control["else-if"] !== undefined) links.push({ element, test: this.#expression(control["else-if"]) });
      else if (control.else !== undefined) {
        if (control.else.value !== true) this.#refuseCondition(control.else, control.else.value);
        links.push({ element, test: null });
        closed = true;
      } else break;
      next = at + 1;
    }
    return { links, next };
  }

  #choice(links: readonly Link[]): Child {
    const branches = links.flatMap(({ element, test }): readonly Branch[] => {
      const { start, end } = element;
      return test === undefined ? [] : [{ test, children: this.#body(element), start, end }];
    });
    return { kind: "if", branches, start: links[0]?.element.start ?? 0, end: links.at(-1)?.element.end ?? 0 };
  }

  #loop(element: RawElement, control: Control, directive: RawDirective, children: readonly Child[]): readonly Child[] {
    const header = this.#forHeader(directive);
    const key = control.key && this.#expression(control.key);
    const where = control.if && this.#expression(control.if);
    if (header === undefined) return children;
    if (control.key === undefined && hasElement(children)) {
      const { item } = header;
      this.#reporter.report("LC2010", directive, { item: item.ast.type === "Identifier" ? item.code : "item" });
    }
    return [{ kind: "for", ...header, key, where, children, start: element.start, end: element.end }];
  }

  /** What a tag contributes once its control flow is taken off: itself, or, for a group, its children. */
  #body(element: RawElement): Child[] {
    const slot = isFill(element) ? slotAttribute(element) : undefined;
    if (slot !== undefined) {
      this.#reporter.report("LC2012", slot, { name: typeof slot.value === "string" ? slot.value : "…" });
      return [];
    }
    if (isGroup(element)) {
      const directive = element.directives.find(({ name }) => isControl(name) && name !== "key")?.name ?? "if";
      for (const attribute of element.attributes) {
        const name = attribute.kind === "spread" ? "{...}" : attribute.name;
        this.#reporter.report("LC2016", attribute, { name, directive });
      }
      return this.children(element.children);
    }
    if (element.component) return this.#component(element);
    if (element.name === "slot") return [this.#outlet(element)];
    if (element.name === "template" && element.namespace === Namespace.html) this.#refuseLiveContent(element.children);
    const { name, nameSpan, namespace, attributes, start, end } = element;
    this.#refuseLet(element, name);
    const children = this.children(element.children);
    return [
      { kind: "element", name, nameSpan, namespace, attributes, directives: this.#kept(element), children, void: element.void, start, end },
    ];
  }

  #component(element: RawElement): Child[] {
    const { name, nameSpan, attributes, start, end } = element;
    if (name === "LiveScripts") {
      const more =
        attributes.length > 0 || element.directives.some((directive) => !isControl(directive.name)) || !element.children.every(isBlank);
      if (more) this.#reporter.report("LC2014", element.startTag, {});
      return [{ kind: "live-scripts", start, end }];
    }
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u.test(name)) {
      // A name with an expression in it was reported where it was read.
      if (!name.includes("{")) this.#reporter.report("LC2018", nameSpan, { tag: name });
      return this.children(element.children);
    }
    return [
      { kind: "component", name, nameSpan, props: attributes, directives: this.#kept(element), fills: this.#fills(element), start, end },
    ];
  }

  /**
   * What fills the slots of a component: each `<template slot>` that is directly in it, and all the rest for the
   * default slot.
   */
  #fills(component: RawElement): Fill[] {
    const rest: RawChild[] = [];
    for (const child of component.children) {
      const last = rest.at(-1);
      if (isFill(child)) continue;
      // Texts that only a filled slot keeps apart are one.
      if (child.kind === "text" && last?.kind === "text") rest.splice(-1, 1, { ...last, value: last.value + child.value, end: child.end });
      else rest.push(child);
    }
    const named = this.#named(component.children);
    const names = this.#let(component);
    const children = this.children(component.children.some(isFill) && rest.every(isBlank) ? [] : rest);
    const { nameSpan } = component;
    const { start = nameSpan.end } = children[0] ?? {};
    const { end = start } = children.at(-1) ?? {};
    const own: Fill[] = children.length === 0 ? [] : [{ name: "default", nameSpan, let: names, children, when: undefined, start, end }];
    return [...own, ...named];
  }

  /** Each `<template slot>` among the children of a component, with its control flow. */
  #named(raw: readonly RawChild[]): readonly Fill[] {
    const fills: Fill[] = [];
    for (let at = 0, before: RawChild | undefined; at < raw.length; ) {
      const child = raw[at++];
      if (child !== undefined && isFill(child)) {
        const control = this.#control(child);
        const orphan = control.else ?? control["else-if"];
        if (orphan !== undefined) this.#reporter.report("LC2004", orphan, { name: orphan.name, found: describe(before) });
        if (control.if !== undefined && control.for === undefined) {
          const { links, next } = this.#chain(child, raw, at, control.if);
          fills.push(...this.#chosen(links));
          at = next;
        } else {
          const { for: loop } = control;
          const fill = this.#fill(child);
          if (fill !== undefined)
            fills.push(loop === undefined ? fill : { ...fill, children: this.#loop(child, control, loop, fill.children) });
        }
      }
      const last = raw[at - 1];
      if (last !== undefined && !isBlank(last)) before = last;
    }
    return fills;
  }

  /**
   * A chain of fills: for each slot in it, a choice between what the chain has for that slot, and nothing where it has
   * something for another.
   */
  #chosen(links: readonly Link[]): readonly Fill[] {
    const branches = links.flatMap(({ element, test }) => {
      const fill = isFill(element) ? this.#fill(element) : undefined;
      return fill === undefined || test === undefined ? [] : [{ fill, test, slot: `${fill.name} ${fill.let?.code ?? ""}` }];
    });
    return [...new Map(branches.map((branch) => [branch.slot, branch.fill]))].map(([slot, fill]): Fill => {
      const last = branches.findLastIndex((branch) => branch.slot === slot);
      const parts = branches.slice(0, last + 1);
      const chosen = parts.map(({ fill: { children, start, end }, test, slot: other }): Branch => {
        return { test, children: other === slot ? children : [], start, end };
      });
      const { start = fill.start } = chosen[0] ?? {};
      const always = parts.every((branch) => branch.slot === slot) && parts.at(-1)?.test === null;
      const when = always ? undefined : parts.map((branch) => ({ test: branch.test, shown: branch.slot === slot }));
      return { ...fill, children: [{ kind: "if", branches: chosen, start, end: fill.end }], when, start };
    });
  }

  #fill(element: RawElement): Fill | undefined {
    const slot = slotAttribute(element);
    if (slot === undefined) return undefined;
    for (const attribute of element.attributes) {
      if (attribute === slot) continue;
      const found = attribute.kind === "spread" ? "{...}" : attribute.name;
      const reason = `\`${found}\` has no effect: <template slot> leaves no element behind.`;
      this.#reporter.report("LC2013", attribute, { reason, fix: "Put it on an element inside." });
    }
    for (const directive of element.directives) {
      const { name } = directive;
      if (KEPT.has(name)) this.#reporter.report("LC2017", directive, { name, tag: "template slot", fix: "Put it on an element inside." });
    }
    const names = this.#let(element);
    const children = this.children(element.children);
    const { start, end } = element;
    const nameSpan = slot.valueSpan ?? slot.nameSpan;
    if (typeof slot.value === "string" && slot.value !== "")
      return { name: slot.value, nameSpan, let: names, children, when: undefined, start, end };
    this.#refuseSlotName(slot, '<template slot="header">');
    return undefined;
  }

  #refuseSlotName(attribute: Attribute, example: string): void {
    this.#reporter.report("LC2013", attribute, { reason: "The name of a slot is a plain text.", fix: `Write ${example}.` });
  }

  /** The pattern of a tag's `:let`. */
  #let(element: RawElement): Pattern | undefined {
    const directive = element.directives.find(({ name }) => name === "let");
    if (directive === undefined) return undefined;
    if (typeof directive.value === "object") return this.#expressions.pattern(directive.value);
    this.#expression(directive);
    return undefined;
  }

  /** `:let` where there is no content that could use it. */
  #refuseLet(element: RawElement, tag: string): void {
    const directive = element.directives.find(({ name }) => name === "let");
    const fix =
      tag === "slot" ? "Hand values back as attributes: <slot item={item}/>." : "Put it on a component, or on a <template slot> in one.";
    if (directive !== undefined) this.#reporter.report("LC2017", directive, { name: "let", tag, fix });
  }

  #outlet(element: RawElement): Outlet {
    let name = "default";
    let nameSpan: Span = element.nameSpan;
    const values: (Attribute | Spread)[] = [];
    for (const attribute of element.attributes) {
      if (attribute.kind !== "attribute" || attribute.name !== "name") values.push(attribute);
      else if (typeof attribute.value === "string" && attribute.value !== "") {
        name = attribute.value;
        nameSpan = attribute.valueSpan ?? attribute.nameSpan;
      } else this.#refuseSlotName(attribute, '<slot name="header"/>');
    }
    for (const directive of element.directives) {
      if (KEPT.has(directive.name)) this.#reporter.report("LC2017", directive, { name: directive.name, tag: "slot", fix: "Remove it." });
    }
    this.#refuseLet(element, "slot");
    const { start, end } = element;
    return { kind: "outlet", name, nameSpan, values, children: this.children(element.children), start, end };
  }

  #kept(element: RawElement): Directive[] {
    return element.directives.flatMap((directive): Directive[] => {
      const { name, nameSpan, valueSpan, start, end } = directive;
      if (!KEPT.has(name)) return [];
      const { value } = directive;
      const parsed = typeof value !== "object" ? value : this.#expression(directive);
      return parsed === undefined ? [] : [{ name, nameSpan, value: parsed, valueSpan, start, end }];
    });
  }

  #expression(directive: RawDirective): Expression | undefined {
    const { name, value } = directive;
    if (typeof value !== "object") {
      const found = value === true ? "nothing" : `"${value.slice(0, 40)}"`;
      const code = value === true || !/^[\w$.!?[\]()=<>&| -]{1,60}$/.test(value) ? "…" : value.trim();
      this.#reporter.report("LC2002", directive, { name, found, fix: `Write :${name}={${code}}.` });
      return undefined;
    }
    const content = this.#expressions.content(value);
    if (content?.kind === "expression") return content.expression;
    if (content !== undefined)
      this.#reporter.report("LC2002", directive, {
        name,
        found: content.kind === "spread" ? "a spread" : "a comment",
        fix: `Write :${name}={…}.`,
      });
    return undefined;
  }

  /** `:else={b}`, which somebody meant as `:else-if`, or as nothing. */
  #refuseCondition(directive: RawDirective, value: RawDirective["value"]): void {
    const fix = typeof value === "object" ? "For a further condition, write :else-if={…}." : "Write :else alone.";
    this.#reporter.report("LC2003", directive, { name: "else", fix });
  }

  #forHeader(directive: RawDirective): ForHeader | undefined {
    if (typeof directive.value === "object") return this.#expressions.forHeader(directive.value);
    const fix = forFix(typeof directive.value === "string" ? directive.value : "");
    this.#reporter.report("LC2007", directive, { reason: "its header stands between braces", fix });
    return undefined;
  }

  /** A plain `<template>` is inert in the browser: nothing in it can be live. */
  #refuseLiveContent(children: readonly RawChild[]): void {
    for (const child of children) {
      if (child.kind === "interpolation") this.#reporter.report("LC2015", child, { what: "an expression" });
      if (child.kind !== "tag") continue;
      const live = child.attributes.find(
        (attribute) => attribute.kind === "spread" || (attribute.value !== true && typeof attribute.value !== "string"),
      );
      if (child.component) this.#reporter.report("LC2015", child.startTag, { what: `<${child.name}>` });
      else if (live !== undefined) this.#reporter.report("LC2015", live, { what: "an expression" });
      else if (child.directives.length > 0) this.#reporter.report("LC2015", child.startTag, { what: "a directive" });
      else this.#refuseLiveContent(child.children);
    }
  }
}

function isControl(name: string): name is ControlName {
  return name === "if" || name === "else-if" || name === "else" || name === "for" || name === "key";
}

function isGroup(element: RawElement): boolean {
  if (element.component || element.name !== "template") return false;
  return element.directives.some(({ name }) => isControl(name) && name !== "key");
}

/**
 * `:else` and `:else-if`, unless something on the same tag makes them invalid; then the tag is looked at on its own.
 */
function followsChain(element: RawElement): boolean {
  return (
    element.directives.some(({ name }) => name === "else" || name === "else-if") &&
    !element.directives.some(({ name }) => name === "if" || name === "for")
  );
}

/** `<template slot="header">` directly in a component. */
function isFill(element: RawChild): element is RawElement {
  return element.kind === "tag" && !element.component && element.name === "template" && slotAttribute(element) !== undefined;
}

function slotAttribute({ attributes }: RawElement): Attribute | undefined {
  return attributes.find((attribute): attribute is Attribute => attribute.kind === "attribute" && attribute.name === "slot");
}

function isBlank(child: RawChild): boolean {
  return child.kind === "text" && child.value.trim() === "";
}

/** Whether the list consists of nodes with an identity, rather than of texts. */
function hasElement(children: readonly Child[]): boolean {
  return children.some(
    (child) =>
      child.kind === "element" ||
      child.kind === "component" ||
      (child.kind === "if" && child.branches.some((branch) => hasElement(branch.children))),
  );
}

function describe(child: RawChild | undefined): string {
  if (child === undefined) return "nothing before it";
  if (child.kind === "text") return "text before it";
  if (child.kind === "interpolation") return "an expression before it";
  const control = child.directives.find(({ name }) => isControl(name) && name !== "key");
  if (control?.name === "for") return "a :for before it, whose :if filters";
  return control === undefined ? `a plain <${child.name}> before it` : `<${child.name} :${control.name}> before it`;
}
