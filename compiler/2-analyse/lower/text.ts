/** Runs of text. */
import type { Element } from "../../tree.ts";
import { valuesIn } from "../attributes.ts";
import type { Slot } from "../blocks.ts";
import { minimal } from "../reads.ts";
import type { Scope } from "../scope.ts";
import type { Run } from "../separators.ts";

export function textSlot(kind: "text" | "content", run: Run, scope: Scope): Slot {
  const values = valuesIn(run.values, scope);
  return { kind, parts: run.parts, values, reads: minimal(values.flatMap(({ reads }) => reads)) };
}

/** The run of a `<title>` between its `live-prefix` and `live-suffix`, which the client puts around later titles. */
export function withAffixes(run: Run, { name, attributes }: Element, prefix: string): Run {
  if (name !== "title") return run;
  const affix = (which: string): string => {
    const attribute = attributes.find((each) => each.kind === "attribute" && each.name === `${prefix}${which}`);
    return attribute?.kind === "attribute" && typeof attribute.value === "string" ? attribute.value : "";
  };
  const [before = "", ...rest] = run.parts;
  const after = rest.pop() ?? "";
  return { ...run, parts: [affix("prefix") + before, ...rest, after + affix("suffix")] };
}
