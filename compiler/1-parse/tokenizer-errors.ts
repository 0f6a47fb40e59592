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
    reason: "An attribute name cannot contain quotes.",
    fix: "Remove it, or close the quotes before it.",
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

/** Errors inside a tag: the first one says it all, the others follow from it. */
const IN_TAG: ReadonlySet<string> = new Set([
  "unexpected-character-in-attribute-name",
  "unexpected-character-in-unquoted-attribute-value",
  "unexpected-equals-sign-before-attribute-name",
  "missing-whitespace-between-attributes",
  "missing-attribute-value",
]);

export function isInTag(error: ParserError): boolean {
  return IN_TAG.has(error.code);
}

/** How much of a tag is looked at to find the quote that was not closed. */
const MAX_LOOK_BACK = 20_000;

/**
 * What to tell about an error, if anything.
 *
 * @param tagStart where the tag begins that the tokenizer is in
 */
export function explain(error: ParserError, html: string, tagStart: number): Problem | undefined {
  const known = PROBLEMS[error.code];
  const at = error.startOffset;
  const character = html[at] ?? "";
  // `href=/?a=b` is fine in every browser.
  if (error.code === "unexpected-character-in-unquoted-attribute-value" && character === "=") return undefined;
  const quote =
    isInTag(error) || error.code === "eof-in-tag" ? openQuote(html.slice(tagStart, Math.min(at, tagStart + MAX_LOOK_BACK))) : -1;
  if (quote !== -1) {
    const start = tagStart + quote;
    return {
      span: { start, end: start + 1 },
      reason: "This quote is never closed, or only by the next one.",
      fix: "Close it where its value ends.",
    };
  }
  if (error.code === "unexpected-character-in-unquoted-attribute-value") {
    return { span: { start: at, end: at + 1 }, reason: `An unquoted value cannot contain ${character}.`, fix: "Put the value in quotes." };
  }
  if (error.code === "unexpected-character-in-attribute-name" && character === "<") {
    return { span: { start: at, end: at + 1 }, reason: "The tag before this < is not finished.", fix: "Add the missing >." };
  }
  if (known === undefined) return undefined;
  const start = Math.max(startOf(error, html, tagStart), 0);
  return { span: { start, end: Math.min(start + 1, html.length) }, ...known };
}

/** Where in a tag a quote opens whose value runs on into other tags, or to the end; -1 where there is none. */
function openQuote(tag: string): number {
  const opening = /=\s*(["'])/g;
  for (let found = opening.exec(tag); found !== null; found = opening.exec(tag)) {
    const open = found.index + found[0].length - 1;
    const close = tag.indexOf(found[1] ?? "", open + 1);
    if (close === -1 || /<[/a-z]/i.test(tag.slice(open, close))) return open;
    opening.lastIndex = close + 1;
  }
  return -1;
}

/** Where the mistake begins, rather than where the tokenizer noticed it. */
function startOf({ code, startOffset: at }: ParserError, html: string, tagStart: number): number {
  switch (code) {
    case "eof-in-tag":
      return tagStart;
    case "invalid-first-character-of-tag-name":
    case "eof-before-tag-name":
    case "missing-end-tag-name":
    case "unexpected-question-mark-instead-of-tag-name":
    case "cdata-in-html-content":
    case "incorrectly-opened-comment":
    case "end-tag-with-attributes":
      return html.lastIndexOf("<", at);
    case "eof-in-comment":
      return html.lastIndexOf("<!--");
    default:
      return at;
  }
}
