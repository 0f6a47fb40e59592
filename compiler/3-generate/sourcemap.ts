/** Source maps, encoded while the code they are of is written. */

/** A source map, version 3, as it is written to a file. */
export interface SourceMap {
  version: 3;
  /** The generated file. */
  file: string;
  names: string[];
  sources: string[];
  sourcesContent: string[];
  /** Segments in base 64, each as differences to the one before. */
  mappings: string;
  ignoreList: number[];
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * The segments of one generated file with one source; to be added in the order of the file. All numbers are 0-based.
 */
export class Segments {
  #encoded = "";
  #line = 0;
  #column = 0;
  #sourceLine = 0;
  #sourceColumn = 0;
  #isFirst = true;

  get encoded(): string {
    return this.#encoded;
  }

  /** From here on the generated text comes from a place in the source. */
  add(line: number, column: number, sourceLine: number, sourceColumn: number): void {
    this.#begin(line, column);
    // The number of the source, which is always the same.
    this.#encoded += "A";
    this.#number(sourceLine - this.#sourceLine);
    this.#number(sourceColumn - this.#sourceColumn);
    this.#sourceLine = sourceLine;
    this.#sourceColumn = sourceColumn;
  }

  /** From here on the generated text is nobody's. */
  end(line: number, column: number): void {
    this.#begin(line, column);
  }

  #begin(line: number, column: number): void {
    if (line > this.#line) {
      this.#encoded += ";".repeat(line - this.#line);
      this.#line = line;
      this.#column = 0;
    } else if (!this.#isFirst) this.#encoded += ",";
    this.#isFirst = false;
    this.#number(column - this.#column);
    this.#column = column;
  }

  /**
   * Base 64 digits of five bits, the lowest first; the sign is the lowest bit, and a sixth bit says that more follow.
   */
  #number(value: number): void {
    let rest = value < 0 ? (-value << 1) | 1 : value << 1;
    do {
      const more = rest > 31 ? 32 : 0;
      this.#encoded += DIGITS[(rest & 31) | more];
      rest >>>= 5;
    } while (rest > 0);
  }
}
