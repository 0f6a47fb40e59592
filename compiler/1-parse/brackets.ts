/** Finds where a bracket of TypeScript code closes, without parsing it. */

/** Words after which a `/` begins a regular expression; after any other word it divides. */
const BEFORE_EXPRESSION: ReadonlySet<string> = new Set([
  "await",
  "case",
  "default",
  "delete",
  "do",
  "else",
  "extends",
  "in",
  "instanceof",
  "new",
  "of",
  "return",
  "throw",
  "typeof",
  "void",
  "yield",
]);
const WORD = /[\w$\u0080-\uffff]+/y;
const NUMBER = /[\w.]+/y;

/**
 * The offset of the bracket that closes the `{` or `(` at `open`; -1 when there is none before `end`.
 *
 * Strings, template literals, regular expressions and comments are stepped over. What only looks like the start of a
 * string or a regular expression, because it does not end on its line, is taken as a plain character, so that a slip
 * costs one expression and not the rest of the file.
 *
 * @example closingBracket('{"}"} rest', 0, 10) // 4
 */
export function closingBracket(source: string, open: number, end: number): number {
  const kind = source[open] === "(" ? "(" : "{";
  /** What is open, innermost last: `{`, `(` (only when looking for one), a template literal, or a `${` in one. */
  const stack: ("{" | "(" | "`" | "${")[] = [];
  /** Whether the last token ends an operand, so that a `/` divides. */
  let operand = false;
  let at = open;
  while (at < end) {
    const character = source[at] ?? "";
    if (stack.at(-1) === "`") {
      if (character === "\\") at += 2;
      else if (character === "`") {
        stack.pop();
        operand = true;
        at++;
      } else if (character === "$" && source[at + 1] === "{") {
        stack.push("${");
        operand = false;
        at += 2;
      } else at++;
      continue;
    }
    switch (character) {
      case " ":
      case "\t":
      case "\n":
      case "\r":
        at++;
        break;
      case '"':
      case "'":
        at = endOfString(source, at, end);
        operand = true;
        break;
      case "`":
        stack.push("`");
        at++;
        break;
      case "/": {
        const next = source[at + 1];
        if (next === "/" || next === "*") {
          at = endOfComment(source, at, end);
          if (at === -1) return -1;
        } else if (operand) {
          operand = false;
          at++;
        } else {
          const after = endOfRegExp(source, at, end);
          operand = after > at + 1;
          at = after;
        }
        break;
      }
      case "{":
        stack.push("{");
        operand = false;
        at++;
        break;
      case "}": {
        const top = stack.at(-1);
        operand = true;
        if (top === "{" || top === "${") stack.pop();
        if (stack.length === 0) return kind === "{" ? at : -1;
        at++;
        break;
      }
      case "(":
        if (kind === "(") stack.push("(");
        operand = false;
        at++;
        break;
      case ")":
        if (stack.at(-1) === "(") stack.pop();
        if (stack.length === 0) return at;
        operand = true;
        at++;
        break;
      case "]":
        operand = true;
        at++;
        break;
      case "+":
      case "-": {
        const doubled = source[at + 1] === character;
        if (!doubled) operand = false;
        at += doubled ? 2 : 1;
        break;
      }
      case "!":
        // After an operand it is TypeScript's non-null assertion, which leaves it one.
        if (source[at + 1] === "=") operand = false;
        at++;
        break;
      default: {
        const word = isDigit(character) ? match(NUMBER, source, at) : match(WORD, source, at);
        if (word === "") operand = false;
        else operand = !BEFORE_EXPRESSION.has(word) || source[at - 1] === ".";
        at += word.length || 1;
      }
    }
  }
  return -1;
}

/** The first offset from `at` on that is neither white space nor in a comment. */
export function skipTrivia(source: string, at: number, end: number): number {
  let here = at;
  while (here < end) {
    if (/\s/.test(source[here] ?? "")) here++;
    else if (source[here] === "/" && (source[here + 1] === "/" || source[here + 1] === "*")) {
      const after = endOfComment(source, here, end);
      if (after === -1) return here;
      here = after;
    } else return here;
  }
  return end;
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}

function endOfString(source: string, start: number, end: number): number {
  const quote = source[start];
  for (let at = start + 1; at < end; at++) {
    const character = source[at];
    if (character === quote) return at + 1;
    if (character === "\n") break;
    if (character === "\\") at++;
  }
  return start + 1;
}

/** The offset after a comment; -1 when it is not closed. */
function endOfComment(source: string, start: number, end: number): number {
  const line = source[start + 1] === "/";
  const close = source.indexOf(line ? "\n" : "*/", start + 2);
  if (close === -1 || close >= end) return line ? end : -1;
  return close + (line ? 1 : 2);
}

/** The offset after the regular expression at `start`, or after its `/` when none ends on this line. */
function endOfRegExp(source: string, start: number, end: number): number {
  let inClass = false;
  for (let at = start + 1; at < end; at++) {
    const character = source[at];
    if (character === "\n") break;
    if (character === "\\") at++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return at + 1;
  }
  return start + 1;
}
