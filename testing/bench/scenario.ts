/** Scenarios: what somebody does to a page, step by step, to be measured. */
import type { App } from "../../runtime-server/app/app.ts";
import type { View } from "../../runtime-server/view/define.ts";
import type { IsolatedOptions } from "../live.ts";
import { type AnyView, TestView } from "../view.ts";

/** What a step may cost at most. Bytes are raw: what is compressed depends on what came before. */
export interface Budget {
  /** Bytes of frames from the server to the page. */
  readonly maxBytes?: number;
  /** Bytes of frames from the page to the server. */
  readonly maxBytesUp?: number;
  /** Frames from the server to the page. */
  readonly maxFrames?: number;
  /** Slots evaluated. */
  readonly maxSlots?: number;
  /** Expressions evaluated. */
  readonly maxEvaluated?: number;
  /** Rows of lists compared. */
  readonly maxRows?: number;
}

/** What a page may cost before anything is done to it. */
export interface PageBudget {
  /** Bytes of the page's first HTML. */
  readonly maxFirstHtml?: number;
  /** Bytes of the server's frames when its view joins. */
  readonly maxJoin?: number;
  /** Bytes of its statics. */
  readonly maxStatics?: number;
}

export interface ScenarioOptions extends Omit<IsolatedOptions, "app"> {
  /** The app that the page is of, made anew for each run; by default one with this view alone. `path` says where. */
  readonly app?: () => App;
  readonly budget?: PageBudget;
}

/** What a script does: everything that tests do, in steps. */
export class ScenarioPage<V extends AnyView = View> extends TestView<V> {
  #measure: ((name: string, action: () => unknown, budget: Budget) => Promise<void>) | undefined;

  /** Told by who runs the scenario. */
  set measure(measure: (name: string, action: () => unknown, budget: Budget) => Promise<void>) {
    this.#measure = measure;
  }

  /**
   * Does something, and measures what it costs until the page is at rest. What is done between steps is not measured.
   *
   * @example
   * await page.step("toggle one", () => page.click("#t50"), { maxBytes: 40 });
   */
  async step(name: string, action: () => unknown, budget: Budget = {}): Promise<void> {
    await this.#measure?.(name, action, budget);
  }
}

export interface Scenario {
  readonly name: string;
  readonly view: AnyView;
  readonly options: ScenarioOptions;
  run(page: ScenarioPage<never>): unknown;
}

/** What tells a scenario from whatever else a module exports. */
const scenarios = new WeakSet<object>();

/**
 * A scenario of `livec bench`, in a file that ends in `.bench.ts` and exports it: one as the default, or several.
 *
 * @example
 * export default scenario("todo list", Todos, async (page) => {
 *   await page.step("toggle one", () => page.click("#t50"), { maxBytes: 40 });
 * });
 */
export function scenario<V extends AnyView>(
  name: string,
  view: V,
  script: (page: ScenarioPage<V>) => unknown,
  options: ScenarioOptions = {},
): Scenario {
  if (name.trim() === "") throw new TypeError("scenario: a scenario needs a name.");
  if (typeof script !== "function") throw new TypeError(`scenario ${JSON.stringify(name)}: the third argument is its script, a function.`);
  const made: Scenario = { name, view, options, run: (page) => script(page as unknown as ScenarioPage<V>) };
  scenarios.add(made);
  return made;
}

export function isScenario(value: unknown): value is Scenario {
  return typeof value === "object" && value !== null && scenarios.has(value);
}
