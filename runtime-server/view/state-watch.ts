/** For development: tells of state that was changed in place, at the next render. */
import type { Template } from "../rendering/contract.ts";
import { Snapshot, step } from "./in-place.ts";
import { namesRead } from "./socket.ts";

/** Paths that one view is told about. */
const MOST_REPORTS = 32;

export class StateWatch {
  readonly #template: Template;
  readonly #warn: (warning: string) => void;
  readonly #reported = new Set<string>();
  #last: Snapshot | undefined;

  constructor(template: Template, warn: (warning: string) => void) {
    this.#template = template;
    this.#warn = warn;
  }

  /** Compares what is to be rendered with what was rendered last, as far as it is the same data. */
  look(assigns: Readonly<Record<string, unknown>>): void {
    const now = new Snapshot();
    for (const name of this.#names(assigns)) now.add(assigns[name], step("assigns", name));
    for (const [object, key] of this.#last?.changes() ?? []) {
      const path = now.pathOf(object);
      if (path !== undefined) this.#report(step(path, key));
    }
    this.#last = now;
  }

  /** What the template does not read may be changed by whoever owns it. */
  #names(assigns: object): Iterable<string> {
    const { paths } = this.#template;
    return paths.some(([name = ""]) => name === "") ? Object.keys(assigns) : namesRead(this.#template);
  }

  #report(path: string): void {
    if (this.#reported.has(path) || this.#reported.size === MOST_REPORTS) return;
    this.#reported.add(path);
    this.#warn(`${path} was changed in place, which no render sees. Assign a new value, or change a draft: socket.update((draft) => …).`);
  }
}
