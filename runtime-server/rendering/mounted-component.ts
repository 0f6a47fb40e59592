/** A stateful component on a page, as far as rendering goes. Its code runs elsewhere: see `ComponentRunner`. */
import type { Component, ComponentId } from "./contract.ts";
import { type Housed, type Instance, Root } from "./instance.ts";
import { shallowEqual } from "./reads.ts";

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
  pendingProps: object | undefined;
  rendered = false;
  places: readonly string[] = [];

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
  setProps(props: object): boolean {
    const { props: last = {} } = this;
    if (this.props !== undefined && shallowEqual(last, props)) return false;
    const missing = Object.keys(last).filter((name) => !Object.hasOwn(props, name));
    this.props = props;
    const undone = Object.fromEntries(missing.map((name) => [name, undefined]));
    this.pendingProps = { ...this.pendingProps, ...undone, ...props };
    return true;
  }

  /** Somebody else gives it these props, in place of those of its tag. */
  overrideProps(props: object): void {
    this.pendingProps = { ...(this.pendingProps ?? this.props), ...props };
  }
}
