/** What the names of tags and attributes in a template mean. */
import type { Attribute, Spread } from "../tree.ts";

/** `Badge`, `Ui.Badge`, `ui.Badge`; a name with a dash is a custom element. */
export function isComponentName(written: string): boolean {
  return /^[A-Z]/.test(written) || (written.includes(".") && !written.includes("-"));
}

/** The value of an attribute, where it is plain text. */
export function plainValue(attributes: readonly (Attribute | Spread)[], name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.kind === "attribute" && attribute.name === name);
  return found?.kind === "attribute" && typeof found.value === "string" ? found.value : undefined;
}
