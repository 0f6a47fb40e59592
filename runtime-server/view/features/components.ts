/** The code and the state of a view's stateful components. */
import { LivecError } from "../../base/errors.ts";
import { after, afterAll, type Maybe } from "../../base/maybe.ts";
import type { ComponentRunner, Components, PropsUpdate } from "../../rendering/components.ts";
import type { Component, ComponentId } from "../../rendering/contract.ts";
import type { MountedComponent } from "../../rendering/mounted-component.ts";
import { type ComponentDefinition, type ComponentTerminateReason, definitionOf } from "../define-component.ts";
import type { Desk, Feature, Task } from "../feature.ts";
import type { Ending, TerminateReason } from "../life.ts";
import { type SocketOwner, StatefulSocket } from "../socket.ts";
import type { PropsUpdates } from "./props-updates.ts";

/** What a component host needs of its view. */
export interface ComponentHostOwner extends SocketOwner, Pick<Desk, "post" | "log"> {
  /** The components that are shown. */
  readonly shownComponents: Components;
}

/** Where an event goes. */
export interface EventTarget {
  readonly socket: StatefulSocket;
  /** Name of the component. */
  readonly component: string;
  readonly handler: NonNullable<ReturnType<ComponentDefinition["events"]["get"]>>;
}

export class ComponentHost implements ComponentRunner, Feature, PropsUpdates {
  readonly #owner: ComponentHostOwner;
  readonly #sockets = new Map<number, StatefulSocket>();
  /** Why the view ended. */
  #ended: ComponentTerminateReason | undefined;

  constructor(owner: ComponentHostOwner) {
    this.#owner = owner;
  }

  setProps(type: Component, batch: readonly PropsUpdate[]): Maybe<void> {
    const definition = definitionOf(type);
    const given = batch.map(({ props }) => props);
    return after(definition.callbacks.updateMany?.(given) ?? given, (list) => {
      if (!Array.isArray(list) || list.length !== given.length) {
        throw new LivecError(
          "bad-definition",
          `updateMany of ${type.name} must return the list of props it was given, ${given.length} of them, in the same order.`,
        );
      }
      return afterAll(batch.map(({ component }, index) => this.#setProps(definition, component, list[index])));
    });
  }

  remove(component: MountedComponent): void {
    this.#end(component.type, component.number, "removed");
  }

  end(_ending: Ending, reason: TerminateReason): void {
    this.#ended = reason;
    for (const { type, number } of this.#owner.shownComponents) this.#end(type, number, reason);
  }

  update(type: Component, props: { readonly id: ComponentId }): void {
    this.#owner.post(new UpdateTask(this.#owner, type, props));
  }

  /** The socket of a component that is shown. */
  socketOf(component: number): StatefulSocket | undefined {
    return this.#sockets.get(component);
  }

  /** The handler of an event for `component`: its own, or that of the nearest around it that has one. */
  targetOf(name: string, component: MountedComponent | undefined): EventTarget | undefined {
    for (let nearest = component; nearest !== undefined; nearest = nearest.owner) {
      const handler = definitionOf(nearest.type).events.get(name);
      const socket = this.#sockets.get(nearest.number);
      if (handler !== undefined && socket !== undefined) return { handler, socket, component: nearest.type.name };
    }
    return undefined;
  }

  /** Without an id a component keeps nothing: it is mounted anew whenever its props differ. */
  #setProps(definition: ComponentDefinition, component: MountedComponent, props: object): Maybe<void> {
    const known = component.id === undefined ? undefined : this.#sockets.get(component.number);
    const told =
      known === undefined ? this.#mount(definition, component, props) : after(this.#update(definition, known, props), () => known);
    return after(told, (socket) => {
      component.assigns = socket.assigns;
      this.#sockets.set(component.number, socket);
      // It took longer than its view was there.
      if (this.#ended !== undefined) this.#end(component.type, component.number, this.#ended);
    });
  }

  #mount({ callbacks }: ComponentDefinition, component: MountedComponent, props: object): Maybe<StatefulSocket> {
    const { id, number, type } = component;
    const { handleAsync } = callbacks;
    const socket: StatefulSocket = new StatefulSocket(this.#owner, type, number, {
      changed: () => {
        // Without an id, another may have taken its place.
        if (this.#sockets.get(number) === socket) this.#owner.shownComponents.touch(number, socket.assigns);
      },
      handleAsync: handleAsync && ((name, outcome) => handleAsync(socket as never, name, outcome)),
    });
    const facts = { id, myself: number };
    if (callbacks.mount === undefined) {
      socket.begin(callbacks.update === undefined ? { ...props, ...facts } : facts, false);
      return after(callbacks.update?.(socket as never, props), () => socket);
    }
    return after(callbacks.mount(socket, props), (assigns) => {
      if (typeof assigns !== "object" || assigns === null) {
        throw new LivecError(
          "bad-definition",
          `mount of the component ${type.name} must return its assigns, an object; it returned ${assigns === null ? "null" : typeof assigns}.`,
        );
      }
      socket.begin({ ...assigns, ...facts });
      return socket;
    });
  }

  #update({ callbacks }: ComponentDefinition, socket: StatefulSocket, props: object): Maybe<void> {
    if (callbacks.update !== undefined) return callbacks.update(socket as never, props);
    const { assigns } = socket;
    socket.assign(
      callbacks.mount === undefined ? props : Object.fromEntries(Object.entries(props).filter(([name]) => Object.hasOwn(assigns, name))),
    );
  }

  #end(type: Component, number: number, reason: ComponentTerminateReason): void {
    const socket = this.#sockets.get(number);
    if (socket === undefined) return;
    this.#sockets.delete(number);
    socket.release();
    const failed = (error: unknown): void => this.#owner.log("error", "terminate of a component failed", { error });
    try {
      const ended = definitionOf(type).callbacks.terminate?.(socket as never, reason);
      if (ended instanceof Promise) ended.catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}

/** `sendUpdate`, in its turn. */
class UpdateTask implements Task {
  readonly #owner: ComponentHostOwner;
  readonly #type: Component;
  readonly #props: { readonly id: ComponentId };

  constructor(owner: ComponentHostOwner, type: Component, props: { readonly id: ComponentId }) {
    this.#owner = owner;
    this.#type = type;
    this.#props = props;
  }

  describe(): { readonly message: string; readonly component: string } {
    return { message: "update", component: this.#type.name };
  }

  run(): void {
    this.#owner.shownComponents.overrideProps(this.#type, this.#props.id, this.#props);
  }
}
