/** Lays out a template: its concrete syntax to a document. */
import { type Context, ROOT } from "../1-parse/whitespace.ts";
import type { CodeBook } from "./code.ts";
import { isBlock, isOpen } from "./display.ts";
import { blankline, breaks, concat, type Doc, fill, group, hardline, indent, type Line, line, literal, softline } from "./doc.ts";
import { type SpacedNode, spaced } from "./spacing.ts";
import type { Content, Gap, Node, Tag } from "./syntax.ts";
import { endTag, isEmptyTag, startTag } from "./tag.ts";

/** The document of a template. */
export function layOut(content: Content, codes: CodeBook): Doc {
  return new Layout(codes).content(content, ROOT).doc;
}

/** Nodes with no place for white space between them. */
interface Chunk {
  readonly docs: Doc[];
  readonly before: Gap;
  /** Stands on its own lines. */
  block: boolean;
  /** Has an element in it. */
  element: boolean;
  /** What it ends with. */
  last: Node;
  readonly first: Node;
}

class Layout {
  readonly #codes: CodeBook;

  constructor(codes: CodeBook) {
    this.#codes = codes;
  }

  /**
   * Siblings: paragraphs of running text, and what stands on its own lines. `apart` when they must not share a line
   * with the tags around.
   */
  content(content: Content, context: Context): { readonly doc: Doc; readonly apart: boolean } {
    const chunks = this.#chunks(spaced(content.nodes, context), context);
    const parts: Doc[] = [];
    let paragraph: Doc[] = [];
    for (const [index, chunk] of chunks.entries()) {
      const previous = chunks[index - 1];
      if (previous !== undefined) {
        const separator = separate(previous, chunk, chunks[index + 1]?.before ?? content.end);
        if (separator === line) paragraph.push(line);
        else {
          parts.push(fill(paragraph), separator);
          paragraph = [];
        }
      }
      paragraph.push(concat(...chunk.docs));
    }
    parts.push(fill(paragraph));
    const [only] = chunks;
    const apart = chunks.length === 1 && only !== undefined && keepsLines(only, content.end);
    return { doc: concat(...parts), apart };
  }

  #chunks(nodes: readonly SpacedNode[], context: Context): Chunk[] {
    const chunks: Chunk[] = [];
    for (const { node, spaceBefore } of nodes) {
      let chunk = chunks.at(-1);
      if (chunk === undefined || spaceBefore) {
        chunk = { docs: [], before: node.before, block: false, element: false, first: node, last: node };
        chunks.push(chunk);
      }
      const doc = this.#node(node, chunk.docs.length === 0);
      chunk.docs.push(doc);
      chunk.last = node;
      chunk.element ||= node.kind === "tag";
      chunk.block ||= breaks(doc) || node.kind === "script" || node.kind === "doctype";
      chunk.block ||= node.kind === "tag" && (isBlock(node.element) || context.withoutText);
    }
    return chunks;
  }

  #node(node: Node, first: boolean): Doc {
    switch (node.kind) {
      case "word":
        return node.text;
      case "interpolation":
        return this.#codes.doc(node.code);
      case "comment":
        return first ? concat(...node.lines.flatMap((text, index) => (index === 0 ? [text] : [hardline, text]))) : literal(node.text);
      case "doctype":
        return "<!doctype html>";
      case "script":
        return scriptBlock(this.#codes.script);
      case "tag":
        return this.#tag(node);
    }
  }

  #tag(tag: Tag): Doc {
    const { element, inside, context } = tag;
    const start = startTag(tag, this.#codes);
    if (isEmptyTag(tag)) return start;
    const end = endTag(element);
    if (!("nodes" in inside)) {
      return concat(start, ...inside.map((piece) => literal(typeof piece === "string" ? piece : this.#codes.inline(piece))), end);
    }
    if (inside.nodes.length === 0) return concat(start, end);
    const { doc, apart } = this.content(inside, context);
    const open = apart || (isOpen(element) && inside.nodes.some(({ kind }) => kind === "tag"));
    return group(concat(start, indent(concat(open ? hardline : softline, doc)), softline, end));
  }
}

/** What stands between two chunks; `after` is the white space behind the second. */
function separate(first: Chunk, second: Chunk, after: Gap): Line {
  const { lines } = second.before;
  if (lines > 1 || first.last.kind === "script") return blankline;
  const apart = first.block || second.block || endsLine(first) || keepsLines(first, second.before) || keepsLines(second, after);
  const comment = lines > 0 && (first.last.kind === "comment" || second.first.kind === "comment");
  return apart || comment ? hardline : line;
}

/** An element that was written on lines of its own stays there. */
function keepsLines({ element, before }: Chunk, after: Gap): boolean {
  return element && before.lines > 0 && after.lines > 0;
}

/** A line of text ends after `<br>`. */
function endsLine({ last }: Chunk): boolean {
  return last.kind === "tag" && last.element.name === "br" && !last.element.component;
}

function scriptBlock(code: string): Doc {
  return literal(code === "" ? '<script lang="ts"></script>' : `<script lang="ts">\n${code}\n</script>`);
}
