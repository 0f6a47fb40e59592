/** What became of the markup, for tools that show it: `livec inspect`. */
import { type Namespace, SlotKind } from "../protocol/slots.ts";
import { type Block, expressionsOf, expressionsOfProp, innerBlocks, type Slot, startOf } from "./2-analyse/blocks.ts";
import { readLabel, type Source } from "./2-analyse/reads.ts";
import { kindOf } from "./3-generate/fingerprint.ts";
import type { NamedBlock } from "./3-generate/module.ts";
import type { Excerpt } from "./excerpt.ts";
import type { Position } from "./positions.ts";
import type { Expression, Span } from "./tree.ts";

/** A block, and where it begins in the source. */
export interface BlockInfo extends Position {
  /** Its variable in the module. */
  readonly name: string;
  readonly fingerprint: string;
  readonly statics: readonly string[];
  readonly namespace: Namespace;
  readonly slots: readonly SlotInfo[];
}

/** A slot, and where the first of its expressions is in the source. */
export interface SlotInfo extends Position {
  readonly kind: keyof typeof SlotKind;
  /** Of an attribute or component. */
  readonly name?: string;
  /** The static texts around its values, unescaped, one more than values; absent for what has none. */
  readonly parts?: readonly string[];
  /** What is evaluated for it, as written, in document order; what is evaluated inside its blocks is theirs. */
  readonly expressions: readonly ExpressionInfo[];
  /** What it depends on: `user.name`, `todo.title`, `@slots`. */
  readonly reads: readonly string[];
  /** Those of its reads that are paths of the assigns. */
  readonly assigns: readonly string[];
  /** Names of the blocks it may show, besides those of components. */
  readonly blocks: readonly string[];
}

export interface ExpressionInfo extends Position {
  /** What it is for, where that is not its slot's value: `:if`, `:for`, a component's prop. */
  readonly role?: string;
  readonly code: string;
}

/** All blocks of a template; `assigns` is the source of its own inputs' reads. */
export function blockInfos(blocks: readonly NamedBlock[], assigns: Source, excerpt: Excerpt): readonly BlockInfo[] {
  const names = new Map(blocks.map(({ block, variable }) => [block, variable]));
  return blocks.map(({ block, variable, fingerprint }) => ({
    name: variable,
    fingerprint,
    ...excerpt.position(block.start),
    statics: block.statics,
    namespace: block.namespace,
    slots: block.slots.map((slot) => slotInfo(slot, block, names, assigns, excerpt)),
  }));
}

function slotInfo(slot: Slot, block: Block, names: ReadonlyMap<Block, string>, assigns: Source, excerpt: Excerpt): SlotInfo {
  const used = usesOf(slot);
  return {
    kind: KINDS[kindOf(slot)],
    ...("name" in slot ? { name: slot.name } : slot.kind === "csrf" && { name: "value" }),
    ...excerpt.position(startOf(slot, block)),
    ...("parts" in slot && slot.parts !== undefined && { parts: slot.parts }),
    expressions: used.map(({ role, expression }) => ({
      ...(role !== undefined && { role }),
      code: expression.code,
      ...excerpt.position(expression.start),
    })),
    reads: slot.reads.map(readLabel),
    assigns: slot.reads.filter(({ source }) => source === assigns).map(readLabel),
    blocks: innerBlocks(slot).flatMap((inner) => names.get(inner) ?? []),
  };
}

const KINDS = Object.fromEntries(Object.entries(SlotKind).map(([name, number]) => [number, name])) as {
  readonly [K in SlotKind]: keyof typeof SlotKind;
};

interface Use {
  readonly role?: string;
  readonly expression: Span & { readonly code: string };
}

function usesOf(slot: Slot): readonly Use[] {
  switch (slot.kind) {
    case "choice":
      return slot.branches.flatMap(({ test }, index) =>
        test === null ? [] : [{ role: index === 0 ? ":if" : ":else-if", expression: test }],
      );
    case "list":
    case "append":
    case "prepend": {
      const { loop, list, key, where } = slot;
      const item = loop.index === undefined ? loop.item.code : `(${loop.item.code}, ${loop.index.code})`;
      return [{ role: ":for", expression: { ...list, code: `${item} of ${list.code}` } }, ...useAs(":key", key), ...useAs(":if", where)];
    }
    case "component":
    case "view":
    case "outlet":
      return (slot.kind === "outlet" ? slot.values : slot.props).flatMap((prop) =>
        expressionsOfProp(prop).map((expression) => ({ role: prop.name ?? "...", expression })),
      );
    default:
      return expressionsOf(slot).map((expression) => ({ expression }));
  }
}

function useAs(role: string, expression: Expression | undefined): readonly Use[] {
  return expression === undefined ? [] : [{ role, expression }];
}
