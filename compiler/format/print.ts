/**
 * Prints a document: decides which groups break. After Wadler's and Oppen's pretty printers; linear in the size of the
 * document.
 */
import { breaks, type Doc } from "./doc.ts";

interface Command {
  readonly doc: Doc;
  /** Columns. */
  readonly indent: number;
  /** On one line, or broken where it may. */
  readonly flat: boolean;
  /** Of a concat or fill: the part to print next. */
  readonly at: number;
}

/**
 * The text of a document, at most `width` columns wide where that is possible. Lines end without white space, but for
 * literal text.
 *
 * @example print(group(concat("<p>", indent(concat(softline, "Hello")), softline, "</p>")), 80) // "<p>Hello</p>"
 */
export function print(doc: Doc, width: number): string {
  return new Printer(width).print(doc);
}

class Printer {
  readonly #width: number;
  readonly #pieces: string[] = [];
  readonly #stack: Command[] = [];
  /** Columns of the current line, with the indentation that is still to be written. */
  #column = 0;
  #pendingIndent = 0;

  constructor(width: number) {
    this.#width = width;
  }

  print(doc: Doc): string {
    this.#push(doc, 0, false);
    for (let command = this.#stack.pop(); command !== undefined; command = this.#stack.pop()) this.#step(command);
    return this.#pieces.join("");
  }

  #step(command: Command): void {
    const { doc, indent, flat, at } = command;
    if (typeof doc === "string") return this.#text(doc);
    switch (doc.kind) {
      case "concat": {
        const part = doc.parts[at];
        if (part === undefined) return;
        if (at + 1 < doc.parts.length) this.#stack.push({ ...command, at: at + 1 });
        return this.#push(part, indent, flat);
      }
      case "indent":
        return this.#push(doc.content, indent + 2, flat);
      case "group":
        return this.#push(doc.content, indent, !doc.breaks && (flat || this.#fits([doc.content], this.#stack, false)));
      case "fill":
        return this.#fill(command, doc.parts);
      case "line":
        if (flat && !doc.breaks) return this.#text(doc.flat);
        return this.#newline(doc.breakCount, indent);
      case "literal":
        return this.#text(doc.text);
      case "flexible": {
        const fits = !doc.breaks && (flat || this.#fits([doc], this.#stack, false));
        const lines = fits ? undefined : doc.broken(this.#width - indent, this.#column - indent);
        if (lines === undefined) return this.#text(doc.flat);
        for (const [index, text] of lines.entries()) {
          if (index > 0) this.#newline(1, indent);
          this.#text(text);
        }
      }
    }
  }

  /** One content of a fill and the separator after it, which breaks unless both its neighbours fit on the line. */
  #fill({ doc, indent, flat, at }: Command, parts: readonly Doc[]): void {
    const [content, separator, next] = [parts[at], parts[at + 1], parts[at + 2]];
    if (content === undefined) return;
    if (separator !== undefined && next !== undefined) {
      this.#stack.push({ doc, indent, flat, at: at + 2 });
      this.#push(separator, indent, flat || this.#fits([content, separator, next], [], true));
    }
    this.#push(content, indent, flat || this.#fits([content], [], true));
  }

  /**
   * Whether documents fit flat on the rest of the line, together with what follows them up to the next line break.
   *
   * @param strict what must break does not fit
   */
  #fits(docs: readonly Doc[], rest: readonly Command[], strict: boolean): boolean {
    let left = this.#width - this.#column;
    let below = rest.length;
    const stack: Command[] = docs.toReversed().map((doc) => ({ doc, indent: 0, flat: true, at: 0 }));
    while (left >= 0) {
      const command = stack.pop() ?? rest[--below];
      if (command === undefined) return true;
      const { doc, flat, at } = command;
      if (typeof doc === "string") {
        left -= doc.length;
        continue;
      }
      switch (doc.kind) {
        case "concat":
        case "fill": {
          const part = doc.parts[at];
          if (part === undefined) break;
          stack.push({ ...command, at: at + 1 }, { ...command, doc: part, at: 0 });
          break;
        }
        case "indent":
          stack.push({ ...command, doc: doc.content });
          break;
        case "group":
          if (strict && doc.breaks) return false;
          stack.push({ ...command, doc: doc.content, flat: flat && !doc.breaks });
          break;
        case "line":
          if (!flat || doc.breaks) return !(strict && breaks(doc));
          left -= doc.flat.length;
          break;
        case "literal":
        case "flexible": {
          const text = doc.kind === "literal" ? doc.text : doc.flat;
          const end = text.indexOf("\n");
          left -= end === -1 ? text.length : end;
          if (end !== -1) return left >= 0 && !strict;
        }
      }
    }
    return false;
  }

  #push(doc: Doc, indent: number, flat: boolean): void {
    this.#stack.push({ doc, indent, flat, at: 0 });
  }

  #text(text: string): void {
    if (text === "") return;
    if (this.#pendingIndent > 0) this.#pieces.push(" ".repeat(this.#pendingIndent));
    this.#pendingIndent = 0;
    this.#pieces.push(text);
    const lineEnd = text.lastIndexOf("\n");
    this.#column = lineEnd === -1 ? this.#column + text.length : text.length - lineEnd - 1;
  }

  #newline(count: number, indent: number): void {
    this.#pieces.push("\n".repeat(count));
    this.#pendingIndent = this.#column = indent;
  }
}
