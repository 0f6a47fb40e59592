/** `livec/template`: what generated modules import. */

export type { BuiltIn, ComponentId, EventsOf, Myself, NoSlots, SlotWriter, Template } from "./rendering/contract.ts";
export type { EventsIn } from "./rendering/events.ts";
export { given, part } from "./rendering/flow.ts";
export { hot } from "./rendering/hot.ts";
export { inline } from "./rendering/inline.ts";
export { where } from "./rendering/items.ts";
export type { SafeHtml } from "./rendering/safe-html.ts";
export {
  append,
  attr,
  block,
  branch,
  classes,
  component,
  content,
  html,
  ignored,
  list,
  outlet,
  prepend,
  prop,
  spread,
  style,
  text,
  view,
} from "./rendering/slot.ts";
export { template } from "./rendering/template.ts";
