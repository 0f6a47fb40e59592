/** A rendered view: its instance tree, its block table, and the assigns it was last rendered from. */
import type { ClientBlock } from "../../protocol/slots.ts";
import type { Patch, Value } from "../../protocol/wire.ts";
import { skeletonOf, valuesOf } from "./encode.ts";
import { htmlOf } from "./html.ts";
import { type Instance, RawHtml } from "./instance.ts";
import { Renderer, type Warn } from "./renderer.ts";
import { BlockTable } from "./table.ts";
import type { Template } from "./template.ts";

/**
 * Renders one template over the life of a view.
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
  readonly #warn: Warn;
  #renderer: Renderer;
  #table: BlockTable;
  #root: Instance | undefined;

  constructor(template: Template<A>, warn: Warn = () => {}) {
    this.#template = template;
    this.#warn = warn;
    this.#table = new BlockTable(template);
    this.#renderer = new Renderer(template, this.#table, warn);
  }

  /** True when a template was replaced since the first render: what is kept of it fits no more. Development only. */
  get outdated(): boolean {
    return !this.#table.current;
  }

  /** Renders everything anew with the templates as they are now; where they throw, nothing is changed. A page needs {@link values}, and {@link takeBlocks} gives it the blocks that differ. */
  renew(assigns: A): void {
    const table = new BlockTable(this.#template, this.#table);
    const renderer = new Renderer(this.#template, table, this.#warn);
    this.#root = renderer.mount(assigns);
    this.#table = table;
    this.#renderer = renderer;
  }

  /** First render: every slot. Throws what the template throws. */
  mount(assigns: A): void {
    this.#root = this.#renderer.mount(assigns);
  }

  /** Renders what changed since the last render. `undefined`: no output differs. After a throw the rendering must be dropped. */
  update(assigns: A): Patch | undefined {
    return this.#renderer.update(assigns);
  }

  /** Inner HTML of the container. */
  html(): string {
    return htmlOf(this.#mounted());
  }

  /** What the page's blocks are; see "Skeleton" in ARCHITECTURE.md. */
  skeleton(): string {
    return skeletonOf(this.#mounted(), this.#table);
  }

  /** `[0, …values]`: everything, for a client without a page. Run-time blocks are announced again. */
  values(): readonly Value[] {
    this.#table.announceAll();
    return valuesOf(this.#mounted(), this.#table);
  }

  /** Blocks to send with the next frame because the client's statics lack them. */
  takeBlocks(): readonly (readonly [number, ClientBlock])[] {
    return this.#table.takeAnnounced();
  }

  #mounted(): Instance {
    if (this.#root === undefined) throw new Error("The view is not rendered yet; call mount first.");
    return this.#root;
  }
}

/** Renders a root layout to a whole document around contents that are HTML already. */
export function renderDocument<A extends object>(
  layout: Template<A>,
  assigns: A,
  contents: { readonly [slot: string]: string },
  warn: Warn = () => {},
): string {
  const raw = Object.fromEntries(Object.entries(contents).map(([name, html]) => [name, new RawHtml(html)]));
  return htmlOf(new Renderer(layout, new BlockTable(layout), warn).mount(assigns, raw));
}
