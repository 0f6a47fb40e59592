/** Live layouts: a template around a view's own, both rendered with the view's assigns. */
import type { Template } from "./contract.ts";
import { block, component } from "./slot.ts";
import { template } from "./template.ts";

/** Templates in their layouts, by layout: one for each pair, for as long as both are there. */
const laidOut = new WeakMap<Template, WeakMap<Template, Template>>();
const parts = new WeakMap<Template, readonly Template[]>();

/**
 * What `<Layout {...assigns}><Inner {...assigns} /></Layout>` would be. The same template for the same pair, so that
 * its statics are the same file.
 */
export function inLayout(inner: Template, layout: Template): Template {
  let byInner = laidOut.get(layout);
  if (byInner === undefined) {
    byInner = new WeakMap();
    laidOut.set(layout, byInner);
  }
  const known = byInner.get(inner);
  if (known !== undefined) return known;
  // No content is static here, so the blocks of all pairs are alike.
  const root = block("live-layout", ["", ""], [component([0])]);
  const content = block("live-layout", ["", ""], [component([0])]);
  const made: Template = template<object, object>({
    name: inner.name,
    reads: [""],
    blocks: [root, content],
    components: () => [layout, inner],
    render(r, assigns) {
      const fill = (): void => {
        if (r.stale(0)) r.component(0, inner, assigns);
      };
      if (r.stale(0)) r.component(0, layout, assigns, { default: [content, fill] } as never);
    },
  });
  byInner.set(inner, made);
  parts.set(made, [layout, inner]);
  return made;
}

/** The templates that are given a view's assigns: its own, and the layout's around it. */
export function readersOf(template: Template): readonly Template[] {
  return parts.get(template) ?? [template];
}
