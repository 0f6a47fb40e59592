/** The features of one view. Each is made when it is first used: a view that has no timers holds none. */
import type { Maybe } from "../base/maybe.ts";
import type { PropsUpdate } from "../rendering/components.ts";
import type { Component } from "../rendering/contract.ts";
import type { MountedComponent } from "../rendering/mounted-component.ts";
import type { NestedOptions, OpenView } from "../rendering/nested-view.ts";
import type { Probe } from "../rendering/probe.ts";
import type { RenderingOptions } from "../rendering/render-context.ts";
import type { ResidentHost } from "../rendering/residents.ts";
import type { Feature } from "./feature.ts";
import { AsyncTasks } from "./features/async.ts";
import { ClientEvents } from "./features/client-events.ts";
import { ComponentHost } from "./features/components.ts";
import { FlashLuggage } from "./features/flash.ts";
import { type HookStage, Hooks } from "./features/hooks.ts";
import { Messages } from "./features/messages.ts";
import { Navigation, type Way } from "./features/navigation.ts";
import { type Nest, NestedHost } from "./features/nested.ts";
import { Pace } from "./features/pace.ts";
import { Timers } from "./features/timers.ts";
import { Title, titleOf } from "./features/title.ts";
import type { LiveView } from "./live-view.ts";
import type { Redirect } from "./redirect.ts";

/** Shared by all that have none. */
const NONE: readonly Feature[] = [];

/** What features need of the visit that their view is for. */
export interface Nesting {
  /** Who makes nested views. */
  readonly nest?: Nest<LiveView> | undefined;
  /**
   * The whole title of a page that has none of its own from its view; absent for a view inside another, which titles no
   * page.
   */
  untitled?(assigns: Readonly<Record<string, unknown>>): string;
  /** The page comes from another view, whose title it has. */
  readonly isNavigated?: boolean;
  /** Finds where patches lead; absent for a view inside another. */
  find?(view: LiveView, path: string): Maybe<Way>;
}

export class Features implements ResidentHost, RenderingOptions {
  readonly #view: LiveView;
  #made: readonly Feature[] = NONE;
  #timers: Timers | undefined;
  #clientEvents: ClientEvents | undefined;
  #async: AsyncTasks | undefined;
  #pace: Pace | undefined;
  #messages: Messages | undefined;
  #components: ComponentHost | undefined;
  #nested: NestedHost<LiveView> | undefined;
  #navigation: Navigation | undefined;
  #luggage: FlashLuggage | undefined;
  #hooks: Hooks | undefined;

  /** With the nested views that a crashed view left to its successor. */
  constructor(view: LiveView, orphans: ReadonlyMap<string, LiveView> | undefined) {
    this.#view = view;
    if (orphans !== undefined) this.#nested = this.#add(new NestedHost(view, view.visit.nest, orphans));
  }

  /** In the order in which they speak. */
  get made(): readonly Feature[] {
    return this.#made;
  }

  get timers(): Timers {
    this.#timers ??= this.#add(new Timers(this.#view));
    return this.#timers;
  }

  get clientEvents(): ClientEvents {
    this.#clientEvents ??= this.#add(new ClientEvents(this.#view));
    return this.#clientEvents;
  }

  get async(): AsyncTasks {
    this.#async ??= this.#add(new AsyncTasks(this.#view));
    return this.#async;
  }

  get messages(): Messages {
    this.#messages ??= this.#add(new Messages(this.#view));
    return this.#messages;
  }

  /** True where it is subscribed to `topic`. */
  hears(topic: string): boolean {
    return this.#messages?.has(topic) === true;
  }

  get pace(): Pace {
    this.#pace ??= this.#add(new Pace(this.#view));
    return this.#pace;
  }

  get components(): ComponentHost {
    this.#components ??= this.#add(new ComponentHost(this.#view));
    return this.#components;
  }

  get nested(): NestedHost<LiveView> {
    this.#nested ??= this.#add(new NestedHost(this.#view, this.#view.visit.nest));
    return this.#nested;
  }

  /** Before the first render; `undefined` where nothing has to be waited for. */
  ready(): Promise<void> | undefined {
    return this.#async?.ready();
  }

  get navigation(): Navigation {
    this.#navigation ??= this.#add(new Navigation(this.#view));
    return this.#navigation;
  }

  get hooks(): Hooks {
    this.#hooks ??= new Hooks();
    return this.#hooks;
  }

  /** Runs the hooks of a stage, if there are any. */
  runHooks(stage: HookStage, ...given: readonly unknown[]): ReturnType<Hooks["run"]> {
    return this.#hooks?.run(stage, ...given);
  }

  hasHooks(stage: HookStage): boolean {
    return this.#hooks?.has(stage) === true;
  }

  /** Goes where a handler wanted to patch to. */
  settle(): Maybe<void> {
    return this.#navigation?.settle();
  }

  /** Where a handler wanted to patch to, of a page that is not there yet. */
  patched(): Redirect | undefined {
    return this.#navigation?.take();
  }

  /** Its sticky views, for the view that comes in its place. */
  handOver(): ReadonlyMap<string, LiveView> | undefined {
    return this.#nested?.handOver();
  }

  /** The page is told to go elsewhere, and takes its messages along. */
  leaving(): void {
    this.#luggage ??= this.#add(new FlashLuggage(this.#view));
  }

  /** The first state is known. A title speaks first. */
  begin(assigns: Readonly<Record<string, unknown>>): void {
    const { visit, definition } = this.#view;
    if (visit.untitled === undefined) return;
    const untitled = (shown: typeof assigns): string => visit.untitled?.(shown) ?? "";
    const title = visit.isNavigated === true ? new Title(undefined, untitled) : titleOf(assigns, definition.template, untitled);
    if (title !== undefined) this.#made = [title, ...this.#made];
  }

  /** The first render is done. */
  mounted(): void {
    this.#nested?.settled();
  }

  // For the rendering, which finds components, nested views and forms in the template.

  get host(): ResidentHost {
    return this;
  }

  get forgets(): boolean {
    return this.#view.definition.temporaryAssigns.size > 0;
  }

  get probe(): Probe | undefined {
    return this.#view.probe;
  }

  warn(warning: string): void {
    this.#view.log("warn", warning);
  }

  csrf(): string | null {
    return this.#view.visit.csrf();
  }

  setProps(type: Component, batch: readonly PropsUpdate[]): Maybe<void> {
    return this.components.setProps(type, batch);
  }

  remove(component: MountedComponent): void {
    this.components.remove(component);
  }

  open(options: NestedOptions): Promise<OpenView> {
    return this.nested.open(options);
  }

  #add<F extends Feature>(feature: F): F {
    this.#made = [...this.#made, feature];
    return feature;
  }
}
