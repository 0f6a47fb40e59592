/** The attributes of components, nested views and outlets. */
import type { Attribute, Spread } from "../../tree.ts";
import { expressionsOfProp, type Prop } from "../blocks.ts";
import type { Read } from "../reads.ts";
import type { Scope } from "../scope.ts";

export function propOf(prop: Attribute | Spread): Prop {
  const { start, end } = prop;
  return prop.kind === "spread"
    ? { name: undefined, nameSpan: prop, value: prop.expression, valueSpan: prop.expression, start, end }
    : { name: prop.name, nameSpan: prop.nameSpan, value: prop.value, valueSpan: prop.valueSpan ?? prop.nameSpan, start, end };
}

export function readsOfProps(props: readonly Prop[], scope: Scope): readonly Read[] {
  return props.flatMap((prop) => expressionsOfProp(prop).flatMap((expression) => scope.reads(expression)));
}
