/**
 * Slots: the places of a block that may change, as compiler, server and client name them.
 *
 * A *block* (template, branch, loop body, slot content) is static HTML with numbered slots in document order. The
 * client receives each block once, as a {@link ClientBlock}; everything else on the wire is slot numbers and values.
 */

/** What a slot is. The number is what travels in the client statics. */
export const SlotKind = {
  /** A run of text: one DOM Text node, `parts` around the values. */
  text: 0,
  /** An attribute. Value: string or number; `true` is the bare attribute, `null` none. */
  attr: 1,
  /** An attribute whose DOM property must follow it; see `properties.ts`. */
  prop: 2,
  /** The `class` attribute; the server has joined arrays and objects. */
  class: 3,
  /** The `style` attribute; the client writes it through `style.cssText`, which a strict CSP allows. */
  style: 4,
  /** `{...e}`: a record of attributes. A change names only those that differ. */
  spread: 5,
  /** The text content of `<textarea>` or `<title>`. */
  content: 6,
  /** Trusted HTML, the only content of its element. */
  html: 7,
  /** One block or nothing: `:if` … `:else`. */
  block: 8,
  /** `:for`: one instance of a block for each item. */
  list: 9,
  /**
   * As a block: the root of a component. What is inside belongs to the component, but for what its caller put into its
   * slots.
   */
  component: 10,
  /** As a block: what a caller put into a `<slot/>`, or its default content. */
  outlet: 11,
  /**
   * `<LiveView>`: the container of a view inside, which is a view of its own. Value: `[html]`, the container with what
   * is in it.
   */
  view: 12,
  /**
   * `live-update="ignore"`: the HTML of an element's content, written when the element is made and never looked at
   * again.
   */
  ignored: 13,
  /**
   * `live-update="append"`: as a list, but what is there stays; rows of a known id are changed in place, others come at
   * the end.
   */
  append: 14,
  /** `live-update="prepend"`: the same, at the beginning. */
  prepend: 15,
} as const;
export type SlotKind = (typeof SlotKind)[keyof typeof SlotKind];

/** Its value is written into the node that the slot stands for, and patched there. */
const leaf = 1;
/** It belongs to an element: its start tag, or its content as a whole. The others are children. */
const element = 2;
/** A name comes first in what the client has of it, which may be empty. */
const named = 4;
/** It may be several values with static parts around them. */
const run = 8;
/** It is all that its element contains, and ends the start tag. */
const content = 16;
/** It holds blocks, and the skeleton tells which. */
const extent = 32;
/** It holds any number of instances of one block. */
const rows = 64;
/** The server forgets its rows when they are sent, and the page keeps them. */
const added = 128;

/** What is true of each kind. Only this table knows; everything else asks by name. */
const facts: { readonly [K in SlotKind]: number } = {
  [SlotKind.text]: leaf | run,
  [SlotKind.attr]: leaf | element | named | run,
  [SlotKind.prop]: leaf | element | named | run,
  [SlotKind.class]: leaf | element | named | run,
  [SlotKind.style]: leaf | element | named,
  [SlotKind.spread]: leaf | element | named,
  [SlotKind.content]: leaf | element | run | content,
  [SlotKind.html]: leaf | element | content,
  [SlotKind.block]: extent,
  [SlotKind.list]: extent | rows,
  [SlotKind.component]: extent,
  [SlotKind.outlet]: extent,
  [SlotKind.view]: 0,
  [SlotKind.ignored]: element | content,
  [SlotKind.append]: extent | rows | added,
  [SlotKind.prepend]: extent | rows | added,
};

const says =
  (fact: number) =>
  (kind: SlotKind): boolean =>
    (facts[kind] & fact) > 0;

/** True for slots whose value is written into a node of the page and changes there. */
export const isLeafSlot: (kind: SlotKind) => boolean = says(leaf);
/** True for slots that belong to an element; false for those that are children (text, block, list). */
export const isElementSlot: (kind: SlotKind) => boolean = says(element);
/** True for slots that have a name, if only an empty one, before their parts or properties. */
export const isNamedSlot: (kind: SlotKind) => boolean = says(named);
/** True for slots that are the whole content of their element, and write the `>` of its tag. */
export const isContentSlot: (kind: SlotKind) => boolean = says(content);
/** True for slots that hold blocks, whose extent in the page the skeleton tells. A nested view is one element. */
export const hasExtent: (kind: SlotKind) => boolean = says(extent);
/** True for slots that hold the rows of one block. */
export const hasRows: (kind: SlotKind) => boolean = says(rows);
/** True for slots whose rows the server does not keep, and whose items it sends once. */
export const isAddedTo: (kind: SlotKind) => boolean = says(added);
/** True for slots that may have several values with static parts around them. */
export const isRunSlot: (kind: SlotKind) => boolean = says(run);

/** Where a block's HTML is parsed: HTML, SVG or MathML. */
export const Namespace = { html: 0, svg: 1, math: 2 } as const;
export type Namespace = (typeof Namespace)[keyof typeof Namespace];

/**
 * A slot as the client sees it.
 *
 * - text: `[0]`, or `[0, "before", …, "after"]` with one more part than values (unescaped)
 * - attr, prop: `[1, "href"]` for a whole value, `[1, "href", "/todos/", ""]` for a mixed one
 * - class, style: `[3]`, or with parts `[3, "", "row ", ""]` (the name stays empty)
 * - spread: `[5, "", "value", "checked"]`, after an empty name the attributes that are properties; html, block,
 *   component, ignored: the kind alone; content: as text
 * - list, append, prepend: `[9, block]`, the number of the block that every row is an instance of
 * - outlet: `[11]`, or `[11, block]` with the number of its default content
 */
export type ClientSlot = readonly [kind: SlotKind, ...strings: string[]] | readonly [kind: SlotKind, block: number];

/**
 * A block as the client sees it: `[html, slots, namespace?]`.
 *
 * The HTML carries two marks, which the client removes when it parses the block for the first time:
 * {@link ELEMENT_MARK} on an element with slots of its own, and the comment {@link CHILD_MARK} where a text run, block
 * or list stands. Slots are numbered in document order, so the marks need no numbers. `<!>` is not a mark but content:
 * the separator between two texts that would otherwise fuse.
 */
export type ClientBlock = readonly [html: string, slots: readonly ClientSlot[], namespace?: Namespace];

/** The static parts around the values of a run, one more than values; none where the slot is one whole value. */
export function partsOf([kind, ...strings]: ClientSlot): readonly string[] {
  return (isRunSlot(kind) ? strings.slice(Number(isNamedSlot(kind))) : []) as readonly string[];
}

/** True for a run with several values, of which each changes alone. */
export function hasSeveralValues(slot: ClientSlot): boolean {
  return partsOf(slot).length > 2;
}

/** Attribute of a marked element; its value is the number of element slots: `<tr :=2>`. */
export const ELEMENT_MARK = ":";
/** Data of the comment that marks a text run, block or list: `<!--$-->`. */
export const CHILD_MARK = "$";
/**
 * Stands between two texts that the HTML parser would otherwise fuse. Three bytes; an empty comment in every parser.
 */
export const SEPARATOR = "<!>";
