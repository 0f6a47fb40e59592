/** The cursor: where in the tree of instances a render is, and what it has to say of it so far. */
import type { Change, Patch } from "../../protocol/wire.ts";
import { type Instance, Root, Scope, type SlotValue } from "./instance.ts";
import type { Slot } from "./slot.ts";
import type { Template } from "./template.ts";

/** An instance around the current one, and the slot of it that was entered. */
interface Outer {
  readonly slot: number;
  readonly instance: Instance;
  readonly fresh: boolean;
  readonly patch: (number | Change)[] | undefined;
}

export class Cursor {
  protected readonly template: Template;
  protected scope: Scope;
  protected instance: Instance;
  /** The current instance was never rendered: every slot is evaluated, and nothing of it is a change. */
  protected fresh = true;
  /** What of the current instance changed. */
  protected patch: (number | Change)[] | undefined;
  /** Innermost last. */
  protected readonly outer: Outer[] = [];

  constructor(template: Template) {
    this.template = template;
    this.instance = new Root(template, {});
    this.scope = new Scope(template, {});
  }

  /** True when the slot must be evaluated: its instance is new, or something it reads changed. */
  stale(slot: number): boolean {
    return this.fresh || this.scope.changes.meets(this.slotAt(slot).mask);
  }

  /** {@link stale} for one of several values of a run. */
  staleValue(slot: number, index: number): boolean {
    return this.fresh || this.scope.changes.meets(this.slotAt(slot).masks?.[index] ?? []);
  }

  protected slotAt(slot: number): Slot {
    const definition = this.instance.block.slots[slot];
    if (definition === undefined) throw new RangeError(`${this.scope.template.name} has no slot ${slot}; run \`livec build\` again.`);
    return definition;
  }

  /** Keeps a value; on a known instance the change goes into its patch. */
  protected keep(slot: number, value: SlotValue, change: Change): void {
    this.instance.values[slot] = value;
    if (!this.fresh) this.record(slot, change);
  }

  protected record(slot: number, change: Change): void {
    this.patch ??= [];
    this.patch.push(slot, change);
  }

  /** Enters an instance that stands in a slot of the current one. */
  protected enter(slot: number, instance: Instance, fresh: boolean): void {
    this.outer.push({ slot, instance: this.instance, fresh: this.fresh, patch: this.patch });
    this.instance = instance;
    this.fresh = fresh;
    this.patch = undefined;
  }

  /** Goes back to the instance around the current one; gives the patch of the one left. */
  protected exit(): Patch | undefined {
    const patch = this.patch;
    const outer = this.outer.pop();
    if (outer === undefined) throw new Error(`${this.scope.template.name} closes a block it did not open; run \`livec build\` again.`);
    this.instance = outer.instance;
    this.fresh = outer.fresh;
    this.patch = outer.patch;
    return patch;
  }

  protected before(slot: number): SlotValue | undefined {
    return this.fresh ? undefined : this.instance.values[slot];
  }

  /** `todo.live.html:12` */
  protected placeOf(slot: number): string {
    return `${this.scope.template.name}:${this.slotAt(slot).line}`;
  }
}
