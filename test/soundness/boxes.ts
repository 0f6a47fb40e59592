/**
 * A component whose state a fresh rendering can repeat: what it was given last, and a number of its own that tests
 * change.
 */

import type { Template } from "../../runtime-server/rendering/contract.ts";
import type { MountedComponent } from "../../runtime-server/rendering/mounted-component.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { defineComponent } from "../../runtime-server/view/define-component.ts";
import type { ComponentHost } from "../../runtime-server/view/features/components.ts";
import { componentHost } from "../component-host.ts";

/** The numbers of those that are shown, by id. */
type Own = Map<unknown, number>;

let current: Own = new Map();

interface Given {
  readonly id: string;
}

export function boxOf(template: Template<Given & { own: number }>): ReturnType<typeof defineComponent> {
  return defineComponent({
    template,
    mount: (_, props: Given) => ({ ...props, own: current.get(props.id) ?? 0 }),
    update: (socket, props) => socket.assign(props),
    events: { poke: (socket) => socket.update("own", (own) => own + 1) },
  }) as never;
}

/** A rendering whose boxes remember their numbers in `own`. */
export class Boxed<A extends object> {
  readonly rendering: Rendering<A>;
  readonly #host: ComponentHost;
  readonly #own: Own;

  constructor(template: Template<A>, own: Own) {
    this.#own = own;
    this.#host = componentHost(() => this.rendering.components);
    const forget = ({ id }: MountedComponent): void => void own.delete(id);
    this.rendering = new Rendering<A>(template, {
      host: {
        setProps: (type, batch) => {
          current = own;
          return this.#host.setProps(type, batch);
        },
        remove: (component) => {
          this.#host.remove(component);
          forget(component);
        },
        open: () => Promise.reject(new Error("There are no nested views here.")),
      },
    });
  }

  /** Changes the number of one of the boxes with an id, if there is any. */
  poke(pick: number): void {
    const boxes = [...this.rendering.components].filter(({ id }) => id !== undefined);
    const box = boxes[pick % boxes.length];
    if (box === undefined) return;
    const target = this.#host.targetOf("poke", box);
    target?.handler(target.socket, {});
    this.#own.set(box.id, (this.#own.get(box.id) ?? 0) + 1);
  }
}
