/**
 * Phase 2: what a template means. Names are resolved, contexts judged, reads found, and the markup is lowered to
 * blocks.
 */
import { BINDING_PREFIX, type ChunkName } from "../../protocol/bindings.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Child, Span, Template } from "../tree.ts";
import type { EventUse } from "./bindings.ts";
import type { Block } from "./blocks.ts";
import { lower } from "./lower/lower.ts";
import type { Source } from "./reads.ts";
import { COMPONENT_FACTS, type Context } from "./scope.ts";
import { type ScriptNames, scriptNames } from "./script.ts";

export interface Analysis {
  readonly root: Block;
  readonly script: ScriptNames;
  /** The source of the reads of the template's own inputs. */
  readonly assigns: Source;
  /** Assigns used by name, each with its first use, in that order. */
  readonly assignNames: ReadonlyMap<string, Span>;
  /** True where the whole object is used. */
  readonly usesAssigns: boolean;
  readonly localNames: ReadonlySet<string>;
  /** Events by name, each with its first use and the payload types of all uses. */
  readonly events: EventUses;
  /** Those aimed at `myself`. */
  readonly aimedEvents: EventUses;
  /** What it takes of the component it is written for, without declaring it. */
  readonly builtIns: readonly string[];
  /** Names used as tags: `Badge`, `Ui.Badge`. */
  readonly components: readonly string[];
  /** Names of its own slots. */
  readonly outlets: readonly string[];
  /** Chunks of the client that its bindings need. */
  readonly chunks: readonly ChunkName[];
}

export type EventUses = ReadonlyMap<string, Pick<EventUse, "span" | "payload">>;

export interface AnalyseOptions {
  /** Default `live-`. */
  readonly bindingPrefix?: string;
  /** Of an inline template. */
  readonly surroundings?: Surroundings;
}

/** Analyses a template; everything wrong with it is reported. */
export function analyse(template: Template, reporter: Reporter, options: AnalyseOptions = {}): Analysis {
  const { surroundings } = options;
  const script = scriptNames(template.script, surroundings?.types);
  if (script.defaultExport !== undefined) reporter.report("LC4005", script.defaultExport, {});
  const assigns: Source = { label: "" };
  const context: Context = {
    script,
    reporter,
    assigns,
    assignNames: new Map(),
    localNames: new Set(),
    usesAssigns: false,
    firstAssign: undefined,
    surroundings,
  };
  const { root, events, components, outlets, chunks } = lower(template, context, options.bindingPrefix ?? BINDING_PREFIX);
  if (context.firstAssign !== undefined) {
    const { name, span } = context.firstAssign;
    const members = [...context.assignNames.keys()].map((assign) => `${assign}: …`).join("; ");
    reporter.report("LC4001", span, { name, fix: missingAssigns(template, `{ ${members} }`, surroundings) });
  }
  return {
    root,
    script,
    assigns,
    assignNames: context.assignNames,
    usesAssigns: context.usesAssigns,
    localNames: context.localNames,
    events: mergeEvents(events.filter(({ aimed }) => !aimed)),
    aimedEvents: mergeEvents(events.filter(({ aimed }) => aimed)),
    builtIns: [...COMPONENT_FACTS].filter((name) => context.assignNames.has(name)),
    components,
    outlets,
    chunks,
  };
}

function missingAssigns({ children, script, file }: Template, members: string, surroundings: Surroundings | undefined): string {
  if (children.some(isMeantAsScript)) return 'The <script> that declares it is one for the browser: write <script lang="ts">.';
  if (surroundings === undefined || script !== undefined) return `<script lang="ts">export interface Assigns ${members}</script>`;
  return `In ${file.slice(file.lastIndexOf("/") + 1)}: export interface ${surroundings.typeNames.Assigns} ${members}`;
}

/** A script without `lang` that was meant as the template's own. */
function isMeantAsScript(child: Child): boolean {
  return (
    child.kind === "element" &&
    child.name === "script" &&
    child.children.some((text) => text.kind === "text" && /\bAssigns\b/.test(text.value))
  );
}

/** All uses of an event in one: a value that comes with two types may have either. */
function mergeEvents(uses: readonly EventUse[]): EventUses {
  const events = new Map<string, Pick<EventUse, "span" | "payload">>();
  for (const { name, span, payload } of uses) {
    const first = events.get(name);
    const merged = new Map<string, string>(first?.payload);
    for (const [key, type] of payload) {
      const known = merged.get(key);
      merged.set(key, known === undefined || known === type ? type : `${known} | ${type}`);
    }
    events.set(name, { span: first?.span ?? span, payload: merged });
  }
  return events;
}
