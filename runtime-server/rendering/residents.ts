/**
 * The residents of a rendering: its stateful components and nested views. Made when the first of them is shown, so that
 * a view without any pays nothing for them.
 */
import type { Change, Patch, Value } from "../../protocol/wire.ts";
import { type ComponentRunner, Components } from "./components.ts";
import type { Coroutine } from "./coroutine.ts";
import { Deferred } from "./deferred.ts";
import { MountedComponent } from "./mounted-component.ts";
import { NestedViews, type ViewOpener } from "./nested-view.ts";
import { Places } from "./places.ts";
import { type Resident, residentOf } from "./resident.ts";
import type { BlockTable } from "./table.ts";

/** Runs and keeps what has a life of its own inside a view. */
export type ResidentHost = ComponentRunner & ViewOpener;

export class Residents {
  readonly components: Components;
  readonly views: NestedViews;
  readonly places: Places<Resident> = new Places<Resident>(residentOf);
  readonly #deferred = new Deferred();
  #hasMoves = false;
  /** Components up to this number are on the page: of those that are there they were rendered before. */
  #shown = 0;

  /** With `shown`, for a page that shows those: residents keep what they are while all is rendered anew. */
  constructor(host: ResidentHost, shown?: Residents) {
    this.components = new Components(host, shown?.components);
    this.views = new NestedViews(host, shown?.views);
    for (const resident of [...this.components, ...this.views]) this.places.markForRemoval(resident);
  }

  /** Gives the values of a resident, which are filled in at the end of the render. */
  get embed(): (resident: Resident) => readonly Value[] {
    return this.#deferred.embed;
  }

  /** True when one of them came to a place, or left one, in the last render. */
  get hasMoves(): boolean {
    return this.#hasMoves;
  }

  /**
   * The template around them is rendered: renders components and opens views that are due. Answers the patches of
   * components, each behind its number.
   */
  *settle(table: BlockTable, render: (component: MountedComponent) => Patch | undefined): Coroutine<readonly (number | Change)[]> {
    const patches = yield* this.components.render(render);
    yield* this.views.open();
    this.#hasMoves = this.places.haveChanged;
    const gone = this.places.settle();
    for (const resident of gone) {
      if (resident instanceof MountedComponent) this.components.remove(resident);
      else this.views.remove(resident);
    }
    const whole = this.#deferred.fill(table, (resident) => resident instanceof MountedComponent && resident.number <= this.#shown);
    this.#shown = this.components.last;
    return patches.flatMap(([component, patch]) => (gone.has(component) || whole.has(component) ? [] : [-component.number, patch]));
  }
}
