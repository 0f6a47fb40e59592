/** `livec/template`: what generated modules import. */

export type { Renderer } from "./rendering/renderer.ts";
export { where } from "./rendering/rows.ts";
export type { SafeHtml } from "./rendering/safe-html.ts";
export { attr, block, branch, classes, content, html, list, prop, spread, style, text } from "./rendering/slot.ts";
export { type EventsOf, type Template, template } from "./rendering/template.ts";
