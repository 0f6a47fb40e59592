/** Templates: what a generated module exports. */
import type { NoSlots, Template, TemplateDefinition } from "./contract.ts";
import { replace } from "./hot.ts";
import { parsePath } from "./reads.ts";
import type { Block, PathReads } from "./slot.ts";

const templates = new WeakSet<object>();
const owners = new WeakMap<Block, Template>();
const linesOf = new WeakMap<Block, readonly number[]>();

/** Makes a template; called by generated modules. */
// biome-ignore lint/complexity/noBannedTypes: {} takes nothing
export function template<A extends object, E extends object, S extends object = NoSlots, B extends object = {}>(
  definition: TemplateDefinition<A, S, B>,
): Template<A, E, S, B> {
  const { name, hot, reads, blocks, lines = [], chunks = [] } = definition;
  const made: Template = {
    name,
    blocks,
    paths: reads.map(parsePath),
    slotsBit: reads.indexOf("@slots"),
    bits: blocks
      .flatMap((block) => block.slots)
      .reduce((bits, slot) => Math.max(bits, endOf(slot.row), ...Object.values(slot.handed ?? {}).map(endOf)), reads.length),
    chunks,
    components: definition.components,
    render: definition.render as Template["render"],
  };
  const template = hot === undefined ? made : replace(hot, made);
  templates.add(template);
  for (const [index, block] of blocks.entries()) {
    owners.set(block, template);
    linesOf.set(block, lines[index] ?? []);
  }
  // What the parameters say is in the type alone.
  return template as unknown as Template<A, E, S, B>;
}

/** The template a block is part of. Throws for a block outside any template, which only a hand-edited module has. */
export function ownerOf(block: Block): Template {
  const owner = owners.get(block);
  if (owner === undefined) throw new Error(`Block ${block.fingerprint} is part of no template; run \`livec build\` again.`);
  return owner;
}

/** How a slot is named in messages: `todo.live.html:12`, or without the line where a module does not say. */
export function placeOf(block: Block, slot: number): string {
  const { name } = ownerOf(block);
  const line = linesOf.get(block)?.[slot];
  return line === undefined ? name : `${name}:${line}`;
}

function endOf(row: PathReads | undefined): number {
  return row === undefined ? 0 : row.from + row.reads.length;
}

/** True for values made by {@link template}. */
export function isTemplate(value: unknown): value is Template {
  return typeof value === "object" && value !== null && templates.has(value);
}
