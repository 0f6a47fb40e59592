/** What texts look like: addresses, URLs, patterns. Each takes time in proportion to the text. */
import { LivecError } from "../../base/errors.ts";

/** The longest address that mail can be sent to. */
const LONGEST_ADDRESS = 254;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
/** That of `<input type="email">`, with a dot in the host's name. */
const ADDRESS = new RegExp(`^[\\w.!#$%&'*+/=?^\`{|}~-]+@${LABEL}(?:\\.${LABEL})+$`, "i");

export function isEmail(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && ADDRESS.test(text);
}

export function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]\S*$/i.test(text) && URL.canParse(text);
}

/** The RegExp that a rule `pattern` stands for. Throws `bad-option` where it is none. */
export function patternOf(pattern: string | RegExp, field: string): RegExp {
  // With one of these flags, a RegExp goes on where it stopped the last time.
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  try {
    return new RegExp(`^(?:${pattern})$`, "u");
  } catch (cause) {
    throw new LivecError("bad-option", `The pattern of the field "${field}" is not a regular expression: ${String(cause)}`, { cause });
  }
}
