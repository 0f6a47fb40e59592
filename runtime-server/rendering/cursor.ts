/**
 * The cursor: where in the tree of instances a render is, what it has to say of it so far, and the HTML of what is new.
 */
import { SlotKind } from "../../protocol/slots.ts";
import type { Change, Patch } from "../../protocol/wire.ts";
import type { SlotWriter } from "./contract.ts";
import { slotHtml } from "./html.ts";
import type { Instance, Root, Scope, SlotValue } from "./instance.ts";
import type { NestedView } from "./nested-view.ts";
import type { BitMask } from "./reads.ts";
import type { Block, Slot } from "./slot.ts";
import { placeOf } from "./template.ts";

/** What is around the current instance: the slot that was entered, and all there is to go back to. */
interface Outer {
  slot: number;
  block: Block;
  values: SlotValue[];
  offset: number;
  fresh: boolean;
  patch: (number | Change)[] | undefined;
}

const NO_BITS: BitMask = [];

/** HTML in its order, with what is rendered, or opened, when the template around it is done. */
export type Written = readonly (string | Root | NestedView)[];

const NOTHING_WRITTEN: Written = [];

/** Values of the current instance stand in `values` from `offset`: those of a list's rows share one array. */
export class Cursor {
  scope: Scope;
  /** The current instance was never rendered: every slot is evaluated, and nothing of it is a change. */
  fresh = true;
  /** The HTML of what is new is written, as it is evaluated. */
  protected writes = false;
  #html = "";
  /** Made where anything is written. */
  #written: (string | Root | NestedView)[] | undefined;
  /** What of the current instance changed. */
  protected patch: (number | Change)[] | undefined;
  #block: Block;
  #values: SlotValue[];
  #offset = 0;
  /** Innermost at `depth − 1`. The objects are used again: rendering goes in and out all the time. */
  readonly #outer: Outer[] = [];
  /** What was written around an ignored slot. */
  readonly #captured: { readonly html: string; readonly writes: boolean }[] = [];
  #depth = 0;

  /** The slot that was asked for last, which is the one being evaluated. */
  asked = 0;

  /** What generated code talks to in place of this, where somebody counts what it says. */
  probed: SlotWriter | undefined;

  /** Until it begins it rests at `root`. */
  constructor(root: Root) {
    this.scope = root.scope;
    this.#block = root.block;
    this.#values = root.values;
  }

  /** True when the slot must be evaluated: its instance is new, or something it reads changed. */
  stale(slot: number): boolean {
    this.asked = slot;
    return this.fresh || this.scope.changes.meets(this.slotAt(slot).mask);
  }

  /** {@link stale} for one of several values of a run. */
  staleValue(slot: number, index: number): boolean {
    this.asked = slot;
    return this.fresh || this.scope.changes.meets(this.slotAt(slot).masks?.[index] ?? NO_BITS);
  }

  /** {@link stale} for the props of a component. Without what was given before they must be given again. */
  staleProps(slot: number): boolean {
    return this.fresh || this.scope.changes.meets(this.slotAt(slot).own ?? NO_BITS);
  }

  /** The block of the current instance. */
  get block(): Block {
    return this.#block;
  }

  slotAt(slot: number): Slot {
    const definition = this.#block.slots[slot];
    if (definition === undefined) throw new RangeError(`${this.scope.template.name} has no slot ${slot}; run \`livec build\` again.`);
    return definition;
  }

  /** What a slot of the current instance holds. */
  at(slot: number): SlotValue | undefined {
    return this.#values[this.#offset + slot];
  }

  /** What a slot held before this render. */
  before(slot: number): SlotValue | undefined {
    return this.fresh ? undefined : this.at(slot);
  }

  put(slot: number, value: SlotValue): void {
    this.#values[this.#offset + slot] = value;
  }

  /** Keeps a value; on a known instance the change goes into its patch, of a new one the HTML is written. */
  keep(slot: number, value: SlotValue, change: Change): void {
    this.put(slot, value);
    if (this.fresh) this.written(slot);
    else this.record(slot, change);
  }

  record(slot: number, change: Change): void {
    this.patch ??= [];
    this.patch.push(slot, change);
  }

  /** Writes the HTML of a slot that is kept by nobody. */
  protected writeHtml(slot: number, html: string): void {
    this.#html += this.#block.markup[slot] ?? "";
    this.#html += html;
  }

  protected writeMore(html: string): void {
    this.#html += html;
  }

  /** Keeps a value of a new instance. */
  keepNew(slot: number, value: SlotValue): void {
    this.#values[this.#offset + slot] = value;
    if (!this.writes) return;
    const { markup, statics, slots } = this.#block;
    const definition = slots[slot];
    if (definition === undefined) return;
    this.#html += markup[slot] ?? "";
    this.#html += slotHtml(definition, value, statics[slot + 1] ?? "");
  }

  /** A slot of a new instance holds all it will: its HTML is written, behind what stands before it. */
  written(slot: number): void {
    if (!this.writes) return;
    this.#html += this.#block.markup[slot] ?? "";
    this.#writeValue(slot, this.at(slot) ?? null);
  }

  /** Writes nothing until {@link writeAgain} is called with what this answers. */
  pauseWriting(): boolean {
    const { writes } = this;
    this.writes = false;
    return writes;
  }

  writeAgain(writes: boolean): void {
    this.writes = writes;
  }

  /** Keeps, in a slot of a new instance, what will be rendered or opened later. */
  leaveRoom(slot: number, value: Root | NestedView): void {
    this.put(slot, value);
    if (!this.writes) return;
    this.#write(this.#html + (this.#block.markup[slot] ?? ""), value);
    this.#html = "";
  }

  /** Begins with a root; {@link finish} ends it. */
  begin(root: Root, fresh: boolean): void {
    this.scope = root.scope;
    this.#depth = 0;
    this.#html = "";
    this.#written = undefined;
    this.#go(root.block, root.values, 0, fresh);
  }

  finish(): Patch | undefined {
    this.#writeEnd();
    if (this.#html !== "") this.#write(this.#html);
    this.#html = "";
    return this.patch;
  }

  /** Holds on to nothing of what it rendered. */
  protected restAt(root: Root): void {
    this.begin(root, true);
    for (const outer of this.#outer) {
      outer.values = root.values;
      outer.patch = undefined;
    }
  }

  /** What {@link finish} left. */
  takeWritten(): Written {
    const written = this.#written ?? NOTHING_WRITTEN;
    this.#written = undefined;
    return written;
  }

  /** Enters an instance that stands in a slot of the current one. */
  enter(slot: number, { block, values }: Instance, fresh: boolean): void {
    this.#push(slot);
    this.#go(block, values, 0, fresh);
  }

  /** Goes back to the instance around the current one; gives the patch of the one left. */
  exit(): Patch | undefined {
    this.#writeEnd();
    const { patch } = this;
    this.#pop();
    return patch;
  }

  /** {@link enter} for an instance of which only HTML is kept. */
  enterIgnored(slot: number, instance: Instance): void {
    this.enter(slot, instance, true);
    this.#captured.push({ html: this.#html, writes: this.writes });
    this.#html = "";
    this.writes = true;
  }

  /** {@link exit}, with the HTML in the slot. */
  exitIgnored(slot: number): void {
    this.exit();
    const html = this.#html;
    const around = this.#captured.pop();
    this.#html = around?.html ?? "";
    this.writes = around?.writes ?? false;
    this.put(slot, html);
    if (!this.fresh) this.record(slot, html);
    else if (this.writes) this.#writeValue(slot, html);
  }

  /**
   * Goes into a slot; {@link goTo} then enters what stands there, one after the other, and {@link ascend} goes back.
   */
  descend(slot: number): void {
    this.#push(slot);
  }

  goTo(block: Block, values: SlotValue[], offset: number, fresh: boolean): void {
    this.#go(block, values, offset, fresh);
  }

  /** What {@link goTo} entered is rendered; gives its patch. */
  leave(): Patch | undefined {
    this.#writeEnd();
    return this.patch;
  }

  ascend(): void {
    this.#pop();
  }

  /** The innermost slot that was entered. */
  get entered(): number {
    const outer = this.#outer[this.#depth - 1];
    if (this.#depth === 0 || outer === undefined)
      throw new Error(`${this.scope.template.name} closes a block it did not open; run \`livec build\` again.`);
    return outer.slot;
  }

  /** True in an instance of which only HTML is kept. */
  get isIgnored(): boolean {
    const outer = this.#outer[this.#depth - 1];
    return outer?.block.slots[outer.slot]?.kind === SlotKind.ignored;
  }

  /** The slots that were entered, outermost first. */
  enclosing(): readonly Slot[] {
    return this.#outer.slice(0, this.#depth).flatMap(({ block, slot }) => block.slots[slot] ?? []);
  }

  /** What to say of a tag that is neither a template nor a component. */
  protected noTag(slot: number): string {
    return `${this.placeOf(slot)} uses a tag whose value is neither a template nor a component; import the default export of a .live.html file, or of a file that calls defineComponent.`;
  }

  /** `todo.live.html:12` */
  placeOf(slot: number): string {
    return placeOf(this.#block, slot);
  }

  #write(...written: Written): void {
    this.#written ??= [];
    this.#written.push(...written);
  }

  #go(block: Block, values: SlotValue[], offset: number, fresh: boolean): void {
    this.#block = block;
    this.#values = values;
    this.#offset = offset;
    this.fresh = fresh;
    this.patch = undefined;
  }

  #writeValue(slot: number, value: SlotValue): void {
    this.#html += slotHtml(this.slotAt(slot), value, this.#block.statics[slot + 1] ?? "");
  }

  /** Writes what stands after the last slot of a new instance. */
  #writeEnd(): void {
    if (this.fresh && this.writes) this.#html += this.#block.markup[this.#block.slots.length] ?? "";
  }

  #push(slot: number): void {
    if (this.fresh && this.writes) this.#html += this.#block.markup[slot] ?? "";
    const outer = this.#outer[this.#depth++];
    if (outer === undefined) {
      this.#outer.push({
        slot,
        block: this.#block,
        values: this.#values,
        offset: this.#offset,
        fresh: this.fresh,
        patch: this.patch,
      });
      return;
    }
    outer.slot = slot;
    outer.block = this.#block;
    outer.values = this.#values;
    outer.offset = this.#offset;
    outer.fresh = this.fresh;
    outer.patch = this.patch;
  }

  #pop(): void {
    const outer = this.#outer[--this.#depth];
    if (outer === undefined) throw new Error(`${this.scope.template.name} closes a block it did not open; run \`livec build\` again.`);
    this.#block = outer.block;
    this.#values = outer.values;
    this.#offset = outer.offset;
    this.fresh = outer.fresh;
    this.patch = outer.patch;
  }
}
