/** A rendered view: its instance tree, its block table, and the assigns it was last rendered from. */

import type { ClientBlock } from "../../protocol/slots.ts";
import type { Patch, Value } from "../../protocol/wire.ts";
import type { Components } from "./components.ts";
import { type Split, splitPatch } from "./containers.ts";
import type { Template } from "./contract.ts";
import { type Coroutine, finish } from "./coroutine.ts";
import { skeletonOf, valuesOf } from "./encode.ts";
import { FirstHtml } from "./first-html.ts";
import { htmlOf } from "./html.ts";
import type { Replaced, Root } from "./instance.ts";
import { type CsrfToken, noToken, type Warn } from "./leaves.ts";
import type { NestedViews } from "./nested-view.ts";
import type { Probe } from "./probe.ts";
import { type PassOptions, RenderPass, type ResidentHost } from "./render-pass.ts";

export interface RenderingOptions {
  /** Called with messages about values that were refused. */
  readonly warn?: Warn;
  /** Without it the template can show neither stateful components nor nested views. */
  readonly host?: ResidentHost;
  /** {@link Rendering.forget} will be called. */
  readonly forgets?: boolean;
  /** Without it the forms of the template post no token. */
  readonly csrf?: CsrfToken | undefined;
  /** Counts what is evaluated. */
  readonly probe?: Probe | undefined;
}

/**
 * Renders one template over the life of a view.
 *
 * Rendering goes on in steps where the code of components is asynchronous: {@link mounting}, {@link updating} and
 * {@link renewing} are {@link Coroutine} to be driven. {@link mount} and {@link update} do it at once.
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
  readonly #options: PassOptions;
  #pass: RenderPass;
  #root: Root | undefined;
  /** Until it is asked for, or out of date. */
  #first: FirstHtml | undefined;

  constructor(template: Template<A>, { warn = () => {}, host = nobody, forgets = false, csrf = noToken, probe }: RenderingOptions = {}) {
    this.#template = template;
    this.#options = { warn, host, forgets, csrf, probe };
    this.#pass = new RenderPass(template as Template, this.#options);
  }

  /** True when a template was replaced since the first render: what is kept of it fits no more. Development only. */
  get outdated(): boolean {
    return !this.#pass.table.current;
  }

  /**
   * First render: every slot. `writes`: {@link html} will be asked for, and is written on the way. Throws what the
   * template throws.
   */
  *mounting(assigns: A, writes = true): Coroutine<void> {
    const { context, renderer } = this.#pass;
    const first = writes ? new FirstHtml() : undefined;
    context.first = first;
    this.#root = renderer.mount(assigns);
    yield* this.#pass.settle();
    context.first = undefined;
    this.#first = first;
  }

  /**
   * Renders what changed since the last render. `undefined`: no output differs. After a throw the rendering must be
   * dropped.
   */
  *updating(assigns: A): Coroutine<Patch | undefined> {
    const mounted = this.#mounted();
    this.#first = undefined;
    const root = mounted.scope.assigns === assigns ? undefined : this.#pass.renderer.update(mounted, assigns);
    const inside = yield* this.#pass.settle();
    return inside.length === 0 ? root : [...(root ?? []), ...inside];
  }

  /**
   * Renders everything anew with the templates as they are now; where they throw, nothing is changed. Components keep
   * their state. A page needs {@link values}, and {@link takeBlocks} gives it the blocks that differ.
   */
  *renewing(assigns: A): Coroutine<void> {
    this.#first = undefined;
    const pass = new RenderPass(this.#template as Template, this.#options, this.#pass);
    const root = pass.renderer.mount(assigns);
    yield* pass.settle();
    this.#root = root;
    this.#pass = pass;
  }

  /** {@link mounting}, at once. */
  mount(assigns: A): void {
    finish(this.mounting(assigns));
  }

  /** {@link updating}, at once. */
  update(assigns: A): Patch | undefined {
    return finish(this.updating(assigns));
  }

  /** {@link renewing}, at once. */
  renew(assigns: A): void {
    finish(this.renewing(assigns));
  }

  /**
   * True where {@link values} would lack what was {@link release released}; {@link renewing} makes it again, as far as
   * the assigns still hold it.
   */
  get lacksRows(): boolean {
    return this.#pass.renderer.lacksRows;
  }

  /**
   * True when something with a life of its own came to a place, or left one, in the last render: no part of that can be
   * sent alone.
   */
  get hasMoves(): boolean {
    return this.#pass.hasMoves;
  }

  /** What of the changes since some render is inside of the containers with these ids, where that can be told. */
  split(patch: Patch, ids: readonly string[]): Split | undefined {
    return splitPatch(this.#mounted(), patch, ids);
  }

  /** What was rendered has been sent: rows of lists that are only added to are not kept any longer. */
  release(): void {
    this.#pass.renderer.release();
  }

  /** Has `assigns` pass for what was rendered last, and keeps nothing of the values that `replaced` names. */
  forget(assigns: A, replaced: Replaced): void {
    this.#pass.renderer.forget(this.#mounted(), assigns, replaced);
  }

  /** The stateful components that are shown. */
  get components(): Components {
    return this.#pass.components;
  }

  /** The nested views that are shown. */
  get views(): NestedViews {
    return this.#pass.views;
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
    return skeletonOf(this.#mounted(), this.#pass.table);
  }

  /** `[0, …values]`: everything, for a client without a page. Run-time blocks are announced again. */
  values(): readonly Value[] {
    const { table } = this.#pass;
    table.announceAll();
    return valuesOf(this.#mounted(), table);
  }

  /** Blocks to send with the next frame because the client's statics lack them. */
  takeBlocks(): readonly (readonly [number, ClientBlock])[] {
    return this.#pass.table.takeAnnounced();
  }

  #mounted(): Root {
    if (this.#root === undefined) throw new Error("The view is not rendered yet; call mount first.");
    return this.#root;
  }
}

/** For a template on its own. */
const nobody: ResidentHost = {
  setProps: () => nobodyThere("a stateful component"),
  open: () => nobodyThere("a nested view"),
  remove() {},
};

function nobodyThere(what: string): never {
  throw new TypeError(`The template shows ${what}, which only a view can keep.`);
}
