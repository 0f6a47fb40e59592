/** The views inside a view: begun when their tag is first rendered, ended when it is not rendered any more. */
import type { NestedKeeper, NestedOptions, OpenView } from "../rendering/nested-view.ts";
import type { Ending } from "./life.ts";
import type { Link, LiveView } from "./live-view.ts";

/** Makes nested views, and knows how a page finds them. */
export interface Nest {
  /**
   * A view in `parent`, not mounted yet; with a `link`, for a connection that is there already, in place of `former`. Throws where there are
   * too many views.
   */
  begin(parent: LiveView, options: NestedOptions, link?: Link, former?: LiveView): LiveView;
  /** The container of a nested view, with what is in it. */
  html(child: LiveView, options: NestedOptions): string;
  /** A parent crashed: its children live on, until it is mounted anew or too much time has passed. */
  orphan(parent: LiveView, children: ReadonlyMap<string, LiveView>): void;
}

/** Where a nested view is shown. After an error another one takes its place. */
interface Home {
  child: LiveView;
}

export class Children implements NestedKeeper {
  readonly #parent: LiveView;
  readonly #nest: Nest | undefined;
  readonly #homes = new Map<string, Home>();
  /** Those of a crashed parent in whose place this one is. */
  #orphans: Map<string, LiveView>;

  constructor(parent: LiveView, nest: Nest | undefined, orphans: ReadonlyMap<string, LiveView> = new Map()) {
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
    const home: Home = { child: isHeir ? orphan : nest.begin(this.#parent, options) };
    if (isHeir) this.#orphans.delete(id);
    this.#homes.set(id, home);
    if (!isHeir) await this.#mount(home.child);
    return {
      html: (options) => nest.html(home.child, options),
      close: () => {
        home.child.end("remove");
        if (this.#homes.get(id) === home) this.#homes.delete(id);
      },
    };
  }

  /** A new view in place of one that is gone, not mounted yet. */
  reopen(options: NestedOptions, link: Link): LiveView | undefined {
    const home = this.#homes.get(options.id);
    if (home === undefined || this.#nest === undefined) return undefined;
    home.child.end("remove");
    home.child = this.#nest.begin(this.#parent, options, link, home.child);
    return home.child;
  }

  /** The first render is done: orphans that it does not show are needed no more. */
  settled(): void {
    for (const orphan of this.#orphans.values()) orphan.end("remove");
    this.#orphans.clear();
  }

  park(): void {
    for (const { child } of this.#homes.values()) if (child.state === "rendered") child.park();
  }

  /** The parent ended. Where it crashed on a page, they wait there for its successor. */
  end(ending: Ending, onPage: boolean): void {
    const children = new Map([...this.#homes].map(([id, { child }]) => [id, child]));
    this.#homes.clear();
    if (ending === "crash" && onPage && children.size > 0) this.#nest?.orphan(this.#parent, children);
    else for (const child of children.values()) child.end(ending === "shutdown" ? ending : "remove");
    this.settled();
  }

  /** On a page that is there already an error in a child is its own: it is mounted again when the page asks for it. */
  async #mount(child: LiveView): Promise<void> {
    try {
      const redirect = await child.mount();
      if (redirect === undefined) {
        if (this.#parent.onPage && child.state === "rendered") child.park();
        return;
      }
      child.end("discard");
      this.#parent.leave(redirect);
    } catch (error) {
      child.end("crash", error);
      if (!this.#parent.onPage) throw error;
      this.#parent.childFailed(child, error);
    }
  }
}
