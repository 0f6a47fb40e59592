/** The statics of the views that an app shows, each under a URL that its content names. */

import type { Template } from "../../rendering/contract.ts";
import type { Viewable } from "../../rendering/nested-view.ts";
import { staticsOf, uses } from "../../rendering/table.ts";

export class Statics {
  readonly #path: string;
  readonly #views = new Set<Viewable>();
  /** JSON by the hash that names it. */
  readonly #json = new Map<string, string>();

  /** `path` is where the app serves what the client needs. */
  constructor(path: string) {
    this.#path = path;
  }

  /** From now on its statics can be fetched. */
  publish(view: Viewable): void {
    this.#views.add(view);
    this.#nameOf(view);
  }

  /** A template was replaced: the statics are those of the templates as they are now. */
  refresh(): void {
    this.#json.clear();
    for (const view of this.#views) this.publish(view);
  }

  /** Whether a view shows this template. */
  show(template: Template): boolean {
    return [...this.#views].some((view) => uses(view.template, template));
  }

  /** Where they are fetched, from now on: `mount` may have put the view into a layout that no route names. */
  urlOf(view: Viewable): string {
    return `${this.#path}/s/${this.#nameOf(view)}.json`;
  }

  /** The chunks of the client that a view needs. */
  chunksOf({ template }: Viewable): readonly string[] {
    return staticsOf(template).chunks;
  }

  #nameOf({ template }: Viewable): string {
    const { name, json } = staticsOf(template);
    if (!this.#json.has(name)) this.#json.set(name, json);
    return name;
  }

  /** The statics of that name, as JSON. */
  get(name: string): string | undefined {
    return this.#json.get(name);
  }
}
