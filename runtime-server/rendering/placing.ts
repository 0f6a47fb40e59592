/**
 * Placing: the slots whose content is somebody else's. A template as a tag is rendered where it stands, under a scope
 * of its own; a stateful component or a nested view is only put into its place, and rendered when the template around
 * it is done; an outlet shows what the caller gave.
 *
 * Only here it is written who is where: a component's owner, what is around it, and its places.
 */

import { SlotKind } from "../../protocol/slots.ts";
import type { Component, Content, SlotWriter, Template } from "./contract.ts";
import type { Cursor } from "./cursor.ts";
import { valuesOf } from "./encode.ts";
import { evaluate } from "./evaluate.ts";
import { type Contents, Filling, Instance, isFilledAlike, RawHtml, Root, type Scope } from "./instance.ts";
import type { MountedComponent } from "./mounted-component.ts";
import type { NestedOptions, NestedView } from "./nested-view.ts";
import type { RenderContext } from "./render-context.ts";
import type { Resident } from "./resident.ts";
import type { Residents } from "./residents.ts";
import { isUnkept, kindName, type PathReads } from "./slot.ts";
import { trackAssigns, trackHanded } from "./tracking.ts";

/** What a block slot without a block holds, on the server as on the wire. */
export const NOTHING = 0;

/** A cursor that generated code can talk to. */
export type PlacingCursor = Cursor & SlotWriter & { readonly context: RenderContext };

export class Placing {
  /** The component that is being rendered. */
  component: MountedComponent | undefined;
  readonly #cursor: PlacingCursor;

  constructor(cursor: PlacingCursor) {
    this.#cursor = cursor;
  }

  /** A template as a tag. */
  template(slot: number, template: Template, props: object, contents: Contents | undefined): void {
    const last = this.#cursor.before(slot);
    if (last instanceof Root && last.scope.template === template && last.component === undefined) {
      const { scope } = last;
      scope.refilled = !isFilledAlike(scope.contents, contents);
      this.#hand(scope, slot, contents);
      this.#cursor.context.remember(last);
      if (trackAssigns(scope, props)) this.#render(slot, last, false);
      return;
    }
    const root = new Root(template, props);
    this.#cursor.context.remember(root);
    this.#hand(root.scope, slot, contents);
    this.#render(slot, root, true);
  }

  /** What the component in a slot was given last. */
  propsAt(slot: number): object {
    const shown = this.#cursor.at(slot);
    if (!(shown instanceof Root)) throw new TypeError(`${this.#cursor.placeOf(slot)} shows no component yet; run \`livec build\` again.`);
    return shown.component?.props ?? shown.scope.assigns;
  }

  /** A stateful component as a tag. */
  stateful(slot: number, type: Component, props: object, contents: Contents | undefined): void {
    const cursor = this.#cursor;
    const { components } = this.#needResidents(slot, type.name);
    const before = cursor.before(slot);
    const component = components.componentOf(type, props, before);
    const { scope } = component.root;
    const isNewHere = before !== component.root;
    const isFilled = contents !== undefined || scope.contents !== undefined;
    component.owner = cursor.scope.component;
    component.around = this.component;
    this.#refuseInside(slot, component);
    scope.refilled ||= isNewHere || !isFilledAlike(scope.contents, contents);
    scope.contents = contents;
    scope.caller = contents && cursor.scope.snapshot(isNewHere);
    scope.handed = cursor.slotAt(slot).handed;
    this.#cursor.context.remember(component.root);
    if (component.setProps(props) || isFilled || !component.rendered) components.require(component);
    this.#settleIn(slot, component, component.root);
  }

  /** `<LiveView>`. */
  view(slot: number, options: NestedOptions): void {
    const { views } = this.#needResidents(slot, "a nested view");
    const nested = views.viewOf(options, this.#cursor.placeOf(slot));
    this.#settleIn(slot, nested, nested);
  }

  /** `<slot/>`: the caller's content, which is handed the values, else the default content. */
  outlet(slot: number, name: string, fallback: Content | undefined, values: object): void {
    const cursor = this.#cursor;
    const { contents, caller, handed } = cursor.scope;
    const content = contents !== undefined && Object.hasOwn(contents, name) ? contents[name] : undefined;
    if (content instanceof RawHtml) cursor.keep(slot, content, null);
    else if (content !== undefined && caller !== undefined) this.#fill(slot, content, caller, values, handed?.[name]);
    else if (fallback !== undefined) this.#fill(slot, fallback, cursor.scope, values, undefined);
    else cursor.hide(slot);
  }

  /** Enters an instance that is shown in a slot: a new one takes the place of what is there. */
  enter(slot: number, instance: Instance, isNew: boolean): void {
    const cursor = this.#cursor;
    if (!isNew) return cursor.enter(slot, instance, false);
    if (cursor.slotAt(slot).kind === SlotKind.ignored) return cursor.enterIgnored(slot, instance);
    this.release(slot);
    cursor.put(slot, instance);
    cursor.enter(slot, instance, true);
  }

  /**
   * Goes back to what is around the instance entered last. A new one is a change as a whole, of a known one its patch.
   */
  leave(): void {
    const cursor = this.#cursor;
    const slot = cursor.entered;
    if (cursor.isIgnored) return cursor.exitIgnored(slot);
    const isNew = cursor.fresh;
    const patch = cursor.exit();
    if (patch !== undefined) cursor.record(slot, patch);
    const shown = cursor.at(slot);
    if (!isNew || cursor.fresh || !(shown instanceof Instance)) return;
    cursor.record(slot, [valuesOf(shown, this.#cursor.context.table, this.#cursor.context.residents?.embed)]);
  }

  /** What a slot holds is about to go: residents in it may go with it. */
  release(slot: number): void {
    const places = this.#cursor.context.residents?.places;
    if (!this.#cursor.fresh) places?.take(this.#cursor.block, slot, this.#cursor.at(slot));
  }

  /** Renders a template into a component slot, under its own scope. */
  #render(slot: number, root: Root, fresh: boolean): void {
    const cursor = this.#cursor;
    const caller = cursor.scope;
    const { scope } = root;
    cursor.scope = scope;
    this.enter(slot, root, fresh);
    evaluate(cursor, scope);
    this.leave();
    cursor.scope = caller;
  }

  /** Gives a template what fills its slots, which belongs to the one that is being rendered. */
  #hand(scope: Scope, slot: number, contents: Contents | undefined): void {
    scope.contents = contents;
    scope.caller = this.#cursor.scope;
    scope.handed = this.#cursor.slotAt(slot).handed;
    scope.component = this.#cursor.scope.component;
  }

  #refuseInside(slot: number, component: MountedComponent): void {
    for (let around = this.component; around !== undefined; around = around.around) {
      if (around !== component) continue;
      const what = `the component "${component.type.name}" with the id ${JSON.stringify(component.id)}`;
      throw new TypeError(`${this.#cursor.placeOf(slot)} shows ${what} inside itself.`);
    }
  }

  /** A resident is in a slot from now on, held there as `value`. */
  #settleIn(slot: number, resident: Resident, value: Root | NestedView): void {
    const cursor = this.#cursor;
    if (cursor.before(slot) === value) return;
    const { places, embed } = this.#needResidents(slot, resident.title);
    this.release(slot);
    places.put(resident, cursor.block, slot);
    if (cursor.fresh) cursor.leaveRoom(slot, value);
    else cursor.keep(slot, value, [embed(resident)]);
  }

  #needResidents(slot: number, what: string): Residents {
    const unkept = this.#cursor.enclosing().find(({ kind }) => isUnkept(kind));
    if (unkept === undefined) return this.#cursor.context.needResidents();
    const shown = `${this.#cursor.placeOf(slot)} shows ${what}, which has a life of its own`;
    throw new TypeError(`${shown}, in a live-update="${kindName(unkept.kind)}": show it outside of it.`);
  }

  /** Fills a block slot with content, under the scope it was written in. */
  #fill(slot: number, [block, body]: Content<object>, scope: Scope, values: object, reads: PathReads | undefined): void {
    const cursor = this.#cursor;
    const inner = cursor.scope;
    const last = cursor.before(slot);
    const isKnown = last instanceof Filling && last.block === block;
    const filling = isKnown ? last : new Filling(block);
    cursor.scope = scope;
    this.enter(slot, filling, !isKnown);
    const { handed } = filling;
    if (reads !== undefined && handed !== undefined) trackHanded(scope, reads, handed, values);
    filling.handed = values;
    this.#cursor.context.remember(filling);
    body(values);
    this.leave();
    cursor.scope = inner;
  }
}
