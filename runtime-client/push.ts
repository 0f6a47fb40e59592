/** Pushes: events on their way from an element to a view. */
import type { EventPayload, Payload } from "../protocol/wire.ts";
import type { Field } from "./field.ts";

/** An event as its element has it. */
export interface Intent {
  /** The element with the binding. */
  readonly owner_: Element;
  /** Where it happened: a field of a form, or the owner itself. */
  readonly element_: Element;
  /** The binding without its prefix: `click`. */
  readonly type_: string;
  readonly name_: string;
  readonly payload_: EventPayload;
  /** What `live-target` says, or an element of the view it is for. */
  readonly target_: string | Element;
  /** Takes the handler's reply, or what became of the event instead. */
  readonly answered_?: (push: Push, reply?: unknown, fate?: "lost" | "refused") => void;
}

/** An event for one view, or one component. */
export interface Push extends Intent {
  /** Who it is for: the view of this element. */
  readonly place_: Element;
  /** The containers it may change; all of the page without. */
  readonly ids_: readonly string[] | undefined;
  /** The component it is for; 0 for the view. Not known before the page is hydrated: that of `place_`. */
  component_: number | undefined;
  /** Its number, once its view has taken it. */
  ref_?: number;
}

/** What the page binds to DOM events, for those that send events by themselves. */
export interface Bindings {
  /** Sends an event to whom it is for. */
  readonly send_: (intent: Intent) => void;
  /** Sends the event that an element's binding of this type names, with its own values and these. */
  readonly fire_: (owner: Element, type: string, values?: Payload, event?: Event) => void;
  /** What a change of this field sends, by itself or through its form; nothing where nobody wants to know. */
  readonly changeOf_: (field: Field) => Intent | undefined;
}

/** Tells the page that an event is `lost` with its view, and will not be sent again by itself. */
export function tell(push: Push, fate: "lost" | "refused"): void {
  const { owner_: element, name_: name } = push;
  push.answered_?.(push, undefined, fate);
  document.dispatchEvent(new CustomEvent(`live:event-${fate}`, { detail: { element, name } }));
}

/**
 * Tells the page, and whoever develops it, that an event is refused: it is too much, or the server does not take it.
 */
export function refuse(push: Push, why: string): void {
  console.error(`livec: ${push.name_} is refused: ${why}`, push.owner_);
  tell(push, "refused");
}
