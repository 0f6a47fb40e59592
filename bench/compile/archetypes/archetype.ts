/** What the components of the bench are made from. */
import { type Component, h, type Markup } from "../markup.ts";
import type { Vary } from "../vary.ts";

/** A component as apps have it, with what may be different in it. */
export type Archetype = (vary: Vary) => Omit<Component, "name">;

export const NONE = { imports: [], types: {}, helpers: [] } as const;

export const button = (label: string, event: string, more: Parameters<typeof h>[1] = {}): Markup =>
  h("button", { type: "button", class: "button", "live-click": event, ...more }, label);
