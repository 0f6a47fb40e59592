/**
 * The rate of events: `live-debounce` waits for a pause, or for the field to be left; `live-throttle` sends one at once
 * and then no more than one in that time, the last one included. Each element counts for itself, and each of its
 * events.
 */
import { attributeOf } from "../dom.ts";
import { formOf } from "../field.ts";
import type { Intent } from "../push.ts";
import { stages } from "../stages.ts";

/** Milliseconds where the attribute has no value. */
const DEFAULT_MS = 300;

interface Wait {
  timer_?: ReturnType<typeof setTimeout>;
  /** Sends the event that waits; none does where only a throttle's time is not over. */
  send_?: (() => void) | undefined;
  /** The key that a throttle counts. */
  readonly key_?: unknown;
}

/** What waits, by element and type of event. */
const waits = new Map<Element, Map<string, Wait>>();

/** Nothing of this element waits any longer: it is sent, or `drop`ped with its timers. */
function end(element: Element, drop: boolean): void {
  const ended = waits.get(element)?.values() ?? [];
  waits.delete(element);
  for (const wait of ended) {
    clearTimeout(wait.timer_);
    if (!drop) wait.send_?.();
  }
}

/** A submit tells all that waited; a change of another field ends the time of those that changed before. */
function endOthers({ type_: type, owner_: owner, element_: element }: Intent): void {
  const isSubmit = type === "submit";
  const form = isSubmit ? owner : type === "change" && formOf(element);
  for (const other of waits.keys()) if (form && other !== element && formOf(other) === form) end(other, isSubmit);
}

stages.push_.push((intent, go) => {
  const { element_: element, owner_: owner, type_: type, payload_: payload } = intent;
  endOthers(intent);
  const setting = (name: string): string | null => attributeOf(element, stages.prefix_ + name) ?? attributeOf(owner, stages.prefix_ + name);
  const pause = setting("debounce");
  const limit = setting("throttle");
  if (type === "blur" || (pause ?? limit) === null) return go();
  const send = (): void => {
    if (element.isConnected) go();
  };
  const ofElement = waits.get(element) ?? new Map<string, Wait>();
  waits.set(element, ofElement);
  const known = ofElement.get(type);
  const over = (): void => {
    ofElement.delete(type);
    if (ofElement.size === 0) waits.delete(element);
  };
  const millisecondsOf = (text: string | null): number => Number(text || DEFAULT_MS);

  if (pause !== null) {
    clearTimeout(known?.timer_);
    const wait: Wait = { send_: send };
    ofElement.set(type, wait);
    if (pause !== "blur")
      wait.timer_ = setTimeout(() => {
        over();
        send();
      }, millisecondsOf(pause));
    return;
  }
  const key = type === "keydown" && (payload as { readonly key?: unknown }).key;
  // Another key is not a repetition.
  if (known && known.key_ === key) {
    known.send_ = send;
    return;
  }
  const open = (): void => {
    clearTimeout(ofElement.get(type)?.timer_);
    const wait: Wait = { key_: key };
    ofElement.set(type, wait);
    wait.timer_ = setTimeout(() => {
      over();
      if (!wait.send_) return;
      waits.set(element, ofElement);
      open();
      wait.send_();
    }, millisecondsOf(limit));
  };
  open();
  go();
});

// What is not on the page any more has nothing to tell.
stages.settled_.push(() => {
  for (const element of waits.keys()) if (!element.isConnected) end(element, true);
});
// Who leaves a field has done with it.
addEventListener("focusout", ({ target }) => end(target as Element, false));
