/** A walk of states through one template: what a page and its diffs are, and what a fresh render of each state is. */
import type { Diff } from "../../protocol/wire.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import type { Template } from "../../runtime-server/template.ts";
import { loadTemplate } from "../load-template.ts";
import type { Walk } from "./harness.ts";
import type { State } from "./random-state.ts";
import type { TemplatePair } from "./random-template.ts";

export function loadPair({ page, part }: TemplatePair): Template<State> {
  return loadTemplate<State>(page, { "./part.live.js": loadTemplate(part, {}, "part.live.html") }, "page.live.html");
}

/** Renders a state anew. */
export function fresh<A extends object>(template: Template<A>, state: A): Rendering<A> {
  const rendering = new Rendering(template);
  rendering.mount(state);
  return rendering;
}

/** What arrives at the other end. */
export function wire<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

export function walkOf(template: Template<State>, walk: readonly State[]): Walk {
  const [first, ...rest] = walk as readonly [State, ...State[]];
  const rendering = fresh(template, first);
  return {
    blocks: JSON.parse(staticsOf(template).json),
    html: rendering.html(),
    skeleton: rendering.skeleton(),
    values: wire([rendering.values()]) as unknown as Diff,
    steps: rest.map((state) => ({ diff: wire(rendering.update(state) ?? null), html: fresh(template, state).html() })),
  };
}
