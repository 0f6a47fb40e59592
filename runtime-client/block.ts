/**
 * Plans: a block's HTML, parsed once, as the list of what stands where.
 *
 * A plan holds the parsed content without its marks, ready to be cloned, and for each parent the items a walk over its
 * children must
 * meet. Subtrees without slots are one item each, however large they are.
 */
import { CHILD_MARK, type ClientBlock, type ClientSlot, ELEMENT_MARK, hasExtent, SlotKind } from "../protocol/slots.ts";
import { childrenOf, nameOf, namesOf, setAttributeOf, textOf, trusted } from "./dom.ts";
import type { Instance } from "./extent.ts";

/** What stands at one place among the children of a node. */
export interface Item {
  /**
   * Node name a walk must find (`LI`, `#text`, `#comment`), `*` for any; empty where a block or list slot stands,
   * which may be any number of nodes.
   */
  readonly name_: string;
  /** Number of slots that belong to this item itself. */
  readonly count_: number;
  /** Of an element with a spread: the attributes that are not from there. */
  readonly own_?: readonly string[] | false;
  /** The items inside an element; absent when nothing inside has a slot. */
  readonly items_?: readonly Item[] | false;
}

/** A block, ready to be bound. */
export interface Plan {
  readonly content_: DocumentFragment;
  readonly items_: readonly Item[];
  readonly slots_: readonly ClientSlot[];
  readonly table_: BlockTable;
  /** It is the container of a nested view. */
  readonly view_?: true;
  /** A visitor may leave something of their own in it. */
  readonly isPersonal_: boolean;
}

/** The attribute that a slot writes. */
export const attributeNameOf = ([kind, name]: ClientSlot): string => (name as string) || (kind === SlotKind.class ? "class" : "style");

const isSpread = ([kind]: ClientSlot): boolean => kind === SlotKind.spread;

/** The blocks of a view by number; each becomes a plan when it is first needed. */
export interface BlockTable extends Array<ClientBlock | Plan> {
  /** The stateful components on the page, by number. */
  components_: Map<number, Instance>;
  /** Nested views, by their containers. */
  views_: Map<Element, Instance>;
  /** Puts back what others took from the page. */
  mend_?: () => void;
  /** What left the page in this frame; who lives in it may come back in the same frame. */
  gone_: Set<Instance>;
}

export const blockTable = (blocks: readonly ClientBlock[]): BlockTable =>
  Object.assign([...blocks], { components_: new Map(), views_: new Map(), gone_: new Set<Instance>() });

/** Ends work on a page or a frame that is not what it should be. */
export const mismatch = (): never => {
  throw Error("mismatch");
};

/** The plan of block `number`; nothing when the table has none, on which every use fails. */
export function planOf(table: BlockTable, number: number): Plan {
  const block = table[number] as ClientBlock | Plan;
  // biome-ignore lint/suspicious/noAssignInExpressions: three bytes
  return Array.isArray(block) ? (table[number] = parse(table, block as ClientBlock)) : (block as Plan);
}

/** The container of a nested view: parsed, or wherever it is on the page. */
export function viewPlan(table: BlockTable, html?: string): Plan {
  const plan = parse(table, [html ?? "", []]);
  return { ...plan, items_: [{ name_: "*", count_: 0 }], view_: true };
}

/** Parses a block. SVG and MathML are parsed inside their root element, which is then taken off. */
function parse(table: BlockTable, [html, slots, namespace]: ClientBlock): Plan {
  const template = document.createElement("template");
  const content = template.content;
  const wrapper = namespace && ["", "svg", "math"][namespace];
  template.innerHTML = trusted(wrapper ? `<${wrapper}>${html}</${wrapper}>` : html);
  // With scripts on, a browser reads what is in them as text; here it made elements, which would load.
  for (const element of content.querySelectorAll("noscript")) element.textContent = "";
  if (wrapper) content.replaceChildren(...(content.firstChild as ChildNode).childNodes);

  let slot = 0;
  const itemsOf = (parent: Node): Item[] =>
    [...childrenOf(parent)].map((node) => {
      const name = nameOf(node);
      if (name + (node as Comment).data === `#comment${CHILD_MARK}`) {
        const isText = slots[slot++]?.[0] === SlotKind.text;
        if (isText) node.replaceWith("");
        else node.remove();
        return { name_: isText ? "#text" : "", count_: 1 };
      }
      const count = node instanceof Element ? Number(textOf(node, ELEMENT_MARK)) : 0;
      if (count) setAttributeOf(node as Element, ELEMENT_MARK, null);
      const own = slots.slice(slot, slot + count);
      const names = own.some(isSpread) && [...namesOf(node as Element), ...own.map(attributeNameOf)];
      // biome-ignore lint/suspicious/noAssignInExpressions: three bytes
      const inside = (slot += count);
      const items = itemsOf(node);
      return { name_: name, count_: count, own_: names, items_: slot > inside && items };
    });
  const isPersonal = content.querySelector("input,textarea,select,[contenteditable]") !== null || slots.some(([kind]) => hasExtent(kind));
  return { content_: content, items_: itemsOf(content), slots_: slots, table_: table, isPersonal_: isPersonal };
}
