/**
 * The stateful components of a rendering.
 *
 * A tag only says that its component is there and what its props are. The component itself is rendered once the
 * template around it is done: level by level, so that each type's code sees all new props of a level in one call. What
 * it changes is addressed by its number, wherever it stands.
 */
import type { Patch } from "../../protocol/wire.ts";
import type { Component, ComponentId } from "./contract.ts";
import type { Coroutine } from "./coroutine.ts";
import type { SlotValue } from "./instance.ts";
import { MountedComponent } from "./mounted-component.ts";
import { residentOf } from "./resident.ts";

/** A component, and the props its code is to be told of. */
export interface PropsUpdate {
  readonly component: MountedComponent;
  readonly props: object;
}

/** Who runs the code of components and keeps their state. */
export interface ComponentRunner {
  /**
   * Mounts the components of one type that are new, and tells the others their props. Afterwards each has its new
   * `assigns`.
   */
  setProps(type: Component, batch: readonly PropsUpdate[]): void | Promise<void>;
  /** A component is shown no more. */
  remove(component: MountedComponent): void;
}

/** Levels of components in components: more than this is one that shows itself without end. */
const MAX_LEVELS = 500;

export class Components {
  readonly #runner: ComponentRunner;
  readonly #byNumber = new Map<number, MountedComponent>();
  readonly #byType = new Map<Component, Map<ComponentId, MountedComponent>>();
  /** To be rendered. */
  readonly #due = new Set<MountedComponent>();
  #last = 0;

  /** With `shown`, for a page whose components keep their state while all of it is rendered anew. */
  constructor(runner: ComponentRunner, shown?: Components) {
    this.#runner = runner;
    for (const { type, id, number, assigns, props, pendingProps } of shown ?? []) {
      const component = this.#add(type, id, number, assigns);
      component.props = props;
      component.pendingProps = pendingProps;
    }
    this.#last = shown === undefined ? 0 : shown.#last;
  }

  [Symbol.iterator](): Iterator<MountedComponent> {
    return this.#byNumber.values();
  }

  get(number: number): MountedComponent | undefined {
    return this.#byNumber.get(number);
  }

  /** The last number that was given. */
  get last(): number {
    return this.#last;
  }

  /** True for a number that some component has, or had. */
  wasGiven(number: number): boolean {
    return number <= this.#last;
  }

  find(type: Component, id: ComponentId): MountedComponent | undefined {
    return this.#byType.get(type)?.get(id);
  }

  /** A component has this state from now on. */
  touch(number: number, assigns: object): void {
    const component = this.#byNumber.get(number);
    if (component === undefined) return;
    component.assigns = assigns;
    this.#due.add(component);
  }

  /** A component must be rendered before the render ends. */
  require(component: MountedComponent): void {
    this.#due.add(component);
  }

  /** A component that is shown is told these props in the next render, with the others as its tag gave them. */
  overrideProps(type: Component, id: ComponentId, props: object): void {
    const component = this.find(type, id);
    if (component === undefined) return;
    component.overrideProps(props);
    this.#due.add(component);
  }

  /**
   * The component that a tag stands for: that of its type and id, or a new one. Without an id it is the one that stood
   * there before.
   */
  componentOf(type: Component, props: object, before: SlotValue | undefined): MountedComponent {
    const { id } = props as { readonly id?: unknown };
    if (id === undefined || id === null) {
      const last = residentOf(before);
      const isKnown = last instanceof MountedComponent && last.type === type && last.id === undefined;
      return isKnown ? last : this.#add(type, undefined, ++this.#last, {});
    }
    if (typeof id !== "string" && typeof id !== "number") {
      throw new TypeError(`The component ${type.name} was given an id that is no string and no number: ${String(id)}.`);
    }
    return this.find(type, id) ?? this.#add(type, id, ++this.#last, {});
  }

  /** Renders what is due, with `render`; gives the patches. */
  *render(render: (component: MountedComponent) => Patch | undefined): Coroutine<readonly (readonly [MountedComponent, Patch])[]> {
    const patches: (readonly [MountedComponent, Patch])[] = [];
    for (let level = 0; ; level++) {
      // Those without a place may still be given one, by a component that is rendered first.
      const due = [...this.#due].filter(({ places }) => places.length > 0);
      if (due.length === 0) break;
      if (level === MAX_LEVELS) {
        throw new RangeError(`Components are nested more than ${MAX_LEVELS} levels deep: does ${due[0]?.type.name} show itself?`);
      }
      yield* this.#setProps(due);
      for (const component of due) {
        // One by one: others may have changed while this level was waited for.
        this.#due.delete(component);
        const patch = render(component);
        if (patch !== undefined) patches.push([component, patch]);
      }
    }
    this.#due.clear();
    return patches;
  }

  /** It is shown no more. */
  remove(component: MountedComponent): void {
    const { number, type, id } = component;
    this.#byNumber.delete(number);
    if (id !== undefined) this.#byType.get(type)?.delete(id);
    this.#runner.remove(component);
  }

  #add(type: Component, id: ComponentId | undefined, number: number, assigns: object): MountedComponent {
    const component = new MountedComponent(type, id, number, assigns);
    this.#byNumber.set(number, component);
    if (id === undefined) return component;
    const ofType = this.#byType.get(type);
    if (ofType === undefined) this.#byType.set(type, new Map([[id, component]]));
    else ofType.set(id, component);
    return component;
  }

  /** One call for each type with pending props. */
  *#setProps(due: readonly MountedComponent[]): Coroutine<void> {
    const batches = new Map<Component, PropsUpdate[]>();
    for (const component of due) {
      const { type, pendingProps } = component;
      if (pendingProps === undefined) continue;
      component.pendingProps = undefined;
      const batch = batches.get(type);
      if (batch === undefined) batches.set(type, [{ component, props: pendingProps }]);
      else batch.push({ component, props: pendingProps });
    }
    for (const [type, batch] of batches) {
      const told = this.#runner.setProps(type, batch);
      if (told !== undefined) yield told;
    }
  }
}
