/** Payloads as a log may show them. */

const secretName = /password|passwd|token|secret|authorization|cookie|csrf|card|cvc/i;
const LONGEST_TEXT = 100;
const MOST_NAMES = 20;

/** A copy for logs: secrets by name are hidden, long texts cut, depth and width bounded. */
export function redact(value: unknown, depth = 3): unknown {
  if (typeof value === "string")
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}… (${value.length} characters)` : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value)) return value.slice(0, MOST_NAMES).map((item) => redact(item, depth - 1));
  const shown = Object.entries(value).slice(0, MOST_NAMES);
  return Object.fromEntries(shown.map(([name, item]) => [name, secretName.test(name) ? "[redacted]" : redact(item, depth - 1)]));
}
