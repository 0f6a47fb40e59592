/** Bindings: the `live-*` attributes a template may write, and the events they send. */

import { nearest } from "../../base/suggest.ts";
import { type Binding, bindingNames, bindings, type ChunkName, eventBindings } from "../../protocol/bindings.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Span, Spread } from "../tree.ts";

const EVENTS: ReadonlySet<string> = new Set(eventBindings);
const KNOWN: ReadonlySet<string> = new Set(bindingNames);
const MODEL = /^model(?:\.(?:lazy|trim|number|debounce-\d+))*$/;
const TYPES: ReadonlyMap<string, string> = new Map([
  ["int", "number"],
  ["float", "number"],
  ["bool", "boolean"],
  ["json", "unknown"],
]);

/** What the markup of one element sends along: names, and the TypeScript type of each. */
export type PayloadTypes = ReadonlyMap<string, string>;

/** An event name written out on an element. */
export interface EventUse {
  readonly name: string;
  /** Where the name is written. */
  readonly span: Span;
  readonly payload: PayloadTypes;
  /** Aimed at `myself`: it is for the component that the template is written for, and no other. */
  readonly aimed: boolean;
}

/** The name of a binding without prefix and without `:item_id`; `undefined` for other attributes. */
export function bindingName(attribute: string, prefix: string): string | undefined {
  return attribute.startsWith(prefix) ? attribute.slice(prefix.length).split(":", 1)[0] : undefined;
}

/** Reports attributes that look like bindings but are not. */
export function checkBindings(attributes: readonly (Attribute | Spread)[], prefix: string, reporter: Reporter): void {
  for (const attribute of attributes) {
    const name = attribute.kind === "attribute" ? bindingName(attribute.name, prefix) : undefined;
    if (attribute.kind !== "attribute" || name === undefined) continue;
    if (!isKnown(name)) {
      const near = nearest(name, KNOWN);
      reporter.report("LC4101", attribute.nameSpan, {
        name: attribute.name,
        fix: near === undefined ? "See the list of bindings in the documentation." : `Did you mean \`${prefix}${near}\`?`,
      });
    } else if (EVENTS.has(name) && !attribute.name.includes(":") && (attribute.value === true || attribute.value === "")) {
      reporter.report("LC4102", attribute.nameSpan, { name: attribute.name });
    } else if (EVENTS.has(name) && isFunction(attribute.value)) reporter.report("LC4103", attribute, { name: attribute.name });
  }
}

/** Commands in the expression of an attribute: `js.show(…)`. */
const COMMANDS = /\bjs\s*\./;

/** The chunks of the client that an element's bindings need. */
export function chunksOf(attributes: readonly (Attribute | Spread)[], prefix: string): readonly ChunkName[] {
  return attributes.flatMap((attribute) => {
    const name = attribute.kind === "attribute" ? bindingName(attribute.name, prefix) : undefined;
    const { chunk } = (bindings as Readonly<Record<string, Binding>>)[name ?? ""] ?? {};
    const commands = attribute.kind === "attribute" && COMMANDS.test(codeOf(attribute) ?? "") ? (["commands"] as const) : [];
    return chunk === undefined ? commands : [chunk, ...commands];
  });
}

function isFunction(value: Attribute["value"]): boolean {
  return typeof value === "object" && "code" in value && /^(?:Arrow)?FunctionExpression$/.test(value.ast.type);
}

/** True for a name that is a binding, without its prefix. */
export function isKnown(name: string): boolean {
  return KNOWN.has(name) || MODEL.test(name) || (name.startsWith("value-") && name.length > "value-".length);
}

/**
 * The events an element sends to the view or component it is written in. Where another target is written, it is known
 * at run time only.
 */
export function eventsOf(
  attributes: readonly (Attribute | Spread)[],
  prefix: string,
  containers: ReadonlySet<string> = new Set(),
): readonly EventUse[] {
  const written = attributes.filter((attribute) => attribute.kind === "attribute");
  const target = written.find((attribute) => attribute.name === `${prefix}target` && attribute.value !== true);
  const aimed = target !== undefined && !isOwn(target, containers);
  if (aimed && codeOf(target) !== "myself") return [];
  const shared = written.flatMap((attribute) => payloadEntry(attribute.name, `${prefix}value-`));
  return written.flatMap((attribute) => {
    const binding = attribute.name.startsWith(prefix) ? attribute.name.slice(prefix.length) : "";
    if (!EVENTS.has(binding) || typeof attribute.value !== "string" || attribute.value === "") return [];
    const own = written.flatMap(({ name }) => payloadEntry(name, `${prefix}${binding}:`));
    return [{ name: attribute.value, span: attribute.valueSpan ?? attribute, payload: new Map([...shared, ...own]), aimed }];
  });
}

/** True for a selector of containers of the template: what is in them belongs to whom the event belongs to anyway. */
function isOwn({ value }: Attribute, containers: ReadonlySet<string>): boolean {
  return typeof value === "string" && value.split(",").every((id) => containers.has(id.trim()));
}

function codeOf({ value }: Attribute): string | undefined {
  return typeof value === "object" && "code" in value ? value.code : undefined;
}

function payloadEntry(name: string, prefix: string): readonly (readonly [key: string, type: string])[] {
  if (!name.startsWith(prefix)) return [];
  const [key = "", suffix = ""] = name.slice(prefix.length).split(":");
  return key === "" ? [] : [[key, TYPES.get(suffix) ?? "string"]];
}
