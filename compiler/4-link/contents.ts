/** Contents: what a component is handed must have a slot to go to. */
import { type Diagnostic, wordsOf } from "../diagnostics.ts";
import { type Outlines, targetOf } from "./expand.ts";
import type { Outline, OutlineNode, OutlineUse } from "./outline.ts";

/** Contents for slots that the component's template does not have, in some templates. */
export function checkContents(outlines: Outlines, files: Iterable<string>): readonly Diagnostic[] {
  const slots = new Slots();
  return [...files].flatMap((file) => {
    const outline = outlines.get(file);
    if (outline === undefined || outline.modules.length === 0) return [];
    return usesIn(outline.roots).flatMap((use) => {
      const target = outlines.get(targetOf(use, file) ?? "");
      return target === undefined ? [] : lostContents(use, slots.of(target)).map((name) => lost(file, use, name, slots.of(target)));
    });
  });
}

/** The slots of templates, found once for each. */
class Slots {
  readonly #known = new Map<Outline, ReadonlySet<string>>();

  of(outline: Outline): ReadonlySet<string> {
    const known = this.#known.get(outline) ?? new Set(nodesIn(outline.roots).flatMap((node) => (node.kind === "outlet" ? node.name : [])));
    this.#known.set(outline, known);
    return known;
  }
}

function lostContents({ contents }: OutlineUse, slots: ReadonlySet<string>): readonly string[] {
  return Object.keys(contents).filter((name) => !slots.has(name));
}

function lost(file: string, use: OutlineUse, name: string, slots: ReadonlySet<string>): Diagnostic {
  const [start, end, line, column] = use.at;
  const tag = name === "default" ? "<slot/>" : `<slot name="${name}"/>`;
  const named = [...slots].filter((slot) => slot !== "default");
  const fix =
    named.length === 0 || name !== "default"
      ? `Put a ${tag} into its template, or move the content out of the tag.`
      : `Put a <slot/> into its template, or name one it has: <template slot="${named[0]}">.`;
  const words = wordsOf("LC3015", { component: `<${use.name}>`, slot: tag, fix });
  return { ...words, file, span: { start, end }, line, column };
}

function usesIn(nodes: readonly OutlineNode[]): readonly OutlineUse[] {
  return nodesIn(nodes).flatMap((node) => (node.kind === "use" ? node : []));
}

/** These nodes and all inside them, with what components are handed. */
function nodesIn(nodes: readonly OutlineNode[]): readonly OutlineNode[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case "text":
        return node;
      case "use":
        return [node, ...Object.values(node.contents).flatMap(nodesIn)];
      default:
        return [node, ...nodesIn(node.children)];
    }
  });
}
