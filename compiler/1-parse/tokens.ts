/** What the readers of plain code share: steps over tokens, and nodes as acorn makes them. */

/** Fields are in acorn's order too, which is that of the source. */
export type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [field: string]: unknown };

export const NAME: RegExp = /[A-Za-z_$][\w$]*/y;
const NUMBER = /(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?(?![\w$.])/y;
const STRING = /"[^"\\\r\n\u2028\u2029]*"|'[^'\\\r\n\u2028\u2029]*'/y;

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);
/** Words that are no names, or not everywhere. */
const WORDS: ReadonlySet<string> = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements " +
    "import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var " +
    "void while with yield"
  ).split(" "),
);

/** A name that an expression may read. */
export function isPlainName(name: string): boolean {
  return !WORDS.has(name);
}

/** Reads one piece of code. Methods answer `undefined` or false where it is not plain; then all do that called them. */
export class Tokens {
  /** Where the last token ended. */
  end: number;
  /** Where the next one begins. */
  protected at: number;
  protected readonly source: string;
  readonly #trivia: RegExp;

  /** @param trivia what may stand between tokens; a sticky pattern that also matches nothing */
  constructor(source: string, start: number, trivia: RegExp) {
    this.source = source;
    this.at = start;
    this.end = start;
    this.#trivia = trivia;
  }

  /** Steps over a token, and the trivia behind it. */
  protected token(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.step(found.length);
    return found;
  }

  protected sign(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.step(1);
    return true;
  }

  protected step(length: number): void {
    this.end = this.at + length;
    this.#trivia.lastIndex = this.end;
    this.#trivia.test(this.source);
    this.at = this.#trivia.lastIndex;
  }

  /** A node that ends with the last token. */
  protected node(type: string, start: number, fields: object): Node | undefined {
    return { type, start, end: this.end, ...fields };
  }

  protected identifier(): Node | undefined {
    const start = this.at;
    const name = this.token(NAME);
    return name === undefined ? undefined : this.node("Identifier", start, { name });
  }

  protected string(): Node | undefined {
    const start = this.at;
    const raw = this.token(STRING);
    return raw === undefined ? undefined : this.node("Literal", start, { value: raw.slice(1, -1), raw });
  }

  protected number(): Node | undefined {
    const start = this.at;
    const raw = this.token(NUMBER);
    return raw === undefined ? undefined : this.node("Literal", start, { value: Number(raw), raw });
  }

  /** `true`, `false` and `null`, of which the name was read. */
  protected constant(raw: string, start: number): Node | undefined {
    const value = CONSTANTS.get(raw);
    return value === undefined ? undefined : this.node("Literal", start, { value, raw });
  }
}
