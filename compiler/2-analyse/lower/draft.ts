/** The block being written: HTML up to the next slot. */
import type { Namespace } from "../../../protocol/slots.ts";
import type { Child } from "../../tree.ts";
import type { Block, Container, Slot } from "../blocks.ts";

export class Draft {
  readonly namespace: Namespace;
  readonly #statics: string[] = [];
  readonly #slots: Slot[] = [];
  readonly #containers: Container[] = [];
  #html = "";

  constructor(namespace: Namespace) {
    this.namespace = namespace;
  }

  write(html: string): void {
    this.#html += html;
  }

  /** How many slots there are so far. */
  get length(): number {
    return this.#slots.length;
  }

  slot(slot: Slot): void {
    this.#statics.push(this.#html);
    this.#slots.push(slot);
    this.#html = "";
  }

  /** An element with this id contains the slots from `from` to the last. */
  container(id: string, from: number): void {
    this.#containers.push({ id, from, to: this.length });
  }

  /** The block; `hint` becomes its name, `children` tell its place. */
  finish(hint: string, children: readonly Child[]): Block {
    const { start = 0 } = children[0] ?? {};
    const { end = start } = children.at(-1) ?? {};
    const statics = [...this.#statics, this.#html];
    return { hint, start, end, statics, slots: this.#slots, namespace: this.namespace, containers: this.#containers };
  }
}
