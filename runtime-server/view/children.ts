/** The views inside a view: begun when their tag is first rendered, ended when it is not rendered any more. */
import type { NestedKeeper, NestedOptions, NestedView, OpenView } from "../rendering/nested-view.ts";
import type { Link, LiveView } from "./live-view.ts";

/** Makes nested views, and knows how a page finds them. */
export interface Nest {
  /** A view in `parent`, not mounted yet; with a `link`, for a connection that is there already. Throws where there are too many views. */
  begin(parent: LiveView, options: NestedOptions, link?: Link): LiveView;
  /** The container of a nested view, with what is in it. */
  html(child: LiveView, options: NestedOptions): string;
  /** A parent crashed: its children live on, until it is mounted anew or too much time has passed. */
  orphan(parent: LiveView, children: ReadonlyMap<string, LiveView>): void;
}

export class Children implements NestedKeeper {
  readonly #parent: LiveView;
  readonly #nest: Nest | undefined;
  readonly #views = new Map<string, LiveView>();
  /** Those of a crashed parent in whose place this one is. */
  #orphans: Map<string, LiveView>;

  constructor(parent: LiveView, nest: Nest | undefined, orphans: ReadonlyMap<string, LiveView> = new Map()) {
    this.#parent = parent;
    this.#nest = nest;
    this.#orphans = new Map(orphans);
  }

  async open({ id, options }: NestedView): Promise<OpenView> {
    const nest = this.#nest;
    if (nest === undefined) throw new TypeError(`${this.#parent.name} shows the nested view "${id}", and no app is there to run it.`);
    const orphan = this.#orphans.get(id);
    const isHeir = orphan !== undefined && orphan.definition === options.view && orphan.state !== "terminated";
    const child = isHeir ? orphan : nest.begin(this.#parent, options);
    this.#orphans.delete(id);
    this.#views.set(id, child);
    if (!isHeir) await this.#mount(child);
    return { html: () => nest.html(this.#views.get(id) ?? child, options) };
  }

  close({ id }: NestedView): void {
    this.#views.get(id)?.end("remove");
    this.#views.delete(id);
  }

  /** A new view in place of one that is gone, not mounted yet. */
  reopen(options: NestedOptions, link: Link): LiveView | undefined {
    this.#views.get(options.id)?.end("remove");
    const child = this.#nest?.begin(this.#parent, options, link);
    if (child !== undefined) this.#views.set(options.id, child);
    return child;
  }

  /** The first render is done: orphans that it does not show are needed no more. */
  settled(): void {
    for (const orphan of this.#orphans.values()) orphan.end("remove");
    this.#orphans.clear();
  }

  park(): void {
    for (const child of this.#views.values()) if (child.state === "rendered") child.park();
  }

  /** The parent ended; after a crash they wait for its successor. */
  end(crashed: boolean): void {
    if (crashed && this.#views.size > 0) this.#nest?.orphan(this.#parent, new Map(this.#views));
    else for (const child of this.#views.values()) child.end("remove");
    this.#views.clear();
    this.settled();
  }

  /** On a page that is there already an error in a child is its own: it is mounted again when the page asks for it. */
  async #mount(child: LiveView): Promise<void> {
    try {
      const redirect = await child.mount();
      if (redirect === undefined) {
        if (this.#parent.connected) child.park();
        return;
      }
      child.end("discard");
      this.#parent.leave(redirect);
    } catch (error) {
      child.end("crash", error);
      if (!this.#parent.connected) throw error;
      this.#parent.childFailed(child, error);
    }
  }
}
