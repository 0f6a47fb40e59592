/** Properties: attributes of elements that HTML reflects badly, so that the DOM property must be written as well. */

/** Elements by attribute. On any other element, a custom one included, the attribute is all there is. */
const elementsOf: { readonly [attribute: string]: readonly string[] } = {
  value: ["input"],
  checked: ["input"],
  indeterminate: ["input"],
  selected: ["option"],
  muted: ["audio", "video"],
  open: ["details", "dialog"],
};

/** The attributes of an HTML element whose property must follow them. */
export function propertiesOf(element: string): readonly string[] {
  return Object.keys(elementsOf).filter((attribute) => elementsOf[attribute]?.includes(element));
}
