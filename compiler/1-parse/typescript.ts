/** acorn and its TypeScript plugin: the parsers of all code in a template. */
import { tsPlugin } from "@sveltejs/acorn-typescript";
import { type Comment, type Expression, type Options, Parser, type Program } from "acorn";
import { skipTrivia } from "./brackets.ts";

declare module "acorn" {
  interface Parser {
    /** Part of acorn's interface for plugins, which its types leave out. */
    nextToken(): void;
  }
}

/**
 * How often each character may be read on average. The TypeScript parser reads code that may mean two things twice, and
 * nested code of that
 * kind twice at each level. What people write is read less than three times.
 */
const MAX_READINGS = 50;
/** Tokens that may be read besides, for the sake of short code. */
const MIN_TOKENS = 1000;

// The TypeScript plugin needs locations; they are dropped again because they would count from the start of the piece.
const OPTIONS: Options = { ecmaVersion: "latest", sourceType: "module", locations: true };
const JAVASCRIPT: Options = { ecmaVersion: "latest", sourceType: "module" };

const TypeScript = Parser.extend(tsPlugin(), bounded);

/**
 * In JavaScript `<` only compares, in TypeScript it may open type arguments: code with it can mean different things.
 */
const MAY_DIFFER = "<";

/**
 * The expression at the start of some code. Most are plain JavaScript, for which acorn alone takes a third of the time.
 * Anything else, and whatever
 * does not parse, is left to the TypeScript parser.
 *
 * @throws {SyntaxError} where the code does not parse, with its offset as `pos`
 * @throws {RangeError} where it is nested too deeply
 */
export function parseExpression(code: string): Expression {
  if (!code.includes(MAY_DIFFER)) {
    try {
      const ast = Parser.parseExpressionAt(code, 0, JAVASCRIPT);
      // The parser stops where JavaScript ends, before `as` or `!`; parentheses around the whole are no part of the
      // tree.
      let end = skipTrivia(code, ast.end, code.length);
      while (code[end] === ")") end = skipTrivia(code, end + 1, code.length);
      if (end === code.length) return ast;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return TypeScript.parseExpressionAt(code, 0, OPTIONS);
}

/** The expression at the start of code that only TypeScript allows. Throws as {@link parseExpression} does. */
export function parseTypeScriptExpression(code: string): Expression {
  return TypeScript.parseExpressionAt(code, 0, OPTIONS);
}

/** A whole program; its comments are added to `comments`. Throws as {@link parseExpression} does. */
export function parseProgram(code: string, comments?: Comment[]): Program {
  return TypeScript.parse(code, comments === undefined ? OPTIONS : { ...OPTIONS, onComment: comments });
}

/** Gives up on code that is read again and again, as acorn does on code that is nested too deeply for it. */
function bounded(Base: typeof Parser): typeof Parser {
  return class extends Base {
    #tokens = 0;

    override nextToken(): void {
      this.#tokens++;
      if (this.#tokens > MAX_READINGS * this.input.length + MIN_TOKENS) throw new RangeError("read too often");
      super.nextToken();
    }
  };
}
