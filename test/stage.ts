/** A template with components on a stage of its own: rendered, shown by the client's code, and changed by a test. */
import type { ClientBlock } from "../protocol/slots.ts";
import type { Patch, Payload } from "../protocol/wire.ts";
import type { Template } from "../runtime-server/rendering/contract.ts";
import { Rendering } from "../runtime-server/rendering/rendering.ts";
import { staticsOf } from "../runtime-server/rendering/table.ts";
import type { ComponentHost } from "../runtime-server/view/features/components.ts";
import { componentHost } from "./component-host.ts";
import { Page } from "./properties/page.ts";

export class Stage<A extends object> {
  readonly #template: Template<A>;
  readonly #host: ComponentHost;
  readonly #rendering: Rendering<A>;
  #assigns: A;
  #page: Page | undefined;

  /** Mounts at once; where components are asynchronous, use {@link of}. */
  constructor(template: Template<A>, assigns: A, mount = true) {
    this.#template = template;
    this.#assigns = assigns;
    this.#host = componentHost(() => this.#rendering.components);
    this.#rendering = new Rendering(template, {
      host: {
        setProps: (type, batch) => this.#host.setProps(type, batch),
        remove: (component) => this.#host.remove(component),
        open: () => Promise.reject(new Error("There are no nested views on a stage.")),
      },
    });
    if (mount) this.#rendering.mount(assigns);
  }

  static async of<A extends object>(template: Template<A>, assigns: A): Promise<Stage<A>> {
    const stage = new Stage(template, assigns, false);
    await stage.#rendering.mounting(assigns);
    return stage;
  }

  get assigns(): A {
    return this.#assigns;
  }

  get html(): string {
    return this.#rendering.html();
  }

  get skeleton(): string {
    return this.#rendering.skeleton();
  }

  get blocks(): readonly ClientBlock[] {
    return JSON.parse(staticsOf(this.#template as unknown as Template).json) as ClientBlock[];
  }

  /** What a browser shows. */
  get page(): Page {
    this.#page ??= new Page(this.blocks, this.html, this.skeleton);
    return this.#page;
  }

  /** The numbers of the components that the server shows. */
  get shown(): readonly number[] {
    return [...this.#rendering.components].map(({ number }) => number);
  }

  /** Changes the view's state; answers the diff, which the page has applied. */
  assign(patch: Partial<A>): Patch | undefined {
    this.#assigns = { ...this.#assigns, ...patch };
    return this.#update();
  }

  /** Sends an event to a component. */
  event(name: string, component: number, payload: Payload = {}): Patch | undefined {
    this.handle(name, component, payload);
    return this.#update();
  }

  /** Has a component handle an event; what it changes is rendered with what comes next. */
  handle(name: string, component: number, payload: Payload = {}): void {
    const target = this.#host.targetOf(name, this.#rendering.components.get(component));
    if (target === undefined) throw new Error(`component ${component} has no handler for ${name}`);
    target.handler(target.socket, payload);
  }

  renew(): void {
    this.#rendering.renew(this.#assigns);
    this.#page = undefined;
  }

  #update(): Patch | undefined {
    const { page } = this;
    const patch = this.#rendering.update(this.#assigns);
    // What travels is JSON.
    const sent = patch && (JSON.parse(JSON.stringify(patch)) as Patch);
    page.apply(sent);
    return sent;
  }
}
