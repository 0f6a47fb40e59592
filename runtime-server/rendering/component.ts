/** Which values are components. */
import type { Component } from "./contract.ts";

const components = new WeakSet<object>();

/** Marks what is a component from now on. */
export function markComponent<C extends Component>(component: C): C {
  components.add(component);
  return component;
}

/** True for what `defineComponent` made. */
export function isComponent(value: unknown): value is Component {
  return typeof value === "object" && value !== null && components.has(value);
}
