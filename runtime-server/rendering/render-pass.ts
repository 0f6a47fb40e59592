/**
 * A render pass: what one rendering of a template is made with, and what is done once the template itself is rendered.
 */
import type { Change } from "../../protocol/wire.ts";
import { type ComponentRunner, Components } from "./components.ts";
import type { Template } from "./contract.ts";
import type { Coroutine } from "./coroutine.ts";
import { Deferred } from "./deferred.ts";
import type { CsrfToken, Warn } from "./leaves.ts";
import { MountedComponent } from "./mounted-component.ts";
import { NestedViews, type ViewOpener } from "./nested-view.ts";
import { Places } from "./places.ts";
import type { Probe } from "./probe.ts";
import { RenderContext } from "./render-context.ts";
import { Renderer } from "./renderer.ts";
import { type Resident, residentOf } from "./resident.ts";
import { BlockTable } from "./table.ts";

/** Runs and keeps what has a life of its own inside a view. */
export type ResidentHost = ComponentRunner & ViewOpener;

export interface PassOptions {
  readonly warn: Warn;
  readonly host: ResidentHost;
  readonly forgets: boolean;
  readonly csrf: CsrfToken;
  readonly probe: Probe | undefined;
}

export class RenderPass {
  readonly table: BlockTable;
  readonly context: RenderContext;
  readonly renderer: Renderer;
  readonly components: Components;
  readonly views: NestedViews;
  readonly #places = new Places<Resident>(residentOf);
  readonly #deferred = new Deferred();
  #hasMoves = false;
  /** Components up to this number are on the page: of those that are there they were rendered before. */
  #shown = 0;

  /** With `shown`, a pass for a page that shows that one: residents keep what they are while all is rendered anew. */
  constructor(template: Template, { warn, host, forgets, csrf, probe }: PassOptions, shown?: RenderPass) {
    this.table = new BlockTable(template, shown?.table);
    this.components = new Components(host, shown?.components);
    this.views = new NestedViews(host, shown?.views);
    for (const resident of [...this.components, ...this.views]) this.#places.markForRemoval(resident);
    const { components, views } = this;
    const residents = { components, views, places: this.#places, embed: this.#deferred.embed };
    this.context = new RenderContext(this.table, residents, forgets, probe);
    this.renderer = new Renderer(template, this.context, warn, csrf);
  }

  /** True when a resident came to a place, or left one, in the last render. */
  get hasMoves(): boolean {
    return this.#hasMoves;
  }

  /** Renders components and opens views that are due. Answers the patches of components, each behind its number. */
  *settle(): Coroutine<readonly (number | Change)[]> {
    if (this.#places.empty) return [];
    const patches = yield* this.components.render((component) => this.renderer.renderComponent(component));
    yield* this.views.open();
    this.#hasMoves = this.#places.haveChanged;
    const gone = this.#places.settle();
    for (const resident of gone) {
      if (resident instanceof MountedComponent) this.components.remove(resident);
      else this.views.remove(resident);
    }
    const whole = this.#deferred.fill(this.table, (resident) => resident instanceof MountedComponent && resident.number <= this.#shown);
    this.#shown = this.components.last;
    return patches.flatMap(([component, patch]) => (gone.has(component) || whole.has(component) ? [] : [-component.number, patch]));
  }
}
