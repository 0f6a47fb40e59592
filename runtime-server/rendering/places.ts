/** Where components and nested views stand: what was put somewhere, what was taken away, and who is therefore gone. */
import { Instance, Rows, type SlotValue } from "./instance.ts";

/** A slot that shows something with an identity, and how its tag is named in messages. */
export interface Place {
  readonly instance: Instance;
  readonly slot: number;
  /** `todo.live.html:12` */
  readonly label: string;
}

/** What has an identity, and so may go from place to place. */
export interface Housed {
  readonly id: string | number | undefined;
  /** What it is, in words. */
  readonly title: string;
  /** More than one only while a render goes on. */
  places: readonly Place[];
  /** What goes with it. */
  readonly inside: Instance | undefined;
}

export class Places<I extends Housed> {
  readonly #residentOf: (value: SlotValue) => I | undefined;
  /** Put somewhere, or taken from somewhere, in this render. */
  readonly #placed = new Set<I>();
  readonly #taken = new Set<I>();
  #used = false;

  /** `residentOf` tells who, if anyone, a slot's value is. */
  constructor(residentOf: (value: SlotValue) => I | undefined) {
    this.#residentOf = residentOf;
  }

  /** True as long as nobody was put anywhere: nothing has to be looked for. */
  get empty(): boolean {
    return !this.#used;
  }

  /** True when someone was put somewhere, or taken away, since the last {@link settle}. */
  get haveChanged(): boolean {
    return this.#placed.size + this.#taken.size > 0;
  }

  put(resident: I, place: Place): void {
    this.#used = true;
    resident.places = [...resident.places, place];
    this.#placed.add(resident);
  }

  /** Gone, unless it is put somewhere in this render. */
  doubt(resident: I): void {
    this.#used = true;
    this.#taken.add(resident);
  }

  /** What a slot held is not shown there any more. */
  take(instance: Instance, slot: number, value: SlotValue | undefined): void {
    if (!this.#used || value === undefined) return;
    const resident = this.#residentOf(value);
    if (resident !== undefined) {
      resident.places = resident.places.filter((place) => place.instance !== instance || place.slot !== slot);
      // Behind all others, so that whoever is walking them looks again.
      this.#taken.delete(resident);
      this.#taken.add(resident);
    } else if (value instanceof Instance) this.takeAll(value);
    else if (value instanceof Rows) for (const row of value.instances) this.takeAll(row);
  }

  /** A block is not shown any more. */
  takeAll(instance: Instance): void {
    if (this.#used) for (const [slot, value] of instance.values.entries()) this.take(instance, slot, value);
  }

  /** The render is over: answers who is gone, with all that was in them. Throws where two of those that stay have one id. */
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
      const where = first.label === second.label ? `twice by ${first.label}` : `by ${first.label} and by ${second.label}`;
      throw new Error(`Two ${title} have the id ${JSON.stringify(id)}, which must name one: it is given ${where}.`);
    }
    this.#placed.clear();
    return gone;
  }
}
