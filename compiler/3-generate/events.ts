/** The type of a template's events: the names its markup binds, and what the markup sends along. */
import type { Analysis, EventUses } from "../2-analyse/analyse.ts";
import type { PayloadTypes } from "../2-analyse/bindings.ts";
import { type Editor, specifierOf } from "./editor.ts";
import { MAX_COLUMNS, propertyKey, quote } from "./literals.ts";
import { columns, indented, type Line } from "./segments.ts";

/** The name under which a template tells others what it and the templates in it send. */
const SENT = "SentEvents";

/**
 * `export type Events = { toggle: { id?: string } } & livec.EventsOf<typeof Editor>;`, or with templates in it,
 * `livec.EventsIn<SentEvents>`.
 */
export function eventsType(type: string, livec: string, analysis: Analysis, file: string): readonly Line[] {
  if (templatesIn(analysis, file).length > 0) return [[`export type ${type} = ${livec}.EventsIn<${SENT}>;`]];
  return declaration(`export type ${type} = `, livec, analysis, ";");
}

/**
 * `export interface SentEvents { own: { toggle: { id?: string } }; children: [import("./badge.live.js").SentEvents] }`
 *
 * The members of an interface are looked at only when they are needed, so templates may contain each other.
 */
export function sentEvents(type: string, livec: string, analysis: Analysis, file: string, editor?: Editor): readonly Line[] {
  const templates = templatesIn(analysis, file).map((source) => `import(${quote(specifierOf(source, editor))}).${SENT}`);
  if (templates.length === 0) return [[`export interface ${SENT} { own: ${type}; children: [] }`]];
  const children = `children: [${templates.join(", ")}]`;
  const [only = [], ...more] = declaration(`export interface ${SENT} { own: `, livec, analysis, `; ${children} }`);
  if (more.length === 0) return [only];
  const own = declaration("own: ", livec, analysis, ";", "  ".length);
  return [[`export interface ${SENT} {`], ...indented([...own, [`${children};`]]), ["}"]];
}

/**
 * The events of the markup itself, and of components that are no templates: in one line where it fits in `indent`
 * columns from the left.
 */
function declaration(start: string, livec: string, analysis: Analysis, end: string, indent = 0): readonly Line[] {
  const own = entries(analysis.events);
  const others = analysis.components.filter((component) => templateModule(component, analysis) === undefined);
  const after = `${others.map((component) => ` & ${livec}.EventsOf<typeof ${component}>`).join("")}${end}`;
  if (own.length === 0) return [[`${start}{}${after}`]];
  const line: Line = [start, ...record(own), after];
  if (columns(line) + indent <= MAX_COLUMNS) return [line];
  return [[`${start}{`], ...own.map((entry): Line => ["  ", ...entry, ";"]), [`}${after}`]];
}

/** The modules of the other templates that one uses. */
function templatesIn(analysis: Analysis, file: string): readonly string[] {
  const modules = analysis.components.flatMap((component) => templateModule(component, analysis) ?? []);
  return [...new Set(modules)].filter((source) => !isSelf(source, file));
}

function templateModule(component: string, { script }: Analysis): string | undefined {
  const source = script.imports.get(component);
  return source !== undefined && /^\.{1,2}\/.*\.live\.[jt]s$/.test(source) ? source : undefined;
}

/**
 * `export type BuiltIns = livec.BuiltIn<Assigns, { id: livec.ComponentId; myself: livec.Myself<…> }>;`, with the events
 * that are aimed at the component in place of the dots: `{ save: { title?: string } }`.
 */
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

/** True for a template that imports itself, from its module: its type would contain itself. */
function isSelf(source: string, file: string): boolean {
  return source === `./${file.replace(/\.ts$/, ".js")}` || source === `./${file}`;
}
