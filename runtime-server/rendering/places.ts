/** Where components and nested views stand: what was put somewhere, what was taken away, and who is therefore gone. */
import { type Housed, Instance, Rows, type SlotValue, Streamed } from "./instance.ts";
import type { Block } from "./slot.ts";
import { placeOf } from "./template.ts";

export class Places<I extends Housed> {
  readonly #residentOf: (value: SlotValue) => I | undefined;
  /** Put somewhere, or taken from somewhere, in this render. */
  readonly #placed = new Set<I>();
  readonly #taken = new Set<I>();

  /** `residentOf` tells who, if anyone, a slot's value is. */
  constructor(residentOf: (value: SlotValue) => I | undefined) {
    this.#residentOf = residentOf;
  }

  /** True when someone was put somewhere, or taken away, since the last {@link settle}. */
  get haveChanged(): boolean {
    return this.#placed.size + this.#taken.size > 0;
  }

  /** A resident is shown by a slot of a block. */
  put(resident: I, block: Block, slot: number): void {
    resident.places = [...resident.places, placeOf(block, slot)];
    this.#placed.add(resident);
  }

  /** Marks it for removal at the end of this render, unless {@link put} is called for it first. */
  markForRemoval(resident: I): void {
    this.#taken.add(resident);
  }

  /** A slot of a block does not show this value any more. */
  take(block: Block, slot: number, value: SlotValue | undefined): void {
    if (typeof value !== "object" || value === null) return;
    const resident = this.#residentOf(value);
    if (resident !== undefined) {
      const place = resident.places.indexOf(placeOf(block, slot));
      if (place >= 0) resident.places = resident.places.toSpliced(place, 1);
      // Behind all others, so that whoever is walking them looks again.
      this.#taken.delete(resident);
      this.#taken.add(resident);
    } else if (value instanceof Instance) this.takeAll(value);
    else if (value instanceof Streamed) for (const row of value.rows.values()) this.takeAll(row);
    else if (value instanceof Rows) for (let row = 0; row < value.length; row++) this.takeRow(value, row);
  }

  /** A block is not shown any more. */
  takeAll({ block, values }: Instance): void {
    for (const [slot, value] of values.entries()) this.take(block, slot, value);
  }

  /** A row is not shown any more. */
  takeRow(rows: Rows, index: number): void {
    const offset = rows.offsetOf(index);
    for (let slot = 0; slot < rows.block.slots.length; slot++) this.take(rows.block, slot, rows.values[offset + slot]);
  }

  /**
   * The render is over: answers who is gone, with all that was in them. Throws where two of those that stay have one
   * id.
   */
  settle(): ReadonlySet<I> {
    const gone = new Set<I>();
    for (const resident of this.#taken) {
      if (resident.places.length > 0 || gone.has(resident)) continue;
      gone.add(resident);
      // Adds to the set that is being walked.
      if (resident.inside !== undefined) this.takeAll(resident.inside);
    }
    this.#taken.clear();
    for (const { id, title, places } of this.#placed) {
      const [first, second] = places;
      if (first === undefined || second === undefined) continue;
      const where = first === second ? `twice by ${first}` : `by ${first} and by ${second}`;
      throw new Error(`Two ${title} have the id ${JSON.stringify(id)}, which must name one: it is given ${where}.`);
    }
    this.#placed.clear();
    return gone;
  }
}
