/** TypeScript in templates: expressions, `:for` headers, `:let` patterns and the script block. */
import type * as ESTree from "estree";
import type { Code, MessageParameters } from "../catalogue.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Expression, Pattern, Script, Span } from "../tree.ts";
import { ENDS_EARLY, expressionFix, forFix } from "./advice.ts";
import { closingBracket, skipTrivia } from "./brackets.ts";
import { foreignSyntax, markupInside, mustache } from "./foreign.ts";
import { bodyOf, interfacesOf } from "./interfaces.ts";
import { plainExpression } from "./plain.ts";
import { isPlainName } from "./tokens.ts";
import { parseExpression, parseProgram, parseTypeScriptExpression } from "./typescript.ts";

/** Levels of syntax in one expression; later phases walk it recursively. */
export const MAX_EXPRESSION_DEPTH = 400;

/** The header of a `:for`. */
export interface ForHeader {
  readonly item: Pattern;
  readonly index: Pattern | undefined;
  readonly list: Expression;
}

/** What stands between two braces. */
export type Content =
  | { readonly kind: "comment" }
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "spread"; readonly expression: Expression };

/** Parses pieces of one source. Whatever does not parse is reported and yields `undefined`. */
export class ExpressionParser {
  readonly #source: string;
  readonly #reporter: Reporter;
  /** True once another language's control flow was reported. */
  #foreign = false;

  constructor(source: string, reporter: Reporter) {
    this.#source = source;
    this.#reporter = reporter;
  }

  /** The content of a `{…}`, in an attribute or text; the span includes the braces. */
  content(cover: Span, where: "attribute" | "text" = "attribute"): Content | undefined {
    const source = this.#source;
    const end = cover.end - 1;
    const start = skipTrivia(source, cover.start + 1, end);
    if (start === end) {
      if (source.slice(cover.start + 1, end).trim() !== "") return { kind: "comment" };
      return this.#fail("LC1011", cover, {});
    }
    const code = source.slice(start, end);
    const foreign = foreignSyntax(code) ?? (where === "text" ? mustache(code) : undefined);
    if (foreign !== undefined) return this.#refuseForeign(cover, foreign);
    const spread = source.startsWith("...", start);
    const expression = this.expression(spread ? start + 3 : start, end);
    return expression && { kind: spread ? "spread" : "expression", expression };
  }

  /** Another language's control flow: its beginning says it all, its middle and end follow from that. */
  #refuseForeign(cover: Span, foreign: { readonly found: string; readonly fix: string }): undefined {
    const follows = this.#foreign && /^\{[/:]/.test(foreign.found);
    this.#foreign = true;
    return follows ? undefined : this.#fail("LC1017", cover, foreign);
  }

  /** One expression that fills the range, but for white space and comments. */
  expression(from: number, to: number): Expression | undefined {
    const source = this.#source;
    const start = skipTrivia(source, from, to);
    if (start === to) return this.#fail("LC1011", { start: from, end: to }, {});
    const plain = plainExpression(source, start, to);
    if (plain !== undefined && skipTrivia(source, plain.end, to) === to) return plain;
    const ast = this.#parse({ start, end: to }, start, "LC1012", () => parseExpression(source.slice(start, to)));
    if (ast === undefined) return undefined;

    // The tree knows nothing of parentheses around the whole: count those before it and take as many after it.
    let opened = 0;
    for (let at = start; at < ast.start; at = skipTrivia(source, at + 1, to)) opened++;
    let end = ast.end;
    let next = skipTrivia(source, end, to);
    const parenthesised = opened > 0;
    for (; opened > 0 && source[next] === ")"; opened--) {
      end = next + 1;
      next = skipTrivia(source, end, to);
    }
    if (next < to) {
      const found = excerpt(source.slice(next, to));
      const fix = found === ";" ? "Remove the semicolon." : "Write one expression between the braces; text stands outside of them.";
      return this.#fail("LC1013", { start: next, end: to }, { found, fix });
    }
    if (ast.type === "SequenceExpression" && !parenthesised) return this.#fail("LC1014", { start, end }, {});
    return this.#checked({ start, end, code: source.slice(start, end), ast: ast as unknown as ESTree.Expression });
  }

  /** `item of list` or `(item, index) of list`, between the braces of a cover. */
  forHeader(cover: Span): ForHeader | undefined {
    const source = this.#source;
    const limit = cover.end - 1;
    const start = skipTrivia(source, cover.start + 1, limit);
    const header = source.slice(start, limit);
    const fix = forFix(header);
    const invalid = (span: Span, reason: string): undefined => this.#fail("LC2007", span, { reason, fix });
    if (header === "") return invalid(cover, "there is nothing between the braces");
    const plain = this.#plainHeader(start, limit);
    if (plain !== undefined) return plain;
    if (!/\b(?:of|in)\b/.test(header)) return invalid({ start, end: start + header.trimEnd().length }, "there is no `of` in it");

    // Parsed as the head of a real loop; `(item, index)` becomes the pattern `[item, index]`, which has the same
    // length.
    const close = header.startsWith("(") ? closingBracket(header, 0, header.length) : undefined;
    if (close === -1) return invalid({ start, end: start + 1 }, "this ( is never closed");
    const pattern = close === undefined ? header : `[${header.slice(1, close)}]${header.slice(close + 1)}`;
    const before = "for(const ";
    const program = this.#parse({ start, end: limit }, start - before.length, "LC2007", () => parseProgram(`${before}${pattern}\n);`));
    if (program === undefined) return undefined;
    const loop = (program as unknown as ESTree.Program).body[0];
    const whole = { start, end: start + header.trimEnd().length };
    if (
      program.body.length !== 1 ||
      (loop?.type !== "ForOfStatement" && loop?.type !== "ForInStatement") ||
      loop.body.type !== "EmptyStatement"
    ) {
      return invalid(whole, "expected `item of list`");
    }
    const declared = loop.left.type === "VariableDeclaration" ? loop.left.declarations[0]?.id : undefined;
    if (declared === undefined) return invalid(whole, "expected a name or a pattern before `of`");
    const right = spanOf(loop.right);
    if (loop.type === "ForInStatement") {
      const item = close === undefined ? source.slice(spanOf(declared).start, spanOf(declared).end) : header.slice(0, close + 1);
      return this.#fail("LC2008", whole, { item, list: source.slice(right.start, right.end) });
    }
    const patterns = close === undefined ? [declared] : declared.type === "ArrayPattern" ? declared.elements : [];
    const [item, index] = patterns;
    if (!item || patterns.length > 2 || index === null || item.type === "RestElement" || index?.type === "RestElement") {
      return invalid(whole, "expected one or two names between the parentheses");
    }
    const of = skipTrivia(source, spanOf(declared).end, limit);
    const from = skipTrivia(source, of + "of".length, limit);
    let end = right.end;
    for (let next = skipTrivia(source, end, limit); source[next] === ")" && next < limit; next = skipTrivia(source, end, limit))
      end = next + 1;
    const list = this.#checked({ start: from, end, code: source.slice(from, end), ast: loop.right });
    const itemPattern = this.#checked(this.#pattern(item));
    const indexPattern = index ? this.#checked(this.#pattern(index)) : undefined;
    return list && itemPattern && (!index || indexPattern) ? { item: itemPattern, index: indexPattern, list } : undefined;
  }

  /**
   * `item of list` or `(item, index) of list`, of names and a plain expression: as nearly all are, and without the
   * parser.
   */
  #plainHeader(start: number, limit: number): ForHeader | undefined {
    PLAIN_HEADER.lastIndex = start;
    const found = PLAIN_HEADER.exec(this.#source);
    if (found === null) return undefined;
    const list = plainExpression(this.#source, PLAIN_HEADER.lastIndex, limit);
    if (list === undefined || skipTrivia(this.#source, list.end, limit) !== limit) return undefined;
    const [, alone, first, second] = found;
    if (alone !== undefined) return canDeclare(alone) ? { item: this.#name(start, alone), index: undefined, list } : undefined;
    if (first === undefined || second === undefined || !canDeclare(first) || !canDeclare(second) || first === second) return undefined;
    const item = this.#name(skipTrivia(this.#source, start + 1, limit), first);
    const comma = skipTrivia(this.#source, item.end, limit);
    return { item, index: this.#name(skipTrivia(this.#source, comma + 1, limit), second), list };
  }

  #name(start: number, code: string): Pattern {
    const end = start + code.length;
    const ast = { type: "Identifier", start, end, name: code };
    return { start, end, code, ast: ast as ESTree.Identifier };
  }

  /** The pattern of a `:let`, between the braces of a cover. */
  pattern(cover: Span): Pattern | undefined {
    const end = cover.end - 1;
    const start = skipTrivia(this.#source, cover.start + 1, end);
    const code = this.#source.slice(start, end);
    const ast = this.#parse({ start, end }, start - 1, "LC2009", () => parseTypeScriptExpression(`(${code}\n)=>0`));
    if (ast === undefined) return undefined;
    const arrow = ast as unknown as ESTree.Expression;
    const only = arrow.type === "ArrowFunctionExpression" && arrow.params.length === 1 ? arrow.params[0] : undefined;
    if (only === undefined) return this.#fail("LC2009", { start, end }, { reason: "expected one name or pattern" });
    return this.#checked(this.#pattern(only));
  }

  /** The code of the script block. */
  script(span: Span): Script {
    const code = this.#source.slice(span.start, span.end);
    const ast = this.#plainScript(span, code) ?? this.#parse(span, span.start, "LC1018", () => parseProgram(code));
    return { ...span, code, ast: (ast as ESTree.Program | undefined) ?? { type: "Program", sourceType: "module", body: [] } };
  }

  /**
   * The tree of a script whose interfaces are read without the parser; `undefined` where there are none, or the rest
   * does not parse.
   */
  #plainScript({ start, end }: Span, code: string): object | undefined {
    const { interfaces, isAll } = interfacesOf(this.#source, start, end);
    if (interfaces.length === 0) return undefined;
    if (isAll) return { type: "Program", start, end, body: interfaces, sourceType: "module" };
    // The parser still sees their names, and empty bodies of the same length, so that it says what does not go
    // together.
    let rest = "";
    for (const body of interfaces.map(bodyOf)) {
      rest += code.slice(rest.length, body.start + 1 - start);
      rest += " ".repeat(body.end - 1 - start - rest.length);
    }
    rest += code.slice(rest.length);
    try {
      const program = parseProgram(rest);
      relocate(program, start);
      const read = new Map(interfaces.map((statement) => [statement.start, statement]));
      return { ...program, body: program.body.map((statement) => read.get(statement.start) ?? statement) };
    } catch (error) {
      // What is said about it has to be said of the whole.
      if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #pattern(ast: ESTree.Pattern): Pattern {
    const { start, end } = spanOf(ast);
    return { start, end, code: this.#source.slice(start, end), ast };
  }

  /** Runs the parser on a range, moves the tree by `base` to its place in the source, and reports what is wrong. */
  #parse<Node extends object>(
    range: Span,
    base: number,
    code: "LC1012" | "LC1018" | "LC2007" | "LC2009",
    parse: () => Node,
  ): Node | undefined {
    try {
      const node = parse();
      relocate(node, base);
      return node;
    } catch (error) {
      const exhausted = error instanceof RangeError || (error instanceof SyntaxError && error.message.startsWith("Not enough stack"));
      if (exhausted) return this.#fail("LC1004", range, { what: "This code", limit: "a few hundred" });
      if (!(error instanceof SyntaxError)) throw error;
      const inside = "pos" in error && typeof error.pos === "number" ? error.pos : 0;
      const at = Math.min(Math.max(base + inside, range.start), range.end);
      const markup = code === "LC1012" ? markupInside(this.#source.slice(range.start, range.end)) : undefined;
      if (markup !== undefined) return this.#fail("LC1017", range, markup);
      const reason = this.#reason(error.message, at, range.end);
      const written = this.#source.slice(range.start, range.end);
      const span = { start: at, end: Math.min(at + Math.max(excerpt(this.#source.slice(at, range.end)).length, 1), this.#source.length) };
      if (code === "LC1012") return this.#fail(code, span, { reason, fix: expressionFix(written, reason) });
      if (code === "LC2007") return this.#fail(code, span, { reason, fix: forFix(written) });
      return this.#fail(code, span, {
        reason: code === "LC1018" && reason === ENDS_EARLY ? "it ends while something is still open" : reason,
      });
    }
  }

  /** acorn's message in our words. */
  #reason(message: string, at: number, end: number): string {
    const plain = message.replace(/ \(\d+:\d+\)$/, "").replace(/\.$/, "");
    if (skipTrivia(this.#source, at, end) >= end) return ENDS_EARLY;
    const character = /^Unexpected character '(.)'$/u.exec(plain)?.[1];
    if (character !== undefined && /[^\p{L}\p{N}\p{P}\p{S}]/u.test(character)) {
      return `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} is unexpected`;
    }
    if (plain === "Unexpected token") return `\`${excerpt(this.#source.slice(at, end))}\` is unexpected`;
    return plain.charAt(0).toLowerCase() + plain.slice(1);
  }

  /** The piece, unless it does more than read, or nests too deeply. */
  #checked<Piece extends Expression | Pattern>(piece: Piece): Piece | undefined {
    const { depth, effect } = survey(piece.ast);
    if (depth > MAX_EXPRESSION_DEPTH) return this.#fail("LC1004", piece, { what: "This expression", limit: String(MAX_EXPRESSION_DEPTH) });
    if (effect !== undefined) return this.#fail("LC1015", effect, { what: effect.what });
    return piece;
  }

  #fail<C extends Code>(code: C, span: Span, parameters: MessageParameters<C>): undefined {
    this.#reporter.report(code, span, parameters);
    return undefined;
  }
}

/** acorn's nodes carry offsets that ESTree's types do not know. */
export function spanOf(node: ESTree.Node): Span {
  const { start, end } = node as unknown as Span;
  return { start, end };
}

/** Any node while walking: fields of unknown shape. */
type Fields = { [name: string]: unknown };

function isNode(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Adds a node's children to a list; a plain loop, since every node of every expression passes here. */
function addChildren(node: Fields, into: Fields[]): void {
  for (const key in node) {
    if (key === "type" || key === "start" || key === "end" || key === "loc") continue;
    const value = node[key];
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) into.push(item);
    } else if (isNode(value)) into.push(value);
  }
}

const PLAIN_HEADER = /(?:([A-Za-z_$][\w$]*)\s|\(\s*([A-Za-z_$][\w$]*)\s*,\s*([A-Za-z_$][\w$]*)\s*\))\s*of\s+/y;

/** Modules are strict code, where two more names cannot be declared. */
function canDeclare(name: string): boolean {
  return isPlainName(name) && name !== "eval" && name !== "arguments";
}

/** Adds `base` to all offsets; drops line numbers, which count from the start of the piece. */
function relocate(root: object, base: number): void {
  const seen = new Set<Fields>();
  const open: Fields[] = isNode(root) ? [root] : [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // The parser shares nodes, such as the name in `{ name }`.
    if (seen.has(node)) continue;
    seen.add(node);
    node["start"] = Number(node["start"]) + base;
    node["end"] = Number(node["end"]) + base;
    // Deleting it would make every later access to the node slow.
    node["loc"] = undefined;
    addChildren(node, open);
  }
}

interface Effect extends Span {
  readonly what: string;
}

/** How deep a tree is and the first thing in it that does more than read. */
function survey(root: ESTree.Node): { depth: number; effect: Effect | undefined } {
  let depth = 0;
  let effect: Effect | undefined;
  let level: Fields[] = [root as unknown as Fields];
  for (; level.length > 0; depth++) {
    const below: Fields[] = [];
    for (const node of level) {
      const what = effectOf(node);
      const start = Number(node["start"]);
      if (what !== undefined && (effect === undefined || start < effect.start)) effect = { what, start, end: Number(node["end"]) };
      addChildren(node, below);
    }
    level = below;
  }
  return { depth, effect };
}

function effectOf(node: Fields): string | undefined {
  switch (node["type"]) {
    case "AssignmentExpression":
    case "UpdateExpression":
      return String(node["operator"]);
    case "UnaryExpression":
      return node["operator"] === "delete" ? "delete" : undefined;
    case "AwaitExpression":
      return "await";
    case "ForOfStatement":
      return node["await"] === true ? "for await" : undefined;
    case "YieldExpression":
      return "yield";
    case "ThisExpression":
      return "this";
    case "ImportExpression":
      return "import()";
    case "MetaProperty":
      return "import.meta";
    default:
      return undefined;
  }
}

/** The first word or character of some code, for a message. */
function excerpt(code: string): string {
  return /^(?:[\w$]+|\S)/u.exec(code)?.[0].slice(0, 40) ?? "";
}
