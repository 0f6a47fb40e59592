/** An element: its tag, its content, and what is special about either. */
import type { UpdateMode } from "../../../protocol/bindings.ts";
import { Namespace } from "../../../protocol/slots.ts";
import type { Element, Expression } from "../../tree.ts";
import { tagParts } from "../attributes.ts";
import { chunksOf, eventsOf } from "../bindings.ts";
import type { Block, CsrfSlot } from "../blocks.ts";
import { containerOf } from "../containers.ts";
import { eventField, TOKEN_FIELD, tokenSlot } from "../forms.ts";
import { childNamespace, eatsNewline, isRaw, isTextOnly } from "../html.ts";
import { minimal } from "../reads.ts";
import type { Scope } from "../scope.ts";
import { itemsOf, mayBeginWithNewline } from "../separators.ts";
import { isAdded, updateMode } from "../update.ts";
import { Draft } from "./draft.ts";
import type { Lowering } from "./lowering.ts";
import { hintOf, rootNamespace } from "./roots.ts";
import { textSlot, withAffixes } from "./text.ts";

export function lowerElement(element: Element, draft: Draft, scope: Scope, lowering: Lowering): void {
  const { name, attributes } = element;
  const { prefix, reporter, containers } = lowering;
  lowering.events.push(...eventsOf(attributes, prefix, containers));
  for (const chunk of chunksOf(attributes, prefix)) lowering.chunks.add(chunk);
  const { html, slots } = tagParts(element, scope, prefix, reporter);
  draft.write(`<${name}${html}`);
  const first = draft.length;
  for (const slot of slots) draft.slot(slot);
  const from = draft.length;
  const trusted = trustedHtml(element, lowering);
  const mode = updateMode(element, prefix, reporter);
  const token = trusted === undefined ? tokenSlot(element, slots, first, prefix, reporter) : undefined;
  if (trusted !== undefined) draft.slot({ kind: "html", value: trusted, reads: minimal(scope.reads(trusted)) });
  else lowerContent(element, mode, token, draft, scope, lowering);
  if (!element.void) draft.write(`</${name}>`);
  lowerContainer(element, from, draft, lowering);
}

/** What is between the tags, and the `>` before it. */
function lowerContent(
  element: Element,
  mode: UpdateMode,
  token: CsrfSlot | undefined,
  draft: Draft,
  scope: Scope,
  lowering: Lowering,
): void {
  const { prefix } = lowering;
  const ignored = mode === "ignore" ? ignoredBlock(element, token, scope, lowering) : undefined;
  const [text] = isTextOnly(element) ? itemsOf(element.children) : [];
  if (ignored !== undefined && ignored.slots.length > 0) draft.slot({ kind: "ignored", block: ignored, reads: [] });
  else if (text?.node.kind === "run" && text.node.values.length > 0) {
    draft.slot(textSlot("content", withAffixes(text.node, element, prefix), scope));
  } else {
    draft.write(">");
    if (token !== undefined) writeToken(token, draft);
    if (eatsNewline(element) && mayBeginWithNewline(element.children)) draft.write("\n");
    if (isRaw(element)) draft.write(element.children.map((child) => (child.kind === "text" ? child.value : "")).join(""));
    else lowering.children(element.children, draft, scope, childNamespace(element), isAdded(mode) ? mode : "list");
  }
}

/** What is rendered once. Slots of the tag itself are not in it. */
function ignoredBlock(element: Element, token: CsrfSlot | undefined, scope: Scope, { children: lower, prefix, reporter }: Lowering): Block {
  const { children } = element;
  const draft = new Draft(rootNamespace(children, childNamespace(element)));
  if (token !== undefined && token.tag.length > 0) {
    const what = `A posted form that is not updated and whose \`action\` or \`method\` is an expression`;
    const fix = `Put the form into an element with ${prefix}update="ignore".`;
    reporter.report("LC4004", element.nameSpan, { what, fix });
  } else if (token !== undefined) writeToken(token, draft);
  lower(children, draft, scope, draft.namespace);
  return draft.finish(hintOf(children), children);
}

function writeToken(slot: CsrfSlot, draft: Draft): void {
  draft.write(eventField(slot.event) + TOKEN_FIELD);
  draft.slot(slot);
  draft.write(">");
}

/**
 * The value of `:html`, where it has a place to go: an element that may have other elements in it, and has nothing.
 */
function trustedHtml(element: Element, { reporter }: Lowering): Expression | undefined {
  const directive = element.directives.find(({ name }) => name === "html");
  if (directive === undefined) return undefined;
  const { value } = directive;
  const expression = typeof value === "object" ? value : undefined;
  const takesHtml = element.namespace === Namespace.html && !element.void && !isRaw(element) && !isTextOnly(element);
  if (expression === undefined || !takesHtml) reporter.report("LC4208", directive, { tag: element.name });
  else if (element.children.length > 0) reporter.report("LC4209", directive, { tag: element.name });
  return expression;
}

/** A bare `live-target` makes the element a container of the slots inside, the first of which is `from`. */
function lowerContainer(element: Element, from: number, draft: Draft, { loops, prefix, reporter }: Lowering): void {
  const container = containerOf(element, prefix);
  if (container === undefined) return;
  const { name: tag } = element;
  if (loops > 0) reporter.report("LC4014", container.target, { tag });
  else if (container.id === undefined) reporter.report("LC4013", container.target, { tag, prefix });
  else draft.container(container.id, from);
}
