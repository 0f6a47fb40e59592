/**
 * Browser agreement: the static HTML of the tree, parsed as a browser parses it, must give the same tree.
 *
 * Expressions count as one letter, every branch and loop body stands there once, and what another template contributes
 * (components, slot content) as nothing. Content handed to a component is checked by itself, since its place is
 * elsewhere.
 */

import { type DefaultTreeAdapterTypes, html, parse, parseFragment } from "parse5";
import { escapeAttribute, escapeText } from "../../protocol/escape.ts";
import { Namespace } from "../../protocol/slots.ts";
import type { DiagnosticSink } from "../diagnostics.ts";
import { dropsNewline, isRawText } from "../html/content.ts";
import type { Child, Element, Span } from "../tree.ts";
import { startOf } from "./nesting.ts";
import { isObvious } from "./obvious.ts";

/** A node as written: adjacent texts and expressions are one text. */
type Written = { readonly element: Element; readonly children: readonly Written[] } | { text: string; readonly at: Span };

const NAMESPACE_URI: Readonly<Record<Namespace, string>> = {
  [Namespace.html]: html.NS.HTML,
  [Namespace.svg]: html.NS.SVG,
  [Namespace.math]: html.NS.MATHML,
};

/**
 * Reports the first place where a browser's tree differs; `obvious` tells the trees of which that need not be asked.
 */
export function checkAgreement(children: readonly Child[], sink: DiagnosticSink, obvious: typeof isObvious = isObvious): void {
  const contents: (readonly Child[])[] = [children];
  for (let content = contents.pop(); content !== undefined; content = contents.pop()) {
    const written = flatten(content, contents);
    if (!obvious(content) && !agree(written, build(written), undefined, sink)) return;
  }
}

/** The nodes a browser would see; contents of components are put aside in `contents`. */
function flatten(children: readonly Child[], contents: (readonly Child[])[], into: Written[] = []): Written[] {
  for (const child of children) {
    switch (child.kind) {
      case "element":
        into.push({ element: child, children: flatten(child.children, contents) });
        break;
      case "text":
      case "interpolation": {
        const text = child.kind === "text" ? child.value : "x";
        const last = into.at(-1);
        if (last !== undefined && "text" in last) last.text += text;
        else into.push({ text, at: child });
        break;
      }
      case "if":
        for (const branch of child.branches) flatten(branch.children, contents, into);
        break;
      case "for":
      case "outlet":
        flatten(child.children, contents, into);
        break;
      case "component":
        for (const fill of child.fills) contents.push(fill.children);
        break;
      case "live-scripts":
        break;
    }
  }
  return into;
}

/** The browser's tree of the same HTML, parsed where the roots belong. */
function build(written: readonly Written[]): DefaultTreeAdapterTypes.ChildNode[] {
  const pieces: string[] = [];
  for (const node of written) serialize(node, undefined, pieces);
  const markup = pieces.join("");
  const root = written.find((node) => "element" in node)?.element;
  if (root?.namespace === Namespace.html && root.name === "html") {
    return parse(`<!doctype html>${markup}`).childNodes.filter((node) => node.nodeName !== "#documentType");
  }
  if (root === undefined || root.namespace === Namespace.html || root.name === "svg" || root.name === "math")
    return parseFragment(markup).childNodes;
  const wrapper = root.namespace === Namespace.svg ? "svg" : "math";
  const [outer] = parseFragment(`<${wrapper}>${markup}</${wrapper}>`).childNodes;
  return outer === undefined ? [] : nodesOf(outer);
}

function serialize(node: Written, parent: Element | undefined, pieces: string[]): void {
  if ("text" in node) {
    const raw = parent !== undefined && parent.namespace === Namespace.html && isRawText(parent.name);
    pieces.push(raw ? node.text : escapeText(node.text));
    return;
  }
  const { element, children } = node;
  pieces.push(`<${element.name}`);
  for (const attribute of element.attributes) {
    if (attribute.kind === "spread") continue;
    const { name, value } = attribute;
    // Values decide little about the tree (`type="hidden"`, `encoding`), but they do.
    if (typeof value === "string") pieces.push(` ${name}="${escapeAttribute(value)}"`);
  }
  pieces.push(">");
  if (element.void) return;
  const [first] = children;
  if (dropsNewline(element.name) && first !== undefined && "text" in first && first.text.startsWith("\n")) pieces.push("\n");
  for (const child of children) serialize(child, element, pieces);
  pieces.push(`</${element.name}>`);
}

function nodesOf(node: DefaultTreeAdapterTypes.Node): DefaultTreeAdapterTypes.ChildNode[] {
  if ("content" in node) return node.content.childNodes;
  return "childNodes" in node ? node.childNodes : [];
}

function agree(
  written: readonly Written[],
  actual: readonly DefaultTreeAdapterTypes.ChildNode[],
  parent: Element | undefined,
  sink: DiagnosticSink,
): boolean {
  for (let index = 0; index < Math.max(written.length, actual.length); index++) {
    const ours = written[index];
    const theirs = actual[index];
    if (ours !== undefined && theirs !== undefined && alike(ours, theirs)) {
      if ("text" in ours || agree(ours.children, nodesOf(theirs), ours.element, sink)) continue;
      return false;
    }
    report(ours, theirs, parent, sink);
    return false;
  }
  return true;
}

function alike(ours: Written, theirs: DefaultTreeAdapterTypes.ChildNode): boolean {
  if ("text" in ours) return theirs.nodeName === "#text" && "value" in theirs && theirs.value === ours.text;
  return "tagName" in theirs && theirs.tagName === ours.element.name && theirs.namespaceURI === NAMESPACE_URI[ours.element.namespace];
}

function report(
  ours: Written | undefined,
  theirs: DefaultTreeAdapterTypes.ChildNode | undefined,
  parent: Element | undefined,
  sink: DiagnosticSink,
): void {
  const place = parent === undefined ? { start: 0, end: 1 } : startOf(parent);
  const span = ours === undefined ? place : "text" in ours ? ours.at : startOf(ours.element);
  const expected = ours === undefined ? "nothing more" : "text" in ours ? "this text" : `<${ours.element.name}>`;
  const actual =
    theirs === undefined ? "nothing" : theirs.nodeName === "#text" ? "text" : "tagName" in theirs ? `<${theirs.tagName}>` : "a comment";
  const inside = parent === undefined ? "" : ` in <${parent.name}>`;
  const implied = theirs !== undefined && "tagName" in theirs && (theirs.tagName === "head" || theirs.tagName === "body");
  const fix = implied
    ? `Write the ${actual} yourself.`
    : ours === undefined
      ? `Check what may stand${inside}.`
      : `Move ${expected} to where HTML allows it.`;
  const same = expected === actual;
  sink.report(
    "LC3009",
    span,
    { expected: `${expected}${inside}`, actual: same ? `${actual} of another kind or with other content` : actual, fix },
    parent === undefined || ours === undefined ? [] : [{ span: startOf(parent), message: `this <${parent.name}>` }],
  );
}
