/** The views inside a view: begun when their tag is first rendered, ended when it is not rendered any more. */
import type { NestedOptions, OpenView, ViewOpener } from "../../rendering/nested-view.ts";
import type { Desk, Feature } from "../feature.ts";
import type { Ending, LifeState, TerminateReason } from "../life.ts";
import type { Link } from "../link.ts";
import type { Redirect } from "../redirect.ts";

/** A view, as far as nesting needs to know it. */
export interface Nestable extends Pick<Desk, "name" | "log"> {
  readonly definition: object;
  readonly state: LifeState;
  /** True once a page exists, even while it is disconnected. */
  readonly onPage: boolean;
  mount(): Promise<Redirect | undefined>;
  park(): void;
  leave(redirect: Redirect): void;
  end(ending: Ending, error?: unknown): void;
}

/** Makes nested views, and knows how a page finds them. */
export interface Nest<V extends Nestable> {
  /**
   * A view in `parent`, not mounted yet; with a `link`, for a connection that is there already, in place of `former`.
   * Throws where there are too many views.
   */
  begin(parent: V, options: NestedOptions, link?: Link, former?: V): V;
  /** The container of a nested view, with what is in it. */
  html(view: V, options: NestedOptions): string;
  /** A parent crashed: the views in it live on, until it is mounted anew or too much time has passed. */
  orphan(parent: V, views: ReadonlyMap<string, V>): void;
}

/** Where a nested view is shown. After an error another one takes its place. */
interface Home<V> {
  view: V;
  readonly sticky: boolean;
  /** It went on with its page, to the view that came next. */
  isLeft: boolean;
}

export class NestedHost<V extends Nestable> implements ViewOpener, Feature {
  readonly #parent: V;
  readonly #nest: Nest<V> | undefined;
  readonly #homes = new Map<string, Home<V>>();
  /** Those of a crashed parent in whose place this one is. */
  readonly #orphans: Map<string, V>;

  constructor(parent: V, nest: Nest<V> | undefined, orphans: ReadonlyMap<string, V> = new Map()) {
    this.#parent = parent;
    this.#nest = nest;
    this.#orphans = new Map(orphans);
  }

  async open(options: NestedOptions): Promise<OpenView> {
    const { id, view } = options;
    const nest = this.#nest;
    if (nest === undefined) throw new TypeError(`${this.#parent.name} shows the nested view "${id}", and no app is there to run it.`);
    const orphan = this.#orphans.get(id);
    const isHeir = orphan !== undefined && orphan.definition === view && orphan.state !== "terminated";
    const home: Home<V> = { view: isHeir ? orphan : nest.begin(this.#parent, options), sticky: options.sticky === true, isLeft: false };
    if (isHeir) this.#orphans.delete(id);
    this.#homes.set(id, home);
    if (!isHeir) await this.#mount(home.view);
    return {
      html: (options) => nest.html(home.view, options),
      close: () => {
        if (!home.isLeft) home.view.end("remove");
        if (this.#homes.get(id) === home) this.#homes.delete(id);
      },
    };
  }

  /** A new view in place of one that is gone, not mounted yet; `undefined` where its tag is not shown any more. */
  reopen(options: NestedOptions, link: Link): V | undefined {
    const home = this.#homes.get(options.id);
    if (home === undefined || this.#nest === undefined) return undefined;
    home.view.end("remove");
    home.view = this.#nest.begin(this.#parent, options, link, home.view);
    return home.view;
  }

  /** The sticky ones: they are the next view's from now on. */
  handOver(): ReadonlyMap<string, V> {
    const sticky = [...this.#homes].filter(([, home]) => home.sticky);
    for (const [id, home] of sticky) {
      home.isLeft = true;
      this.#homes.delete(id);
    }
    return new Map(sticky.map(([id, { view }]) => [id, view]));
  }

  /** The first render is done: orphans that it does not show are not needed any more. */
  settled(): void {
    for (const orphan of this.#orphans.values()) orphan.end("remove");
    this.#orphans.clear();
  }

  park(): void {
    for (const { view } of this.#homes.values()) if (view.state === "rendered") view.park();
  }

  /** Where the parent crashed on a page, they wait there for its successor. */
  end(ending: Ending, _reason: TerminateReason, hadPage: boolean): void {
    const views = new Map([...this.#homes].map(([id, { view }]) => [id, view]));
    this.#homes.clear();
    if (ending === "crash" && hadPage && views.size > 0) this.#nest?.orphan(this.#parent, views);
    else for (const view of views.values()) view.end(ending === "shutdown" ? ending : "remove");
    this.settled();
  }

  /**
   * On a page that is there already an error in a nested view is its own: it is mounted again when the page asks for
   * it.
   */
  async #mount(view: V): Promise<void> {
    const parent = this.#parent;
    try {
      const redirect = await view.mount();
      if (redirect === undefined) {
        if (parent.onPage && view.state === "rendered") view.park();
        return;
      }
      view.end("discard");
      parent.leave(redirect);
    } catch (error) {
      view.end("crash", error);
      if (!parent.onPage) throw error;
      parent.log("error", "a nested view could not be mounted", { nested: view.name, error });
    }
  }
}
