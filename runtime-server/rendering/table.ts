/** The block table: every block a view can show has a number, and on the wire a block is that number. */
import { createHash } from "node:crypto";
import type { ClientBlock } from "../../protocol/slots.ts";
import { clientBlock } from "./client-block.ts";
import { isComponent } from "./component.ts";
import type { Template } from "./contract.ts";
import { generation } from "./hot.ts";
import type { Block } from "./slot.ts";
import { isTemplate, ownerOf } from "./template.ts";

/** A view's blocks as one immutable file. */
export interface Statics {
  /** Hash of the content; names the file. */
  readonly name: string;
  /** JSON of `ClientBlock[]`, where the index is the block's number, and behind them the names of {@link chunks}. */
  readonly json: string;
  /** The chunks of the client that its templates need. */
  readonly chunks: readonly string[];
}

/** Blocks met only at run time, per view: more than this is a template made anew on every render. */
const MAX_RUNTIME_BLOCKS = 1_000;

interface LinkedTemplate {
  /** The {@link generation} it is of. */
  readonly generation: number;
  readonly numbers: ReadonlyMap<Block, number>;
  readonly templates: readonly Template[];
  readonly blocks: readonly ClientBlock[];
  readonly statics: Statics;
}

const linked = new WeakMap<Template, LinkedTemplate>();

/**
 * Numbers the blocks of a template and of all its components, breadth first. Computed once per template, unless one is
 * replaced.
 */
function link(template: Template): LinkedTemplate {
  const known = linked.get(template);
  if (known?.generation === generation()) return known;
  const numbers = new Map<Block, number>();
  const queue: Template[] = [template];
  const blocks: ClientBlock[] = [];
  for (const current of queue) {
    const first = numbers.size;
    for (const block of current.blocks) {
      numbers.set(block, numbers.size);
      blocks.push(clientBlock(block, (index) => first + index));
    }
    for (const child of current.components()) {
      const template = isComponent(child) ? child.template : child;
      if (isTemplate(template) && !queue.includes(template)) queue.push(template);
    }
  }
  const chunks = [...new Set(queue.flatMap(({ chunks }) => chunks))].sort();
  const json = JSON.stringify([...blocks, ...chunks]);
  const name = createHash("sha256").update(json).digest("base64url").slice(0, 16);
  const result: LinkedTemplate = { generation: generation(), numbers, templates: queue, blocks, statics: { name, json, chunks } };
  linked.set(template, result);
  return result;
}

/** True when `template` is shown by `root`: it is the same, or one of the components in it. */
export function uses(root: Template, template: Template): boolean {
  return link(root).templates.includes(template);
}

/** The statics of a view with this template. */
export function staticsOf(template: Template): Statics {
  return link(template).statics;
}

/** Shared by all views that show what they import; never written to. */
const NONE: readonly (readonly [number, ClientBlock])[] = [];

/** What a view shows beyond what its template imports, and what of it a page must be told. */
interface Met {
  readonly numbers: Map<Block, number>;
  readonly blocks: (readonly [number, ClientBlock])[];
  /** Of `blocks`, how many the page knows. */
  announced: number;
  /** Blocks of the template that a page has otherwise. */
  replaced: readonly (readonly [number, ClientBlock])[];
}

/** The numbers of one view's blocks: those of its template, and those met while it runs. */
export class BlockTable {
  readonly #linked: LinkedTemplate;
  /** Made where there is something to tell. */
  #met: Met | undefined;

  /** `shown` is the table of a page that is about to show this one's blocks: those that differ are announced. */
  constructor(template: Template, shown?: BlockTable) {
    this.#linked = link(template);
    if (shown === undefined) return;
    const had = shown.#linked.blocks.map((block) => JSON.stringify(block));
    this.#needMet().replaced = [...this.#linked.blocks.entries()].filter(([number, block]) => JSON.stringify(block) !== had[number]);
  }

  /** False once a template was replaced. */
  get current(): boolean {
    return this.#linked.generation === generation();
  }

  /** The number of a block; a template that is not linked gets numbers for all its blocks now. */
  numberOf(block: Block): number {
    return this.#linked.numbers.get(block) ?? this.#met?.numbers.get(block) ?? this.#meet(block);
  }

  /** Blocks to send along, as the client cannot know them. */
  takeAnnounced(): readonly (readonly [number, ClientBlock])[] {
    const met = this.#met;
    if (met === undefined || (met.replaced === NONE && met.announced === met.blocks.length)) return NONE;
    const announced = [...met.replaced, ...met.blocks.slice(met.announced)];
    met.replaced = NONE;
    met.announced = met.blocks.length;
    return announced;
  }

  /** Announces all blocks met at run time again, for a client that starts anew. */
  announceAll(): void {
    if (this.#met !== undefined) this.#met.announced = 0;
  }

  #meet(block: Block): number {
    const { numbers, blocks } = this.#needMet();
    if (numbers.size >= MAX_RUNTIME_BLOCKS) {
      throw new RangeError(
        `A view showed more than ${MAX_RUNTIME_BLOCKS} blocks of templates it does not import; make templates once, not on every render.`,
      );
    }
    const first = this.#linked.numbers.size + numbers.size;
    for (const [index, met] of ownerOf(block).blocks.entries()) {
      numbers.set(met, first + index);
      blocks.push([first + index, clientBlock(met, (row) => first + row)]);
    }
    return this.numberOf(block);
  }

  #needMet(): Met {
    this.#met ??= { numbers: new Map(), blocks: [], announced: 0, replaced: NONE };
    return this.#met;
  }
}
