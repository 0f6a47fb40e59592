/** A rendered view: its instance tree, its block table, and the assigns it was last rendered from. */

import type { ClientBlock } from "../../protocol/slots.ts";
import type { Change, Patch, Value } from "../../protocol/wire.ts";
import { after, type Maybe } from "../base/maybe.ts";
import { Components } from "./components.ts";
import { type Split, splitPatch } from "./containers.ts";
import type { Template } from "./contract.ts";
import { atOnce, type Client, drive, somebody } from "./coroutine.ts";
import { skeletonOf, valuesOf } from "./encode.ts";
import { FirstHtml } from "./first-html.ts";
import { htmlOf } from "./html.ts";
import type { Replaced, Root } from "./instance.ts";
import type { MountedComponent } from "./mounted-component.ts";
import { NestedViews } from "./nested-view.ts";
import { nobody, RenderContext, type RenderingOptions } from "./render-context.ts";
import { Renderer } from "./renderer.ts";
import { BlockTable } from "./table.ts";

/** Shared by all that show none; nothing can be done with them. */
const NO_COMPONENTS: Components = new Components(nobody);
const NO_VIEWS: NestedViews = new NestedViews(nobody);

/**
 * Renders one template over the life of a view.
 *
 * The code of components may be asynchronous: {@link mounting}, {@link updating} and {@link renewing} answer a promise
 * where it had to be waited for, and only there. {@link mount}, {@link update} and {@link renew} do not wait.
 *
 * @example
 * const rendering = new Rendering(counter);
 * rendering.mount({ count: 1 });
 * rendering.html();                 // "<p>1</p>"
 * rendering.update({ count: 2 });   // [0, 2]
 * rendering.update({ count: 2 });   // undefined
 */
export class Rendering<A extends object> {
  readonly #template: Template<A>;
  #context: RenderContext;
  #root: Root | undefined;
  /** Until it is asked for, or out of date. */
  #first: FirstHtml | undefined;

  constructor(template: Template<A>, options: RenderingOptions = {}) {
    this.#template = template;
    this.#context = new RenderContext(new BlockTable(template as Template), options);
  }

  /** True when a template was replaced since the first render: what is kept of it fits no more. Development only. */
  get outdated(): boolean {
    return !this.#context.table.current;
  }

  /**
   * First render: every slot. `writes`: {@link html} will be asked for, and is written on the way. Throws what the
   * template throws. Once `client` has ended, nothing more is done.
   */
  mounting(assigns: A, writes = true, client: Client = somebody): Maybe<void> {
    const context = this.#context;
    const first = writes ? new FirstHtml() : undefined;
    context.first = first;
    this.#root = mountIn(context, this.#template as Template, assigns);
    return after(settle(context, client), () => {
      context.first = undefined;
      this.#first = first;
    });
  }

  /**
   * Renders what changed since the last render. `undefined`: no output differs. After a throw the rendering must be
   * dropped.
   */
  updating(assigns: A, client: Client = somebody): Maybe<Patch | undefined> {
    const root = this.#mounted();
    const context = this.#context;
    this.#first = undefined;
    const patch = root.scope.assigns === assigns ? undefined : updateIn(context, root, assigns);
    if (context.residents === undefined) return patch;
    return after(settle(context, client), (inside = []) => (inside.length === 0 ? patch : [...(patch ?? []), ...inside]));
  }

  /**
   * Renders everything anew with the templates as they are now; where they throw, nothing is changed. Components keep
   * their state. A page needs {@link values}, and {@link takeBlocks} gives it the blocks that differ.
   */
  renewing(assigns: A, client: Client = somebody): Maybe<void> {
    this.#first = undefined;
    const { table, options, residents } = this.#context;
    const template = this.#template as Template;
    const context = new RenderContext(new BlockTable(template, table), options, residents);
    const root = mountIn(context, template, assigns);
    return after(settle(context, client), () => {
      this.#root = root;
      this.#context = context;
    });
  }

  /** {@link mounting}, at once. */
  mount(assigns: A): void {
    atOnce(this.mounting(assigns));
  }

  /** {@link updating}, at once. */
  update(assigns: A): Patch | undefined {
    return atOnce(this.updating(assigns));
  }

  /** {@link renewing}, at once. */
  renew(assigns: A): void {
    atOnce(this.renewing(assigns));
  }

  /**
   * True where {@link values} would lack what was {@link release released}; {@link renewing} makes it again, as far as
   * the assigns still hold it.
   */
  get lacksRows(): boolean {
    return this.#context.lacksRows;
  }

  /** True where rows of a stream are on the page only: neither {@link values} nor {@link renewing} can tell them. */
  get lacksStreamed(): boolean {
    return this.#context.lacksStreamed;
  }

  /**
   * True when something with a life of its own came to a place, or left one, in the last render: no part of that can be
   * sent alone.
   */
  get hasMoves(): boolean {
    return this.#context.residents?.hasMoves === true;
  }

  /** What of the changes since some render is inside of the containers with these ids, where that can be told. */
  split(patch: Patch, ids: readonly string[]): Split | undefined {
    return splitPatch(this.#mounted(), patch, ids);
  }

  /** What was rendered has been sent: rows of lists that are only added to are not kept any longer. */
  release(): void {
    this.#context.release();
  }

  /** Has `assigns` pass for what was rendered last, and keeps nothing of the values that `replaced` names. */
  forget(assigns: A, replaced: Replaced): void {
    this.#context.forget(replaced);
    this.#mounted().scope.assigns = assigns;
  }

  /** The stateful components that are shown. */
  get components(): Components {
    return this.#context.residents?.components ?? NO_COMPONENTS;
  }

  /** The nested views that are shown. */
  get views(): NestedViews {
    return this.#context.residents?.views ?? NO_VIEWS;
  }

  /** True once there is something to show. */
  get mounted(): boolean {
    return this.#root !== undefined;
  }

  /** Inner HTML of the container. */
  html(): string {
    const root = this.#mounted();
    const first = this.#first;
    this.#first = undefined;
    return first?.of(root) ?? htmlOf(root);
  }

  /** What the page's blocks are; see "Skeleton" in ARCHITECTURE.md. */
  skeleton(): string {
    return skeletonOf(this.#mounted(), this.#context.table);
  }

  /** `[0, …values]`: everything, for a client without a page. Run-time blocks are announced again. */
  values(): readonly Value[] {
    const { table } = this.#context;
    table.announceAll();
    return valuesOf(this.#mounted(), table);
  }

  /** Blocks to send with the next frame because the client's statics lack them. */
  takeBlocks(): readonly (readonly [number, ClientBlock])[] {
    return this.#context.table.takeAnnounced();
  }

  #mounted(): Root {
    if (this.#root === undefined) throw new Error("The view is not rendered yet; call mount first.");
    return this.#root;
  }
}

function mountIn(context: RenderContext, template: Template, assigns: object): Root {
  const renderer = Renderer.for(context);
  const root = renderer.mount(template, assigns);
  renderer.rest();
  return root;
}

function updateIn(context: RenderContext, root: Root, assigns: object): Patch | undefined {
  const renderer = Renderer.for(context);
  const patch = renderer.update(root, assigns);
  renderer.rest();
  return patch;
}

function renderComponentIn(context: RenderContext, component: MountedComponent): Patch | undefined {
  const renderer = Renderer.for(context);
  const patch = renderer.renderComponent(component);
  renderer.rest();
  return patch;
}

/** What follows the template itself: the patches of its components, each behind its number. */
function settle(context: RenderContext, client: Client): Maybe<readonly (number | Change)[] | undefined> {
  const { residents, table } = context;
  return (
    residents &&
    drive(
      residents.settle(table, (component) => renderComponentIn(context, component)),
      client,
    )
  );
}
