/**
 * The stateful components of a rendering: who is where, who is due, and who is gone.
 *
 * A tag only says that its component is there and what its props are. The component itself is rendered once the template around it is done:
 * level by level, so that each type's code sees all new props of a level in one call. What it changes is addressed by its number,
 * wherever it stands.
 */
import type { Change, Patch, Value } from "../../protocol/wire.ts";
import { type Component, type ComponentId, type ComponentPlace, MountedComponent } from "./component.ts";
import { componentValues } from "./encode.ts";
import { Instance, Rows, type SlotValue } from "./instance.ts";
import type { BlockTable } from "./table.ts";

/** A component, and the props its code is to be told of. */
export interface Told {
  readonly component: MountedComponent;
  readonly props: object;
}

/** Who runs the code of components and keeps their state. */
export interface ComponentKeeper {
  /**
   * Mounts the components of one type that are new, and tells the others their props. Afterwards each has been given its state by
   * {@link Components.touch}.
   */
  tell(type: Component, batch: readonly Told[]): void | Promise<void>;
  /** A component is shown no more. */
  remove(component: MountedComponent): void;
}

/** Levels of components in components: more than this is one that shows itself without end. */
const MAX_LEVELS = 500;

export class Components {
  readonly #keeper: ComponentKeeper;
  readonly #table: BlockTable;
  readonly #byNumber = new Map<number, MountedComponent>();
  readonly #byType = new Map<Component, Map<ComponentId, MountedComponent>>();
  #last = 0;
  /** To be rendered. */
  readonly #due = new Set<MountedComponent>();
  /** Placed somewhere, or taken from somewhere, in this render. */
  readonly #placed = new Set<MountedComponent>();
  readonly #taken = new Set<MountedComponent>();
  /** Values that were asked for before their component was rendered. */
  #promised: { readonly component: MountedComponent; readonly values: Value[] }[] = [];

  /** With `shown`, for a page whose components keep their state while all of it is rendered anew. */
  constructor(keeper: ComponentKeeper, table: BlockTable, shown?: Components) {
    this.#keeper = keeper;
    this.#table = table;
    for (const { type, id, number, assigns, props } of shown ?? []) {
      const component = this.#add(type, id, number, assigns);
      component.props = props;
      this.#taken.add(component);
    }
    this.#last = shown === undefined ? 0 : shown.#last;
  }

  /** True as long as no component is shown. */
  get none(): boolean {
    return this.#byNumber.size === 0;
  }

  [Symbol.iterator](): Iterator<MountedComponent> {
    return this.#byNumber.values();
  }

  get(number: number): MountedComponent | undefined {
    return this.#byNumber.get(number);
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

  // ------------------------------------------------------------------------------------------ for the renderer

  /** The component that a tag stands for: that of its type and id, or a new one. Without an id it is the one that stood there before. */
  componentOf(type: Component, props: object, before: SlotValue | undefined): MountedComponent {
    const { id } = props as { readonly id?: unknown };
    if (id === undefined || id === null) {
      const last = before instanceof Instance ? before.component : undefined;
      return last?.type === type && last.id === undefined ? last : this.#add(type, undefined, ++this.#last, {});
    }
    if (typeof id !== "string" && typeof id !== "number") {
      throw new TypeError(`The component ${type.name} was given an id that is no string and no number: ${String(id)}.`);
    }
    return this.find(type, id) ?? this.#add(type, id, ++this.#last, {});
  }

  /** A component must be rendered before the render ends. */
  require(component: MountedComponent): void {
    this.#due.add(component);
  }

  /** A component was put into a slot. */
  place(component: MountedComponent, place: ComponentPlace): void {
    component.places = [...component.places, place];
    this.#placed.add(component);
  }

  /** The values of a component as they will be when the render ends. */
  promise(component: MountedComponent): readonly Value[] {
    const values: Value[] = [];
    this.#promised.push({ component, values });
    return values;
  }

  /** What a slot held is not shown there any more. */
  take(instance: Instance, slot: number, value: SlotValue | undefined): void {
    if (this.none) return;
    if (value instanceof Rows) for (const row of value.instances) this.takeAll(row);
    if (!(value instanceof Instance)) return;
    const { component } = value;
    if (component === undefined) return this.takeAll(value);
    component.places = component.places.filter((place) => place.instance !== instance || place.slot !== slot);
    this.#taken.add(component);
  }

  /** A block is not shown any more. */
  takeAll(instance: Instance): void {
    if (this.none) return;
    for (const [slot, value] of instance.values.entries()) this.take(instance, slot, value);
  }

  /** Renders what is due, with `render`; gives the patches, each under its component's number. Yields what must be waited for. */
  *settle(render: (component: MountedComponent) => Patch | undefined): Generator<Promise<void>, readonly (number | Change)[]> {
    const patches: (readonly [MountedComponent, Patch])[] = [];
    for (let level = 0; this.#due.size > 0; level++) {
      const due = [...this.#due].filter(({ places }) => places.length > 0);
      if (level === MAX_LEVELS)
        throw new RangeError(`Components are nested more than ${MAX_LEVELS} levels deep: does ${due[0]?.type.name} show itself?`);
      yield* this.#tell(due);
      this.#due.clear();
      for (const component of due) {
        const patch = render(component);
        if (patch !== undefined) patches.push([component, patch]);
      }
    }
    this.#refuseDuplicates();
    this.#removeTaken();
    const whole = this.#keepPromises();
    return patches.flatMap(([component, patch]) =>
      component.places.length === 0 || whole.has(component) ? [] : [-component.number, patch],
    );
  }

  // ------------------------------------------------------------------------------------------ inside

  #add(type: Component, id: ComponentId | undefined, number: number, assigns: object): MountedComponent {
    const component = new MountedComponent(type, id, number, assigns);
    this.#byNumber.set(number, component);
    if (id === undefined) return component;
    const ofType = this.#byType.get(type);
    if (ofType === undefined) this.#byType.set(type, new Map([[id, component]]));
    else ofType.set(id, component);
    return component;
  }

  /** One call for each type that has news. */
  *#tell(due: readonly MountedComponent[]): Generator<Promise<void>, void> {
    const batches = new Map<Component, Told[]>();
    for (const component of due) {
      const { type, news } = component;
      if (news === undefined) continue;
      component.news = undefined;
      const batch = batches.get(type);
      if (batch === undefined) batches.set(type, [{ component, props: news }]);
      else batch.push({ component, props: news });
    }
    for (const [type, batch] of batches) {
      const told = this.#keeper.tell(type, batch);
      if (told !== undefined) yield told;
    }
  }

  #refuseDuplicates(): void {
    for (const { type, id, places } of this.#placed) {
      const [first, second] = places;
      if (first === undefined || second === undefined) continue;
      const where = first.label === second.label ? `twice by ${first.label}` : `by ${first.label} and by ${second.label}`;
      throw new Error(`Two components "${type.name}" have the id ${JSON.stringify(id)}, which must name one: it is given ${where}.`);
    }
    this.#placed.clear();
  }

  /** Those that were taken from their places and put nowhere else are gone, with all the components in them. */
  #removeTaken(): void {
    for (const component of this.#taken) {
      if (component.places.length > 0) continue;
      const { number, type, id } = component;
      this.#byNumber.delete(number);
      if (id !== undefined) this.#byType.get(type)?.delete(id);
      // Adds to the set that is being walked.
      for (const [slot, value] of component.root.values.entries()) this.take(component.root, slot, value);
      this.#keeper.remove(component);
    }
    this.#taken.clear();
  }

  /** Fills in the values that were promised; answers the components that are among them. */
  #keepPromises(): ReadonlySet<MountedComponent> {
    const whole = new Set<MountedComponent>();
    const embed = (component: MountedComponent): readonly Value[] => {
      whole.add(component);
      return componentValues(component, this.#table, embed);
    };
    for (const { component, values } of this.#promised) values.push(...embed(component));
    this.#promised = [];
    return whole;
  }
}
