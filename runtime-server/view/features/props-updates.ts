/** Props for the components of a view, given by its code rather than by their tags. */
import type { Component, ComponentId } from "../../rendering/contract.ts";

/** Its part of the socket. */
export interface UpdateSocket {
  /**
   * Gives a component on this page props, as its tag would: its `update` runs in the next turn. Without such a
   * component nothing happens.
   */
  sendUpdate<P extends object>(component: Component<P>, props: Partial<NoInfer<P>> & { readonly id: ComponentId }): void;
}

/** What the socket calls for it. */
export interface PropsUpdates {
  /** Gives a component props in a turn of its own. Throws `mailbox-full`. */
  update(type: Component, props: { readonly id: ComponentId }): void;
}
