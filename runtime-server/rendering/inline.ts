/** Inline templates: the tag that stands for a template where its text stands. */
import { hash } from "node:crypto";
import type { Template } from "./contract.ts";

/**
 * Makes the tag that a generated module exports: called with the text that the module was made of, it answers the
 * template.
 *
 * @param module file name of the generated module
 * @param fingerprint of that text
 */
export function inline<T extends Template<never, object, object, never>>(
  template: T,
  module: string,
  fingerprint: string,
): (text: TemplateStringsArray) => T {
  return ({ 0: text = "", length }) => {
    if (length === 1 && hash("sha256", text, "base64url").startsWith(fingerprint)) return template;
    throw new Error(
      `The inline template "${shortened(text)}" is not the one ${module} was made of: run \`livec build\`, and call the tag in its own file.`,
    );
  };
}

/** Characters of a text shown in a message. */
const MAX_SHOWN = 40;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_SHOWN ? line : `${line.slice(0, MAX_SHOWN)}…`;
}
