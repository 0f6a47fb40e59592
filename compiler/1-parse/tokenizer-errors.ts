/** The tokenizer's errors in plain words. Those without an entry change nothing a browser shows, and pass. */
import type { ParserError } from "parse5";
import type { Span } from "../tree.ts";

export interface Problem {
  readonly span: Span;
  readonly reason: string;
  readonly fix: string;
}

const LESS_THAN = "To show the sign, write &lt;.";

const PROBLEMS: Readonly<Record<string, { readonly reason: string; readonly fix: string }>> = {
  "invalid-first-character-of-tag-name": { reason: "This < does not begin a tag.", fix: LESS_THAN },
  "eof-before-tag-name": { reason: "The file ends after this <.", fix: LESS_THAN },
  "missing-end-tag-name": { reason: "This end tag has no name.", fix: "Write the name of the element it closes." },
  "unexpected-question-mark-instead-of-tag-name": { reason: "HTML has no <?…?> instructions.", fix: "Remove it." },
  "eof-in-tag": { reason: "The file ends inside a tag.", fix: "Add the missing >." },
  "end-tag-with-attributes": { reason: "An end tag takes no attributes.", fix: "Put them on the start tag." },
  "end-tag-with-trailing-solidus": { reason: "An end tag takes no / at its end.", fix: "Remove the second /." },
  "unexpected-equals-sign-before-attribute-name": { reason: "This = has no attribute name before it.", fix: "Write name=value." },
  "unexpected-character-in-attribute-name": {
    reason: "An attribute name cannot contain quotes or <.",
    fix: "Close the tag or the quotes before it.",
  },
  "missing-attribute-value": { reason: "There is no value after this =.", fix: 'Write the value, or "" for an empty one.' },
  "missing-whitespace-between-attributes": { reason: "A space is missing between two attributes.", fix: "Add it." },
  "cdata-in-html-content": { reason: "CDATA sections are not supported.", fix: "Write the text with &lt; and &amp;." },
  "incorrectly-opened-comment": { reason: "A browser takes this <! as a comment.", fix: "Write <!-- … -->." },
  "eof-in-comment": { reason: "The comment is never closed.", fix: "Add -->." },
  "eof-in-doctype": { reason: "The doctype is never closed.", fix: "Write <!doctype html>." },
  "null-character-reference": { reason: "This reference names no character.", fix: "Remove it." },
  "surrogate-character-reference": { reason: "This reference names no character.", fix: "Remove it." },
  "character-reference-outside-unicode-range": { reason: "This reference names no character.", fix: "Remove it." },
};

/** What to tell about an error, if anything. */
export function explain(error: ParserError, html: string): Problem | undefined {
  const known = PROBLEMS[error.code];
  const at = error.startOffset;
  if (error.code === "unexpected-character-in-unquoted-attribute-value") {
    const character = html[at] ?? "";
    // `href=/?a=b` is fine in every browser.
    if (character === "=") return undefined;
    return { span: { start: at, end: at + 1 }, reason: `An unquoted value cannot contain ${character}.`, fix: "Put the value in quotes." };
  }
  if (known === undefined) return undefined;
  const start = Math.max(startOf(error, html), 0);
  return { span: { start, end: start + 1 }, ...known };
}

/** Where the mistake begins, rather than where the tokenizer noticed it. */
function startOf({ code, startOffset: at }: ParserError, html: string): number {
  switch (code) {
    case "eof-in-tag":
    case "invalid-first-character-of-tag-name":
    case "eof-before-tag-name":
    case "missing-end-tag-name":
    case "unexpected-question-mark-instead-of-tag-name":
      return html.lastIndexOf("<", at);
    case "eof-in-comment":
      return html.lastIndexOf("<!--");
    default:
      return at;
  }
}
