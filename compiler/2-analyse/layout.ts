/** Layout: the tree becomes blocks, each static HTML with numbered slots in document order. */

import { nearest } from "../../base/suggest.ts";
import { escapeText } from "../../protocol/escape.ts";
import { Namespace, SEPARATOR } from "../../protocol/slots.ts";
import { isComponentName } from "../1-parse/names.ts";
import { componentAdvice, isElementName } from "../1-parse/vocabulary.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Child, Component, Element, Expression, Fill, For, If, Outlet, Spread, Template } from "../tree.ts";
import { tagParts, valuesIn } from "./attributes.ts";
import { type EventUse, eventsOf } from "./bindings.ts";
import {
  type Block,
  type Container,
  type Content,
  type ContentPart,
  type CsrfSlot,
  expressionsOfProp,
  type ListSlot,
  type Prop,
  readsOf,
  type Slot,
} from "./blocks.ts";
import { containerOf, containersIn } from "./containers.ts";
import { TOKEN_FIELD, tokenSlot } from "./forms.ts";
import { childNamespace, eatsNewline, isRaw, isTextOnly } from "./html.ts";
import { minimal, type Read, SLOTS } from "./reads.ts";
import { type Context, Let, Loop, Scope } from "./scope.ts";
import { itemsOf, mayBeginWithNewline, type Run, rowsTouch } from "./separators.ts";
import { isAdded, updateMode, updateOf } from "./update.ts";

const DOCTYPE = "<!doctype html>";

/** What the layout finds besides blocks. */
export interface Layout {
  readonly root: Block;
  readonly events: readonly EventUse[];
  /** Names used as tags, in the order of their first use: `Badge`, `Ui.Badge`. */
  readonly components: readonly string[];
  /** Names of its own slots, in the order of their first use. */
  readonly outlets: readonly string[];
}

export function layOut(template: Template, context: Context, prefix: string): Layout {
  const layouter = new Layouter(context, prefix, new Set(containersIn(template.children, prefix)));
  const root = layouter.block(
    "root",
    template.children,
    new Scope(context),
    rootNamespace(template.children, Namespace.html),
    template.doctype ? DOCTYPE : "",
  );
  return { root, events: layouter.events, components: [...layouter.components], outlets: [...layouter.outlets] };
}

/** Where a block is parsed: its first element tells, and where it has none, what is around it. */
function rootNamespace(children: readonly Child[], around: Namespace): Namespace {
  const root = firstElement(children);
  return root === undefined || root.name === "svg" || root.name === "math" ? around : root.namespace;
}

/** The first element in its own place, through control flow. */
function firstElement(children: readonly Child[]): Element | undefined {
  for (const child of children) {
    if (child.kind === "element") return child;
    const inner =
      child.kind === "if"
        ? child.branches.flatMap((branch) => branch.children)
        : child.kind === "for" || child.kind === "outlet"
          ? child.children
          : [];
    const found = firstElement(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The block being written: HTML up to the next slot. */
class Draft {
  readonly namespace: Namespace;
  readonly #statics: string[] = [];
  readonly #slots: Slot[] = [];
  readonly #containers: Container[] = [];
  #html = "";

  constructor(namespace: Namespace) {
    this.namespace = namespace;
  }

  write(html: string): void {
    this.#html += html;
  }

  get length(): number {
    return this.#slots.length;
  }

  slot(slot: Slot): void {
    this.#statics.push(this.#html);
    this.#slots.push(slot);
    this.#html = "";
  }

  container(id: string, from: number): void {
    this.#containers.push({ id, from, to: this.length });
  }

  finish(hint: string, children: readonly Child[]): Block {
    const { start = 0 } = children[0] ?? {};
    const { end = start } = children.at(-1) ?? {};
    const statics = [...this.#statics, this.#html];
    return { hint, start, end, statics, slots: this.#slots, namespace: this.namespace, containers: this.#containers };
  }
}

class Layouter {
  readonly events: EventUse[] = [];
  readonly components: Set<string> = new Set();
  readonly outlets: Set<string> = new Set();
  readonly #context: Context;
  readonly #reporter: Reporter;
  readonly #prefix: string;
  /** Selectors of the template's containers: `#results`. */
  readonly #containers: ReadonlySet<string>;
  /** Loops around. */
  #loops = 0;

  constructor(context: Context, prefix: string, containers: ReadonlySet<string>) {
    this.#containers = containers;
    this.#context = context;
    this.#reporter = context.reporter;
    this.#prefix = prefix;
  }

  block(hint: string, children: readonly Child[], scope: Scope, namespace: Namespace, opening = ""): Block {
    const draft = new Draft(namespace);
    draft.write(opening);
    this.#children(children, draft, scope, namespace);
    return draft.finish(hint, children);
  }

  #inner(children: readonly Child[], scope: Scope, namespace: Namespace, opening = ""): Block {
    return this.block(hintOf(children), children, scope, rootNamespace(children, namespace), opening);
  }

  /** `list` is what a `:for` among the children is. */
  #children(children: readonly Child[], draft: Draft, scope: Scope, namespace: Namespace, list: ListSlot["kind"] = "list"): void {
    for (const { node, separated } of itemsOf(children)) {
      if (separated) draft.write(SEPARATOR);
      switch (node.kind) {
        case "run":
          if (node.values.length === 0) draft.write(escapeText(node.parts.join("")));
          else draft.slot(textSlot("text", node, scope));
          break;
        case "element":
          this.#element(node, draft, scope);
          break;
        case "if":
          draft.slot(this.#choice(node, scope, namespace));
          break;
        case "for":
          draft.slot(this.#list(node, scope, namespace, list));
          break;
        case "component":
          this.#component(node, draft, scope);
          break;
        case "outlet":
          draft.slot(this.#outlet(node, scope, namespace));
          break;
        case "live-scripts":
          draft.slot({
            kind: "outlet",
            name: "@scripts",
            nameSpan: node,
            values: [],
            start: node.start,
            end: node.end,
            fallback: undefined,
            reads: [this.#contents()],
          });
          break;
      }
    }
  }

  #element(element: Element, draft: Draft, scope: Scope): void {
    const { name, attributes } = element;
    this.events.push(...eventsOf(attributes, this.#prefix, this.#containers));
    const { html, slots } = tagParts(element, scope, this.#prefix, this.#reporter);
    draft.write(`<${name}${html}`);
    const first = draft.length;
    for (const slot of slots) draft.slot(slot);
    const from = draft.length;
    const trusted = this.#trustedHtml(element);
    const mode = updateMode(element, this.#prefix, this.#reporter);
    const token = trusted === undefined ? tokenSlot(element, slots, first, this.#prefix, this.#reporter) : undefined;
    const ignored = mode === "ignore" ? this.#ignored(element, token, scope) : undefined;
    const [text] = isTextOnly(element) ? itemsOf(element.children) : [];
    if (ignored !== undefined && ignored.slots.length > 0) {
      draft.slot({ kind: "ignored", block: ignored, reads: [] });
    } else if (trusted !== undefined) {
      draft.slot({ kind: "html", value: trusted, reads: minimal(scope.reads(trusted)) });
    } else if (text?.node.kind === "run" && text.node.values.length > 0) {
      draft.slot(textSlot("content", withAffixes(text.node, element, this.#prefix), scope));
    } else {
      draft.write(">");
      if (token !== undefined) writeToken(token, draft);
      if (eatsNewline(element) && mayBeginWithNewline(element.children)) draft.write("\n");
      if (isRaw(element)) draft.write(element.children.map((child) => (child.kind === "text" ? child.value : "")).join(""));
      else this.#children(element.children, draft, scope, childNamespace(element), isAdded(mode) ? mode : "list");
    }
    if (!element.void) draft.write(`</${name}>`);
    const container = containerOf(element, this.#prefix);
    if (container === undefined) return;
    if (this.#loops > 0) this.#reporter.report("LC4014", container.target, { tag: name });
    else if (container.id === undefined) this.#reporter.report("LC4013", container.target, { tag: name, prefix: this.#prefix });
    else draft.container(container.id, from);
  }

  /** What is rendered once. Slots of the tag itself are not in it. */
  #ignored(element: Element, token: CsrfSlot | undefined, scope: Scope): Block {
    const { children } = element;
    const draft = new Draft(rootNamespace(children, childNamespace(element)));
    if (token !== undefined && token.tag.length > 0) {
      const what = `A posted form that is not updated and whose \`action\` or \`method\` is an expression`;
      const fix = `Put the form into an element with ${this.#prefix}update="ignore".`;
      this.#reporter.report("LC4004", element.nameSpan, { what, fix });
    } else if (token !== undefined) writeToken(token, draft);
    this.#children(children, draft, scope, draft.namespace);
    return draft.finish(hintOf(children), children);
  }

  /**
   * The value of `:html`, where it has a place to go: an element that may have other elements in it, and has nothing.
   */
  #trustedHtml(element: Element): Expression | undefined {
    const directive = element.directives.find(({ name }) => name === "html");
    if (directive === undefined) return undefined;
    const { value } = directive;
    const expression = typeof value === "object" ? value : undefined;
    const takesHtml = element.namespace === Namespace.html && !element.void && !isRaw(element) && !isTextOnly(element);
    if (expression === undefined || !takesHtml) this.#reporter.report("LC4208", directive, { tag: element.name });
    else if (element.children.length > 0) this.#reporter.report("LC4209", directive, { tag: element.name });
    return expression;
  }

  #choice(node: If, scope: Scope, namespace: Namespace): Slot {
    const tests = node.branches.flatMap(({ test }) => (test === null ? [] : scope.reads(test)));
    const branches = node.branches.map(({ test, children }) => ({ test, block: this.#inner(children, scope, namespace) }));
    return { kind: "choice", branches, reads: minimal([...tests, ...readsOf(branches.map(({ block }) => block))]) };
  }

  #list(node: For, scope: Scope, namespace: Namespace, kind: ListSlot["kind"]): Slot {
    const loop = new Loop(node.item, node.index);
    const { list, key, where } = node;
    const outer = [
      ...scope.reads(list),
      ...(key === undefined ? [] : scope.inside(loop, "key").reads(key)),
      ...(where === undefined ? [] : scope.inside(loop, "where").reads(where)),
    ];
    this.#loops++;
    const body = this.#inner(node.children, scope.inside(loop, "body"), namespace, rowsTouch(node) ? SEPARATOR : "");
    this.#loops--;
    const reads = minimal([...outer, ...readsOf([body])].filter(({ source }) => source !== loop));
    return { kind, loop, list, key, where, body, reads };
  }

  #component(node: Component, draft: Draft, scope: Scope): void {
    this.#refuseDirectives(node);
    if (node.name === "LiveView" && !scope.isScriptName(node.name)) {
      draft.slot(this.#view(node, scope));
      return;
    }
    const [name = node.name] = node.name.split(".");
    if (!scope.isScriptName(name)) {
      this.#reporter.report("LC4002", node.nameSpan, { tag: node.name, name, fix: missingComponent(name, this.#context) });
    }
    this.components.add(node.name);
    const props = node.props.map(propOf);
    const own = readsOfProps(props, scope);
    const contents = bySlot(node.fills).map((fills) => this.#content(fills, scope));
    const conditions = node.fills.flatMap(({ when = [] }) => when.flatMap(({ test }) => (test === null ? [] : scope.reads(test))));
    const inside = readsOf(contents.map(({ block }) => block)).filter(
      ({ source }) => !contents.some(({ parts }) => parts.some((part) => part.let === source)),
    );
    draft.slot({
      kind: "component",
      name: node.name,
      nameSpan: node.nameSpan,
      props,
      contents,
      reads: minimal([...own, ...conditions, ...inside]),
    });
  }

  /** `<LiveView view={Clock} id="clock"/>`. Its content is the view's own. */
  #view(node: Component, scope: Scope): Slot {
    const [fill] = node.fills;
    if (fill !== undefined) this.#reporter.report("LC4007", fill, {});
    const names = new Set(node.props.map((prop) => (prop.kind === "attribute" ? prop.name : "...")));
    const missing = ["view", "id"].filter((name) => !names.has(name) && !names.has("..."));
    if (missing.length > 0) this.#reporter.report("LC4008", node.nameSpan, { missing: missing.map((name) => `\`${name}\``).join(" and ") });
    const props = node.props.map(propOf);
    return { kind: "view", nameSpan: node.nameSpan, props, reads: minimal(readsOfProps(props, scope)) };
  }

  /** All that fills one slot, as one block. What different fills write does not touch. */
  #content(fills: readonly Fill[], scope: Scope): Content {
    const children = fills.flatMap((fill) => fill.children);
    const draft = new Draft(rootNamespace(children, Namespace.html));
    const parts = fills.map((fill, index): ContentPart => {
      if (index > 0) draft.write(SEPARATOR);
      const names = fill.let && new Let(fill.let);
      this.#children(fill.children, draft, names === undefined ? scope : scope.inside(names, "body"), draft.namespace);
      return { let: names, end: draft.length };
    });
    const [{ name, nameSpan } = { name: "default", nameSpan: { start: 0, end: 0 } }] = fills;
    const conditions = fills.flatMap(({ when }) => (when === undefined ? [] : [when]));
    const when = conditions.length === fills.length ? conditions : undefined;
    return { name, nameSpan, block: draft.finish(hintOf(children), children), when, parts };
  }

  #outlet(node: Outlet, scope: Scope, namespace: Namespace): Slot {
    const { name, nameSpan, start, end } = node;
    const values = node.values.map(propOf);
    const [first] = values;
    if (first !== undefined && !this.#context.script.hasSlots) {
      const members = values.map((value) => (value.name === undefined ? "…" : `${value.name}: …`)).join("; ");
      const fix = `<script lang="ts">export interface Slots { ${/^[\w$]+$/.test(name) ? name : `"${name}"`}: { ${members} } }</script>`;
      this.#reporter.report("LC4006", first.nameSpan, { name, fix });
    }
    this.outlets.add(name);
    const fallback = node.children.length === 0 ? undefined : this.#inner(node.children, scope, namespace);
    const reads = minimal([this.#contents(), ...readsOfProps(values, scope), ...readsOf([fallback])]);
    return { kind: "outlet", name, nameSpan, values, start, end, fallback, reads };
  }

  #contents(): Read {
    return { source: this.#context.assigns, path: SLOTS };
  }

  #refuseDirectives(node: Component): void {
    const written = updateOf(node.directives, node.props, this.#prefix);
    if (written !== undefined)
      this.#reporter.report("LC4011", written, { prefix: this.#prefix, what: `<${node.name}>`, why: "is a component" });
  }
}

function writeToken(slot: CsrfSlot, draft: Draft): void {
  draft.write(TOKEN_FIELD);
  draft.slot(slot);
  draft.write(">");
}

/** The run of a `<title>` between its `live-prefix` and `live-suffix`, which the client puts around later titles. */
function withAffixes(run: Run, { name, attributes }: Element, prefix: string): Run {
  if (name !== "title") return run;
  const affix = (which: string): string => {
    const attribute = attributes.find((each) => each.kind === "attribute" && each.name === `${prefix}${which}`);
    return attribute?.kind === "attribute" && typeof attribute.value === "string" ? attribute.value : "";
  };
  const [before = "", ...rest] = run.parts;
  const after = rest.pop() ?? "";
  return { ...run, parts: [affix("prefix") + before, ...rest, after + affix("suffix")] };
}

function textSlot(kind: "text" | "content", run: Run, scope: Scope): Slot {
  const values = valuesIn(run.values, scope);
  return { kind, parts: run.parts, values, reads: minimal(values.flatMap(({ reads }) => reads)) };
}

function propOf(prop: Attribute | Spread): Prop {
  const { start, end } = prop;
  return prop.kind === "spread"
    ? { name: undefined, nameSpan: prop, value: prop.expression, valueSpan: prop.expression, start, end }
    : { name: prop.name, nameSpan: prop.nameSpan, value: prop.value, valueSpan: prop.valueSpan ?? prop.nameSpan, start, end };
}

/** Fills of one slot together, slots in the order of their first. */
function bySlot(fills: readonly Fill[]): readonly (readonly Fill[])[] {
  const slots = new Map<string, Fill[]>();
  for (const fill of fills) {
    const known = slots.get(fill.name);
    if (known === undefined) slots.set(fill.name, [fill]);
    else known.push(fill);
  }
  return [...slots.values()];
}

function readsOfProps(props: readonly Prop[], scope: Scope): readonly Read[] {
  return props.flatMap((prop) => expressionsOfProp(prop).flatMap((expression) => scope.reads(expression)));
}

/** What a block begins with, as a name. */
function hintOf(children: readonly Child[]): string {
  for (const child of children) {
    switch (child.kind) {
      case "element":
      case "component":
        return child.name;
      case "outlet":
        return "slot";
      case "text":
      case "interpolation":
        if (children.every(({ kind }) => kind === "text" || kind === "interpolation")) return "text";
        break;
      case "if":
        return hintOf(child.branches[0]?.children ?? []);
      case "for":
        return hintOf(child.children);
      case "live-scripts":
        return "scripts";
    }
  }
  return "block";
}

/** What to do about a component that is not in scope: a slip, an element in capitals, or a missing import. */
function missingComponent(name: string, { script, surroundings }: Context): string {
  if (surroundings?.values.has(name) === true) {
    return `The names of the file around it are not the template's: import it in a <script lang="ts"> at the start of the template.`;
  }
  const near = nearest(name, [...[...script.names].filter(isComponentName), "LiveScripts"]);
  if (near !== undefined) return `Did you mean <${near}>?`;
  const advice = componentAdvice(name);
  if (advice !== undefined) return advice;
  const element = name.toLowerCase();
  if (isElementName(element)) return `For the HTML element, write <${element}>. A component is imported in the script.`;
  return `Import it in the script: import ${name} from "./${kebab(name)}.live.js";`;
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}
