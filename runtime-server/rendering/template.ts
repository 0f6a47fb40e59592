/** Templates: what a generated module exports. */
import type { NoSlots, Template, TemplateDefinition } from "./contract.ts";
import { replace } from "./hot.ts";
import { parsePath } from "./reads.ts";
import type { Block, PathReads } from "./slot.ts";

export type { AimedOf, BuiltIn, EventsOf, NoSlots, Template } from "./contract.ts";

const templates = new WeakSet<object>();
const owners = new WeakMap<Block, Template>();

/** Makes a template; called by generated modules. */
// biome-ignore lint/complexity/noBannedTypes: {} takes nothing
export function template<A extends object, E extends object, S extends object = NoSlots, B extends object = {}>(
  definition: TemplateDefinition<A, S, B>,
): Template<A, E, S, B> {
  const { name, hot, reads, blocks } = definition;
  const made: Template = {
    name,
    blocks,
    paths: reads.map(parsePath),
    slotsBit: reads.indexOf("@slots"),
    bits: blocks
      .flatMap((block) => block.slots)
      .reduce((bits, slot) => Math.max(bits, endOf(slot.row), ...Object.values(slot.handed ?? {}).map(endOf)), reads.length),
    components: definition.components,
    render: definition.render as Template["render"],
  };
  const template = hot === undefined ? made : replace(hot, made);
  templates.add(template);
  for (const block of blocks) owners.set(block, template);
  // What the parameters say is in the type alone.
  return template as unknown as Template<A, E, S, B>;
}

/** The template a block is part of. Throws for a block outside any template, which only a hand-edited module has. */
export function ownerOf(block: Block): Template {
  const owner = owners.get(block);
  if (owner === undefined) throw new Error(`Block ${block.fingerprint} is part of no template; run \`livec build\` again.`);
  return owner;
}

function endOf(row: PathReads | undefined): number {
  return row === undefined ? 0 : row.from + row.reads.length;
}

/** True for values made by {@link template}. */
export function isTemplate(value: unknown): value is Template {
  return typeof value === "object" && value !== null && templates.has(value);
}
