/** The live layout of a view: a template around its own, inside its container. */
import type { Template } from "../rendering/contract.ts";
import { inLayout } from "../rendering/live-layout.ts";
import type { View } from "./define.ts";

const views = new WeakMap<View, WeakMap<Template, View>>();

/** `view` in a layout that it is given where it is routed; one of its own wins. The same view for the same pair. */
export function laidOut(view: View, layout: Template | undefined): View {
  if (layout === undefined || view.layout !== undefined) return view;
  return withLayout(view, layout);
}

/** `view` in this layout, whatever it had. */
export function withLayout(view: View, layout: Template): View {
  let byLayout = views.get(view);
  if (byLayout === undefined) {
    byLayout = new WeakMap();
    views.set(view, byLayout);
  }
  const known = byLayout.get(layout);
  if (known !== undefined) return known;
  // Whatever else the view is, also once it was replaced in development.
  const made: View = Object.create(view, {
    layout: { value: layout, enumerable: true },
    template: { get: () => inLayout(view.bare, layout), enumerable: true },
  });
  byLayout.set(layout, made);
  return made;
}
