/**
 * Precision of change tracking: slots evaluated for an event, over slots of which an input changed. Each value of a run
 * with several counts as one.
 *
 * Evaluated is counted by a renderer that says so. Whether an input changed is told by another way: the page is
 * rendered anew before and after, and what each slot looked at (`inputs.ts`) is compared. A slot that holds others also
 * counts as changed where one of them did: its test, list or props stand before them.
 */
import type { MountSocket, Socket } from "livec/server";
import type { Template } from "../../runtime-server/rendering/contract.ts";
import { Templates } from "./gallery.ts";
import { Inputs, sameFacts } from "./inputs.ts";
import type { Scenario, Step } from "./scenarios.ts";
import { SlotRenderer } from "./slot-renderer.ts";

export interface Measured {
  readonly page: string;
  readonly event: string;
  readonly evaluated: number;
  readonly changed: number;
  /** Without those that changed only because a slot inside did. */
  readonly changedThemselves: number;
  /** Evaluated though nothing changed: names of slots, with how many. */
  readonly needless: readonly string[];
  /** Changed, and not evaluated: stale. */
  readonly missed: readonly string[];
}

type State = { readonly [name: string]: unknown };
/** What each slot of a page looked at, by its place. */
type Looked = ReadonlyMap<string, readonly unknown[]>;

/** All events of a page, one after the other. */
export async function measure({ page, view, steps }: Scenario): Promise<readonly Measured[]> {
  const inputs = new Inputs();
  const templates = new Templates(inputs);
  const template = await templates.load(`views/${page}.live.html`);
  /** The last definition at a place: there is one at a time. */
  const names = new Map<string, string>();
  let evaluated = new Set<string>();
  const renderer = new SlotRenderer(template, {
    evaluates(place, block, slot, value) {
      const { name, hasExpressions } = templates.slot(block, slot, value);
      names.set(place, name);
      if (hasExpressions) evaluated.add(place);
    },
    passes() {},
  });
  const look = (state: State): Looked => lookedAt(template, state, inputs, templates, names);
  const visit = await Visit.start(view);
  const root = renderer.mount(template, visit.state);
  let before = look(visit.state);
  const measured: Measured[] = [];
  for (const step of steps) {
    await visit.handle(step);
    evaluated = new Set();
    renderer.update(root, visit.state);
    const after = look(visit.state);
    const themselves = new Set([...after].filter(([place, facts]) => isChanged(before.get(place), facts)).map(([place]) => place));
    const changed = new Set(
      [...after.keys()].filter((place) => themselves.has(place) || [...themselves].some((inner) => isInside(inner, place))),
    );
    measured.push({
      page,
      event: nameOf(step),
      evaluated: evaluated.size,
      changed: changed.size,
      changedThemselves: themselves.size,
      needless: counted(
        [...evaluated].filter((place) => !changed.has(place)),
        names,
      ),
      missed: counted(
        [...themselves].filter((place) => !evaluated.has(place)),
        names,
      ),
    });
    before = after;
  }
  return measured;
}

function lookedAt(template: Template, state: State, inputs: Inputs, templates: Templates, names: Map<string, string>): Looked {
  const looked = new Map<string, unknown[]>();
  const renderer = new SlotRenderer(template, {
    evaluates(place, block, slot, value) {
      const { name, hasExpressions } = templates.slot(block, slot, value);
      names.set(place, name);
      const facts: unknown[] = [];
      if (hasExpressions) looked.set(place, facts);
      inputs.listen(facts);
    },
    passes: () => inputs.listen(undefined),
  });
  renderer.mount(template, state);
  inputs.listen(undefined);
  return looked;
}

/** A slot that was not there before is new. */
function isChanged(before: readonly unknown[] | undefined, after: readonly unknown[]): boolean {
  return before === undefined || !sameFacts(before, after);
}

function isInside(place: string, outer: string): boolean {
  return place.length > outer.length && place.startsWith(outer) && "[:<".includes(place.charAt(outer.length));
}

function counted(places: readonly string[], names: ReadonlyMap<string, string>): readonly string[] {
  const counts = new Map<string, number>();
  for (const place of places) {
    const name = names.get(place) ?? place;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} × ${count}`));
}

function nameOf({ event, payload }: Step): string {
  const [value] = Object.values(payload);
  return typeof value === "string" && event !== "validateField" && event !== "submitForm" ? `${event} ${value}`.trim() : event;
}

/** A view's state without a connection: what handlers assign is what is rendered. */
class Visit {
  state: State;
  readonly #view: Scenario["view"];

  private constructor(view: Scenario["view"], state: State) {
    this.#view = view;
    this.state = state;
  }

  static async start(view: Scenario["view"]): Promise<Visit> {
    const socket = { sendInterval: () => () => {} };
    return new Visit(view, (await view.mount(socket as unknown as MountSocket, {}, {})) as State);
  }

  async handle({ event, payload }: Step): Promise<void> {
    const socket = this.#socket() as unknown as Socket<object>;
    if (event === "tick") {
      await this.#view.callbacks.handleInfo?.(socket, event);
      return;
    }
    const handler = this.#view.events.get(event);
    if (handler === undefined) throw new Error(`${this.#view.name} handles no event ${event}.`);
    await handler(socket, payload);
  }

  #socket(): object {
    const assign = (patch: object): void => {
      this.state = { ...this.state, ...patch };
    };
    const state = (): State => this.state;
    return {
      get assigns() {
        return state();
      },
      assign,
      update: (key: string, fn: (value: unknown) => unknown) => assign({ [key]: fn(this.state[key]) }),
      sendInterval: () => () => {},
    };
  }
}
