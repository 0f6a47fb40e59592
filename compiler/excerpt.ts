/**
 * The text of a template, and where its characters stand in its file: the whole of a `.live.html`, or what is between
 * two backticks.
 */
import { Lines, type Position } from "./positions.ts";
import type { Span } from "./tree.ts";

/** From here on, offsets in the text and in the file correspond, one by one. */
interface Step {
  readonly at: number;
  readonly inFile: number;
}

export class Excerpt {
  readonly text: string;
  readonly fileText: string;
  /** True where the file is nothing but the template, and offsets are the same in both. */
  readonly isWhole: boolean;
  /** In the order of the text. */
  readonly #steps: readonly Step[];
  #lines: Lines | undefined;

  private constructor(text: string, fileText: string, steps: readonly Step[]) {
    this.text = text;
    this.fileText = fileText;
    this.isWhole = text === fileText;
    this.#steps = steps;
  }

  /** A file that is nothing but the template. */
  static whole(text: string): Excerpt {
    return new Excerpt(text, text, [{ at: 0, inFile: 0 }]);
  }

  /**
   * The text that TypeScript makes of what stands between two backticks; its escapes are valid.
   *
   * @example Excerpt.between("t`a\\`b`", { start: 2, end: 6 }).text // "a`b"
   */
  static between(fileText: string, { start, end }: Span): Excerpt {
    const steps: Step[] = [{ at: 0, inFile: start }];
    let text = "";
    let copied = start;
    UNIT.lastIndex = start;
    for (let unit = UNIT.exec(fileText); unit !== null && unit.index < end; unit = UNIT.exec(fileText)) {
      text += fileText.slice(copied, unit.index);
      copied = UNIT.lastIndex;
      steps.push({ at: text.length, inFile: unit.index });
      text += meaningOf(unit[0]);
      steps.push({ at: text.length, inFile: copied });
    }
    return new Excerpt(text + fileText.slice(copied, end), fileText, steps);
  }

  /** The offset in the file of an offset in the text. */
  offset(at: number): number {
    const { at: from, inFile } = this.#steps[this.#stepBefore(at)] ?? { at: 0, inFile: 0 };
    return inFile + at - from;
  }

  /** Line and column in the file of an offset in the text. */
  position(at: number): Position {
    this.#lines ??= new Lines(this.fileText);
    return this.#lines.position(this.isWhole ? at : this.offset(at));
  }

  span({ start, end }: Span): Span {
    return { start: this.offset(start), end: this.offset(end) };
  }

  /** A range of the text in parts, so that offsets in each but the escapes correspond to those in the file. */
  straight({ start, end }: Span): readonly Span[] {
    const parts: Span[] = [];
    let from = start;
    for (let index = this.#stepBefore(start) + 1; index < this.#steps.length; index++) {
      const at = this.#steps[index]?.at ?? end;
      if (at >= end) break;
      if (at > from) parts.push({ start: from, end: at });
      from = at;
    }
    return [...parts, { start: from, end }];
  }

  /** The last step that is not behind an offset. */
  #stepBefore(at: number): number {
    let low = 0;
    let high = this.#steps.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#steps[middle]?.at ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** What is another text than is written: an escape, and a line break that is more than a line feed. */
const UNIT = /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|\r\n|.)|\r\n?/gisu;

const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", 0: "\0" };

function meaningOf(unit: string): string {
  if (!unit.startsWith("\\")) return "\n";
  const rest = unit.slice(1);
  const digits = /^(?:u\{([\da-f]+)\}|[ux]([\da-f]{2,}))$/i.exec(rest);
  if (digits !== null) return String.fromCodePoint(Number.parseInt(digits[1] ?? digits[2] ?? "", 16));
  // An escaped line break is none.
  return /^[\r\n\u2028\u2029]/.test(rest) ? "" : (LETTERS[rest] ?? rest);
}
