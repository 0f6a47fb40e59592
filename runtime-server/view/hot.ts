/** Views and components that change while a program runs, for development. */
import { isComponent } from "../rendering/component.ts";
import type { Component } from "../rendering/contract.ts";
import { replaceable } from "../rendering/hot.ts";
import { isView, mountOf, renewMount, type View } from "./define.ts";
import { definitionOf, redefine } from "./define-component.ts";

/** Definitions of which a state that was made before cannot be kept. */
const renewed = new Set<object>();

/** The definitions replaced since the last call whose state must be made anew. */
export function takeRenewed(): ReadonlySet<object> {
  const taken = new Set(renewed);
  renewed.clear();
  return taken;
}

/** A state is what `mount` makes: it is kept as long as that reads the same, and the template is the same one. */
function renewView(known: View, made: View): void {
  if (known.template !== made.template || stateOf(known) !== stateOf(made)) renewed.add(known);
  renewMount(known, made);
}

function stateOf(view: View): string {
  return `${mountOf(view)} ${[...view.temporaryAssigns.keys()]} ${JSON.stringify(view.container)}`;
}

function renewComponent(known: Component, made: Component): void {
  const mount = (component: Component): string => String(definitionOf(component).callbacks.mount);
  if (known.template !== made.template || mount(known) !== mount(made)) renewed.add(known);
  redefine(known, made);
}

replaceable("view", isView, renewView);
replaceable("component", isComponent, renewComponent);
