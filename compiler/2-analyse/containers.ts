/** Containers: elements with a bare `live-target`, which events aim at by their ids. */
import type { Attribute, Child, Element } from "../tree.ts";

/** Where an element says that it is a container, and its id, where one is written out. */
export function containerOf(
  { attributes }: Element,
  prefix: string,
): { readonly target: Attribute; readonly id: string | undefined } | undefined {
  const written = attributes.filter((attribute) => attribute.kind === "attribute");
  const target = written.find(({ name, value }) => name === `${prefix}target` && value === true);
  const id = written.find(({ name }) => name === "id")?.value;
  return target && { target, id: typeof id === "string" && id !== "" ? id : undefined };
}

/** The selectors of all containers: `#results`. */
export function containersIn(children: readonly Child[], prefix: string): readonly string[] {
  return children.flatMap((child): readonly string[] => {
    switch (child.kind) {
      case "element": {
        const { id } = containerOf(child, prefix) ?? {};
        return [...(id === undefined ? [] : [`#${id}`]), ...containersIn(child.children, prefix)];
      }
      case "if":
        return child.branches.flatMap((branch) => containersIn(branch.children, prefix));
      case "component":
        return child.fills.flatMap((fill) => containersIn(fill.children, prefix));
      case "for":
      case "outlet":
        return containersIn(child.children, prefix);
      default:
        return [];
    }
  });
}
