/** `livec/template`: what generated modules import. */

export type { ComponentId, Myself } from "./rendering/component.ts";
export type { EventsIn } from "./rendering/events.ts";
export { given, part } from "./rendering/flow.ts";
export { inline } from "./rendering/inline.ts";
export type { Renderer } from "./rendering/renderer.ts";
export { where } from "./rendering/rows.ts";
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
export { type BuiltIn, type EventsOf, type NoSlots, type Template, template } from "./rendering/template.ts";
