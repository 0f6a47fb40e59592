/** Stateful components, as far as rendering goes. What their code does is their keeper's business. */
import { type Instance, Root } from "./instance.ts";
import type { Housed, Place } from "./places.ts";
import { shallowEqual } from "./reads.ts";
import type { Template } from "./template.ts";

declare const propsOf: unique symbol;
declare const eventsOf: unique symbol;
declare const slotsOf: unique symbol;
declare const aimedOf: unique symbol;

/** Tells a component from others of its type on the page. */
export type ComponentId = string | number;

/**
 * `myself` in a component's template: what `live-target={myself}` aims an event at. `E` are the events that the template aims so, with
 * their payloads.
 */
export type Myself<E extends object = object> = number & { readonly [aimedOf]?: E };

/**
 * A stateful component, made by `defineComponent`. `P` are the props of its tag, `E` the events that it leaves to whoever renders it, `S` the slots
 * of its template.
 */
export interface Component<P extends object = never, E extends object = object, S extends object = object> {
  readonly name: string;
  readonly template: Template;
  readonly [propsOf]?: (props: P) => void;
  readonly [eventsOf]?: E;
  readonly [slotsOf]?: S;
}

const components = new WeakSet<object>();

/** Marks what is a component from now on. */
export function markComponent<C extends Component>(component: C): C {
  components.add(component);
  return component;
}

/** True for what `defineComponent` made. */
export function isComponent(value: unknown): value is Component {
  return typeof value === "object" && value !== null && components.has(value);
}

/** A component on a page, known on the wire by its number. */
export class MountedComponent implements Housed {
  readonly type: Component;
  readonly id: ComponentId | undefined;
  readonly number: number;
  readonly root: Root;
  /** Its state, with `id` and `myself`: what its template is rendered from next. */
  assigns: object;
  /** The component in whose template, or in contents written there, its tag is. */
  owner: MountedComponent | undefined;
  /** The component inside of which it is shown. */
  around: MountedComponent | undefined;
  /** What its tag gave it last. */
  props: object | undefined;
  /** Props that its code has not seen yet. */
  news: object | undefined;
  rendered = false;
  places: readonly Place[] = [];

  constructor(type: Component, id: ComponentId | undefined, number: number, assigns: object) {
    this.type = type;
    this.id = id;
    this.number = number;
    this.assigns = assigns;
    this.root = new Root(type.template, assigns);
    this.root.scope.component = this;
  }

  get title(): string {
    return `components "${this.type.name}"`;
  }

  get inside(): Instance {
    return this.root;
  }

  /** Its tag was rendered with these props; true when its code is to be told. */
  hand(props: object): boolean {
    const { props: last = {} } = this;
    if (this.props !== undefined && shallowEqual(last, props)) return false;
    const missing = Object.keys(last).filter((name) => !Object.hasOwn(props, name));
    this.props = props;
    const undone = Object.fromEntries(missing.map((name) => [name, undefined]));
    this.news = { ...this.news, ...undone, ...props };
    return true;
  }

  /** Somebody else gives it these props, in place of those of its tag. */
  handAlso(props: object): void {
    this.news = { ...(this.news ?? this.props), ...props };
  }
}
