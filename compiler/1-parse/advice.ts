/** What to do about code that does not parse. */

/** The reason where something is missing at the end. */
export const ENDS_EARLY = "it ends too early";

/** What to do about an expression that does not parse, where that is known. */
export function expressionFix(code: string, reason: string): string {
  const statement = /^(?:if|for|while|switch|const|let|var|return|function|throw|try)\b/.exec(code)?.[0];
  if (statement === "if" || statement === "switch")
    return "Braces hold an expression. For a condition, write :if={…} on an element, or a ? b : c.";
  if (statement === "for" || statement === "while")
    return "Braces hold an expression. For a list, write :for={item of list} on an element.";
  if (statement !== undefined) return "Braces hold an expression. Declare what it needs in the script, or in the view.";
  return reason.startsWith("unterminated string") ? "Close the string." : "";
}

/** The header of a `:for` as it was probably meant. */
export function forFix(header: string): string {
  const parts = /^\s*(?:const |let |var )?\s*\(?\s*([\w$]+)\s*(?:,\s*([\w$]+))?[^)]*?\)?\s+of\s+([\w$.]{1,60})\s*$/.exec(header);
  const only = /^\s*([\w$.]{1,60})\s*$/.exec(header)?.[1];
  if (parts !== null) {
    const [, item = "", index, list = ""] = parts;
    return `Write :for={${index === undefined ? item : `(${item}, ${index})`} of ${list}}.`;
  }
  return only === undefined ? "Write :for={item of list} or :for={(item, index) of list}." : `Write :for={item of ${only}}.`;
}
