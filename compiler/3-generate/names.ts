/** Names of generated variables: derived from what they stand for, and never a name that is taken. */

const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private protected public return static super switch this throw true try " +
    "typeof var void while with yield"
  ).split(" "),
);

export class Names {
  readonly #taken: Set<string>;
  /** The last number given to each wanted name. */
  readonly #numbers: Map<string, number> = new Map();

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** The name itself, or with the first number that makes it free: `li`, `li2`. */
  take(wanted: string): string {
    let number = this.#numbers.get(wanted) ?? 1;
    let name = number === 1 ? wanted : `${wanted}${number}`;
    while (this.#taken.has(name) || RESERVED.has(name)) name = `${wanted}${++number}`;
    this.#numbers.set(wanted, number);
    this.#taken.add(name);
    return name;
  }
}

/** A tag as a variable: `li`, `myCard` for `my-card`, `badge` for `Ui.Badge`. */
export function variableName(tag: string): string {
  const words = tag.slice(tag.lastIndexOf(".") + 1).split(/[^\p{ID_Continue}$]+/u);
  const [first = "", ...rest] = words.filter((word) => word !== "");
  const name = first.charAt(0).toLowerCase() + first.slice(1) + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[\p{ID_Start}_$]/u.test(name) ? name : "block";
}
