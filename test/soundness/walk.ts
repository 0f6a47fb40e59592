/**
 * Soundness of change tracking, one program at a time: whatever walk its states take, an update ends where a fresh
 * render would have.
 */
import type { ClientBlock } from "../../protocol/slots.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import type { Template } from "../../runtime-server/template.ts";
import { type Edit, loadTemplate } from "../load-template.ts";
import { ValueModel } from "../value-model.ts";
import { Boxed, boxOf } from "./boxes.ts";
import { program, scripts } from "./generate.ts";
import { type Program, print, smallerPrograms } from "./markup.ts";
import { Random } from "./random.ts";
import { change, closer, make, pageShape } from "./shape.ts";

export interface State {
  readonly [name: string]: unknown;
  /** Which of the boxes changes by itself before this state is rendered. */
  readonly poke?: number | undefined;
}

/** A slot that an update left as it was, though a fresh render has another value there. */
export interface Stale {
  readonly program: Program;
  /** As few as show it: the last is where it shows. */
  readonly states: readonly State[];
  readonly updated: string;
  readonly fresh: string;
}

export interface Walked {
  /** Updates that were compared with a fresh render. */
  readonly runs: number;
  readonly stale: Stale | undefined;
}

/** Some steps change several things at once. */
const MOST_CHANGES = 3;

/**
 * Walks the program of a seed through `length` states. `edit` changes the generated module of the page, to see that it
 * is noticed.
 */
export function walk(seed: number, length: number, edit?: Edit): Walked {
  const source = program(seed);
  const template = load(source, edit);
  const words = wordsOf(source);
  const random = new Random(seed ^ 0x5eed);
  let state = make(pageShape, random) as State;
  const states = [state];
  let followed = follow(template, state);
  let runs = 0;
  while (states.length <= length) {
    state = random.chance(0.03) ? (make(pageShape, random) as State) : next(state, random, words);
    state = { ...state, poke: random.chance(0.4) ? random.below(6) : undefined };
    states.push(state);
    // What a template throws on, its types would have refused: there is nothing to compare, and a rendering that threw
    // is dropped.
    const difference = followed === undefined ? "threw" : followed.update(state);
    if (difference !== "threw") runs++;
    if (typeof difference === "object")
      return { runs, stale: edit === undefined ? shrink(source, states, difference) : { program: source, states, ...difference } };
    if (difference === "threw") followed = follow(template, state);
  }
  return { runs, stale: undefined };
}

/** Mostly of what the program reads: other changes only show that nothing happens. */
export function next(state: State, random: Random, words: ReadonlySet<string>): State {
  const among = random.chance(0.1) ? NOTHING : words;
  return random.many(1, MOST_CHANGES, () => 0).reduce<State>((current) => change(pageShape, current, random, among) as State, state);
}

const NOTHING: ReadonlySet<string> = new Set();

export function wordsOf(program: Program): ReadonlySet<string> {
  return new Set(Object.values(program).flatMap((markup: Program["page"]) => print(markup).match(/\w+/g) ?? []));
}

/** Called with the number of a value whenever that is evaluated. */
export type Tick = (value: number, result: unknown) => unknown;

/** The template of a program. Throws what does not compile. */
export function load({ page, outer, inner, box }: Program, edit?: Edit, tick: Tick = (_, value) => value): Template<State> {
  const told = { "./tick.js": tick };
  const Inner = loadTemplate(scripts.inner + print(inner), told, "inner.live.html");
  const parts = {
    ...told,
    "./inner.live.js": Inner,
    "./box.js": boxOf(loadTemplate(scripts.box + print(box), { ...told, "./inner.live.js": Inner }, "box.live.html")),
  };
  const modules = { ...parts, "./outer.live.js": loadTemplate(scripts.outer + print(outer), parts, "outer.live.html") };
  return loadTemplate<State>(scripts.page + print(page), modules, "page.live.html", edit);
}

export function attempt(template: Template<State>, state: State, own: Map<unknown, number>): Boxed<State> | undefined {
  const boxed = new Boxed(template, own);
  try {
    boxed.rendering.mount(state);
    return boxed;
  } catch {
    return undefined;
  }
}

type Difference = Pick<Stale, "updated" | "fresh">;

/** A rendering that is kept through a walk, and a client's values that follow its diffs. */
class Followed {
  readonly #template: Template<State>;
  readonly #boxed: Boxed<State>;
  readonly #own: Map<unknown, number>;
  readonly #client: ValueModel;

  constructor(template: Template<State>, boxed: Boxed<State>, own: Map<unknown, number>) {
    this.#template = template;
    this.#boxed = boxed;
    this.#own = own;
    this.#client = new ValueModel(JSON.parse(staticsOf(template).json) as readonly ClientBlock[], wire(boxed.rendering.values()));
  }

  /** What differs from a fresh render of the state: HTML, the server's values, the client's values. */
  update(state: State): Difference | "threw" | undefined {
    const { rendering } = this.#boxed;
    if (state.poke !== undefined) this.#boxed.poke(state.poke);
    const fresh = attempt(this.#template, state, this.#own)?.rendering;
    if (fresh === undefined) return "threw";
    let patch: ReturnType<typeof rendering.update>;
    try {
      patch = rendering.update(state);
    } catch (error) {
      // That an id is given twice is nothing an update may find alone.
      const { message } = error as Error;
      return message.startsWith("Two ") ? { updated: message, fresh: fresh.html() } : "threw";
    }
    if (patch !== undefined) this.#client.apply(wire(patch));
    return (
      compare(rendering.html(), fresh.html()) ??
      compare(canonical(rendering.values()), canonical(fresh.values())) ??
      (patch === undefined ? undefined : compare(canonical(this.#client.values()), canonical(fresh.values())))
    );
  }
}

function follow(template: Template<State>, state: State): Followed | undefined {
  const own = new Map<unknown, number>();
  const boxed = attempt(template, state, own);
  return boxed === undefined ? undefined : new Followed(template, boxed, own);
}

function compare(updated: string, fresh: string): Difference | undefined {
  return updated === fresh ? undefined : { updated, fresh };
}

/** As JSON. A browser does not care for the order of attributes, and another rendering counts its components anew. */
function canonical(values: unknown): string {
  return JSON.stringify(values, (_key, value: unknown) => {
    if (Array.isArray(value)) return value[0] < 0 ? value.slice(1) : value;
    return typeof value === "object" && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;
  });
}

/** What arrives at the other end. */
export function wire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** The difference at the last of some states, if it shows there. */
function difference(program: Program, states: readonly State[]): Difference | undefined {
  try {
    const template = load(program);
    const [first, ...rest] = states as [State, ...State[]];
    const followed = follow(template, first);
    let found: Difference | "threw" | undefined;
    for (const state of rest) {
      if (followed === undefined || found === "threw") return undefined;
      found = followed.update(state);
    }
    return typeof found === "object" ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Greedy: takes the first smaller case that still fails, until none does. */
function shrink(program: Program, walked: readonly State[], found: Difference): Stale {
  let best: Stale = { program, states: walked, ...found };
  for (let tries = 0, again = true; again && tries < MOST_TRIES; ) {
    again = false;
    for (const { program, states } of smallerCases(best)) {
      if (++tries > MOST_TRIES) break;
      const found = difference(program, states);
      if (found === undefined) continue;
      best = { program, states, ...found };
      again = true;
      break;
    }
  }
  return best;
}

const MOST_TRIES = 4_000;

function* smallerCases({ program, states }: Stale): Generator<{ program: Program; states: readonly State[] }> {
  const last = states.length - 1;
  if (states.length > 2) {
    yield { program, states: states.slice(last - 1) };
    for (let at = last - 1; at >= 0; at--) yield { program, states: states.toSpliced(at, 1) };
  }
  for (const less of smallerPrograms(program)) yield { program: less, states };
  for (const part of closer(pageShape, states[last], states[last - 1])) yield { program, states: states.with(last, part as State) };
}

/** For people: the templates and the states, without what plays no part. */
export function describe({ program, states, updated, fresh }: Stale): string {
  const sources = Object.entries(program).flatMap(([name, markup]) => (markup.length === 0 ? [] : [`${name}.live.html: ${print(markup)}`]));
  const words = wordsOf(program);
  const used = Object.keys(states[0] ?? {}).filter((name) => words.has(name) || words.has("assigns"));
  const shown = states.map((state, index) => `state ${index}: { ${used.map((name) => `${name}: ${inspect(state[name])}`).join(", ")} }`);
  return ["A slot went stale.", ...sources, ...shown, `updated: ${updated}`, `fresh:   ${fresh}`].join("\n");
}

function inspect(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Map || part instanceof Set ? { [part.constructor.name]: [...part] } : part === undefined ? "(undefined)" : part,
  );
}
