/** The tree becomes blocks, each static HTML with numbered slots in document order. */
import type { ChunkName } from "../../../protocol/bindings.ts";
import { escapeText } from "../../../protocol/escape.ts";
import { Namespace, SEPARATOR } from "../../../protocol/slots.ts";
import type { Child, Template } from "../../tree.ts";
import type { EventUse } from "../bindings.ts";
import type { Block, ListSlot } from "../blocks.ts";
import { containersIn } from "../containers.ts";
import { type Context, Scope } from "../scope.ts";
import { type Item, itemsOf } from "../separators.ts";
import { choiceSlot } from "./choice.ts";
import { componentSlot } from "./component.ts";
import { Draft } from "./draft.ts";
import { lowerElement } from "./element.ts";
import { listSlot } from "./list.ts";
import type { Lowering } from "./lowering.ts";
import { outletSlot, scriptsSlot } from "./outlet.ts";
import { hintOf, rootNamespace } from "./roots.ts";
import { textSlot } from "./text.ts";

const DOCTYPE = "<!doctype html>";

export interface Lowered {
  readonly root: Block;
  readonly events: readonly EventUse[];
  /** Names used as tags, in the order of their first use: `Badge`, `Ui.Badge`. */
  readonly components: readonly string[];
  /** Names of its own slots, in the order of their first use. */
  readonly outlets: readonly string[];
  /** Chunks of the client that its bindings need. */
  readonly chunks: readonly ChunkName[];
}

/** Lowers a template to its blocks. `prefix` is that of bindings. */
export function lower(template: Template, context: Context, prefix: string): Lowered {
  const lowering: Lowering = {
    context,
    reporter: context.reporter,
    prefix,
    containers: new Set(containersIn(template.children, prefix)),
    events: [],
    components: new Set(),
    outlets: new Set(),
    chunks: new Set(),
    loops: 0,
    children(children, draft, scope, namespace, list = "list") {
      for (const item of itemsOf(children)) lowerItem(item, draft, scope, namespace, list, lowering);
    },
    block(children, scope, namespace, opening = "") {
      return blockOf(hintOf(children), children, scope, rootNamespace(children, namespace), opening, lowering);
    },
  };
  const namespace = rootNamespace(template.children, Namespace.html);
  const opening = template.doctype ? DOCTYPE : "";
  const root = blockOf("root", template.children, new Scope(context), namespace, opening, lowering);
  return {
    root,
    events: lowering.events,
    components: [...lowering.components],
    outlets: [...lowering.outlets],
    chunks: [...lowering.chunks].sort(),
  };
}

function blockOf(hint: string, children: readonly Child[], scope: Scope, namespace: Namespace, opening: string, lowering: Lowering): Block {
  const draft = new Draft(namespace);
  draft.write(opening);
  lowering.children(children, draft, scope, namespace);
  return draft.finish(hint, children);
}

function lowerItem(
  { node, separated }: Item,
  draft: Draft,
  scope: Scope,
  namespace: Namespace,
  list: ListSlot["kind"],
  lowering: Lowering,
): void {
  if (separated) draft.write(SEPARATOR);
  switch (node.kind) {
    case "run":
      if (node.values.length === 0) draft.write(escapeText(node.parts.join("")));
      else draft.slot(textSlot("text", node, scope));
      break;
    case "element":
      lowerElement(node, draft, scope, lowering);
      break;
    case "if":
      draft.slot(choiceSlot(node, scope, namespace, lowering));
      break;
    case "for":
      draft.slot(listSlot(node, scope, namespace, list, lowering));
      break;
    case "component":
      draft.slot(componentSlot(node, scope, lowering));
      break;
    case "outlet":
      draft.slot(outletSlot(node, scope, namespace, lowering));
      break;
    case "live-scripts":
      draft.slot(scriptsSlot(node, lowering));
      break;
  }
}
