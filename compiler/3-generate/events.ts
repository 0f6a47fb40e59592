/** The type of a template's events: the names its markup binds, and what the markup sends along. */
import type { Analysis, EventUses } from "../2-analyse/analyse.ts";
import type { PayloadTypes } from "../2-analyse/bindings.ts";
import { MAX_COLUMNS, propertyKey } from "./literals.ts";
import { columns, type Line } from "./segments.ts";

/** `export type Events = { toggle: { id?: string } } & livec.EventsOf<typeof Badge>;` */
export function eventsType(type: string, livec: string, analysis: Analysis, file: string): readonly Line[] {
  const own = entries(analysis.events);
  const children = analysis.components
    .filter((component) => !isSelf(analysis.script.imports.get(component), file))
    .map((component) => ` & ${livec}.EventsOf<typeof ${component}>`)
    .join("");
  if (own.length === 0) return [[`export type ${type} = {}${children};`]];
  const line: Line = [`export type ${type} = `, ...record(own), `${children};`];
  if (columns(line) <= MAX_COLUMNS) return [line];
  return [[`export type ${type} = {`], ...own.map((entry): Line => ["  ", ...entry, ";"]), [`}${children};`]];
}

/** `export type BuiltIns = livec.BuiltIn<Assigns, { id: livec.ComponentId; myself: livec.Myself<{ save: { title?: string } }> }>;` */
export function builtInsType(type: string, livec: string, { builtIns, aimedEvents }: Analysis): readonly Line[] {
  const members = builtIns.map((name): Line => {
    if (name !== "myself") return [`${name}: ${livec}.ComponentId`];
    return aimedEvents.size === 0 ? [`myself: ${livec}.Myself`] : [`myself: ${livec}.Myself<`, ...record(entries(aimedEvents)), ">"];
  });
  return [[`export type ${type} = ${livec}.BuiltIn<Assigns, `, ...record(members), ">;"]];
}

/** `save: { title?: string }`, for each event. */
function entries(events: EventUses): readonly Line[] {
  return [...events].map(([name, { payload, span }]): Line => [{ code: propertyKey(name), ...span }, `: ${payloadType(payload)}`]);
}

function record(members: readonly Line[]): Line {
  return ["{ ", ...members.flatMap((member, index) => (index === 0 ? member : ["; ", ...member])), " }"];
}

function payloadType(payload: PayloadTypes): string {
  if (payload.size === 0) return "{}";
  return `{ ${[...payload].map(([key, type]) => `${propertyKey(key)}?: ${type}`).join("; ")} }`;
}

/** True for a template that imports itself: its type would contain itself. */
function isSelf(source: string | undefined, file: string): boolean {
  return source === `./${file.replace(/\.html$/, ".js")}` || source === `./${file.replace(/\.html$/, ".ts")}`;
}
