/**
 * Values that are asked for before they are there: residents are rendered, or opened, when the template around them is
 * done.
 */
import type { Value } from "../../protocol/wire.ts";
import { residentReference, residentValues } from "./encode.ts";
import type { Embed, Resident } from "./resident.ts";
import type { BlockTable } from "./table.ts";

export class Deferred {
  #asked: { readonly resident: Resident; readonly values: Value[] }[] = [];

  /** An array that {@link fill} will fill with the values of a resident. */
  readonly embed: Embed = (resident) => {
    const values: Value[] = [];
    this.#asked.push({ resident, values });
    return values;
  };

  /**
   * Fills in all that was asked for; answers whose values these are. A component that `isShown` is on the page already,
   * wherever it was: its number says it all, and
   * what changed in it comes as its patch.
   */
  fill(table: BlockTable, isShown: (resident: Resident) => boolean): ReadonlySet<Resident> {
    const whole = new Set<Resident>();
    const embed: Embed = (resident) => {
      if (isShown(resident)) return residentReference(resident);
      whole.add(resident);
      return residentValues(resident, table, embed);
    };
    for (const { resident, values } of this.#asked) values.push(...embed(resident));
    this.#asked = [];
    return whole;
  }
}
