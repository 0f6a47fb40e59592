/**
 * From state to frames: renders, keeps what cannot be sent yet, and sends within the window that the page leaves open.
 */
import type { Effects } from "../../protocol/wire.ts";
import { LivecError } from "../base/errors.ts";
import type { Cancel } from "../base/host.ts";
import { after, type Maybe } from "../base/maybe.ts";
import type { Rendering } from "../rendering/rendering.ts";
import { answer } from "../wire/encode.ts";
import type { View } from "./define.ts";
import type { Desk, Feature, Shown } from "./feature.ts";
import { holdsTemporary, withDefaults } from "./features/temporary.ts";
import type { Joining, Link } from "./link.ts";
import { Outbox } from "./outbox.ts";
import { type FrameSink, Outgoing } from "./outgoing.ts";
import { PendingChanges, type Rendered } from "./pending-changes.ts";
import type { ViewSocket } from "./socket.ts";
import { StateWatch } from "./state-watch.ts";

type Assigns = Readonly<Record<string, unknown>>;

/** What frames need of their view. */
export interface FramesOwner extends Desk {
  readonly development: boolean;
  readonly definition: View;
  readonly socket: ViewSocket;
  /** Settled when the view is mounted. */
  readonly rendering: Rendering<object>;
  /** A frame was rendered, and is on its way. */
  afterRender(): void;
  /** Those made so far, in the order in which they speak. */
  readonly features: { readonly made: readonly Feature[] };
  /** Runs what may throw, or reject, on behalf of the view: it then fails. */
  guard(action: () => Maybe<void>): void;
  /** What goes on behind this promise is work of this view. */
  during(work: Promise<void>): void;
}

export class Frames implements FrameSink {
  readonly outgoing: Outgoing = new Outgoing();
  readonly #view: FramesOwner;
  readonly #outbox: Outbox;
  readonly #watch: StateWatch | undefined;
  /** Made where something that was rendered cannot be sent at once. */
  #pending: PendingChanges | undefined;
  #link: Link | undefined;
  /** The assigns that were rendered last. */
  #rendered: Assigns | undefined;
  /** A render that waits for components. */
  #underway: Promise<void> | undefined;
  #ackDeadline: Cancel | undefined;
  /** Ids of the containers that the events of this turn are for, or `"page"` once one was for all of it. */
  #aim: Set<string> | "page" | undefined;

  constructor(view: FramesOwner) {
    this.#view = view;
    this.#outbox = new Outbox(view.limits);
    if (view.development) this.#watch = new StateWatch(view.definition.template, (warning) => view.log("warn", warning));
  }

  get #rendering(): Rendering<object> {
    return this.#view.rendering;
  }

  get link(): Link | undefined {
    return this.#link;
  }

  /** A page told that it has applied a frame. */
  get heard(): boolean {
    return this.#outbox.acked > 0;
  }

  /** True once there was a first render. */
  get mounted(): boolean {
    return this.#rendered !== undefined;
  }

  /** Settled when the render that waits for components is done; `undefined` without one. */
  get underway(): Promise<void> | undefined {
    return this.#underway;
  }

  // ------------------------------------------------------------------------------------------------ connections

  connect(link: Link): void {
    this.#link = link;
  }

  disconnect(): Link | undefined {
    const link = this.#link;
    this.#link = undefined;
    this.outgoing.disconnect();
    this.#ackDeadline?.();
    this.#ackDeadline = undefined;
    return link;
  }

  /**
   * Joins a page that has every frame up to `seq`, and whose events up to ref `received` came: sends what it missed, or
   * all values where some of that is not kept any more.
   */
  resume(link: Link, joining: Joining, seq: number, received: number): void {
    this.connect(link);
    const effects = (n: number): Effects => ({ ...joining.effects, n, a: received });
    const missed = joining.values ? undefined : this.#outbox.since(seq);
    if (missed === undefined) {
      this.#again(this.#outbox.clear(seq));
      this.outgoing.join({ ...joining, values: true, effects: effects(this.#outbox.last + 1) });
      return this.#view.guard(() => this.render());
    }
    this.#outbox.ack(seq);
    link.send(answer(joining.ref, effects(seq)));
    for (const body of missed) link.send(body);
    this.#watchWindow();
  }

  /** The page has every frame up to `seq`; false when it was never handed such a frame. */
  ack(seq: number): boolean {
    const wasOpen = this.#open;
    if (seq > this.#outbox.last - (this.#link?.waiting ?? 0)) return false;
    this.#outbox.ack(seq);
    if (!wasOpen) this.reopened();
    return true;
  }

  /** The page has acknowledged frames, or read some that waited: the window may be open again. */
  reopened(): void {
    this.#watchWindow();
    if (this.#open) this.#view.guard(() => this.render());
  }

  /** False while so much is unacknowledged, or not even read, that nothing more may be rendered. */
  get #open(): boolean {
    return this.#outbox.open && this.#link?.open !== false;
  }

  /** The view ended. */
  clear(): void {
    this.#outbox.clear();
  }

  #again(bodies: readonly string[]): void {
    const effects = this.outgoing.again(bodies);
    for (const feature of this.#view.features.made) feature.again?.(effects);
  }

  // ------------------------------------------------------------------------------------------------ rendering

  /** The first render. */
  mount(): Maybe<void> {
    const { assigns } = this.#view.socket;
    this.#rendered = assigns;
    this.#watch?.look(assigns);
    // A page that is there already is sent values.
    const mounted = this.#rendering.mounting(assigns, this.#link === undefined, this.#view);
    return after(mounted, () => this.#dropTemporary(assigns));
  }

  /** A task is for these containers; without any, for the whole page. */
  aim(ids: readonly string[] | undefined): void {
    if (ids === undefined || ids.length === 0) this.#aim = "page";
    else if (this.#aim !== "page") this.#aim = new Set([...(this.#aim ?? []), ...ids]);
  }

  /**
   * Sends what changed since the last time, with all that is due to the client. Without a page, or while the window is
   * closed, it does nothing: the next render that may be sent merges it all. `midway`: in the middle of a handler.
   */
  render(midway = false): Maybe<void> {
    if (this.#underway !== undefined) return this.#underway.then(() => this.render(midway));
    if (!this.#maySend()) return;
    // One that is made while components are waited for has nothing to say of what is rendered.
    const { made } = this.#view.features;
    for (const feature of made) feature.beginRender?.();
    const rendered = this.#changes();
    if (rendered instanceof Promise) return this.#later(rendered, (changes) => this.#sent(changes, midway, made));
    this.#sent(rendered, midway, made);
  }

  #sent(rendered: Rendered, midway: boolean, made: readonly Feature[]): void {
    this.#send(rendered, midway, made);
    this.#view.afterRender();
  }

  /** Renders for a page that is not there yet, and has it all in its HTML. */
  update(): Maybe<void> {
    const rendered = this.#changes();
    if (rendered instanceof Promise) return this.#later(rendered, () => {});
  }

  /** Renders temporary assigns before the next message may assign them again: nobody loses a message of a chat. */
  keepTemporary(): Maybe<void> {
    const { definition, ended, socket } = this.#view;
    if (ended || !holdsTemporary(definition.temporaryAssigns, socket.assigns)) return;
    if (this.#underway !== undefined) return this.#underway.then(() => this.keepTemporary());
    const rendered = this.#changes();
    if (rendered instanceof Promise) return this.#later(rendered, (changes) => this.#keepForLater(changes));
    this.#keepForLater(rendered);
  }

  #keepForLater(rendered: Rendered): void {
    const { full } = this.#keep(rendered);
    if (!full || this.#maySend()) return;
    const { limits, name } = this.#view;
    throw new LivecError("kept-full", `More than ${limits.keptRenders} changes wait for the page of ${name} (limit "keptRenders").`);
  }

  #maySend(): boolean {
    return this.#link !== undefined && this.#view.started && this.#open;
  }

  #streamLost(): LivecError {
    const { name } = this.#view;
    return new LivecError("stream-lost", `The page of ${name} needs all rows of a stream, which it alone had: the view is mounted anew.`);
  }

  /** Goes on with what is being rendered, unless the view ends meanwhile. Until it is done nothing else is rendered. */
  #later(rendered: Promise<Rendered>, then: (rendered: Rendered) => void): Promise<void> {
    this.#underway = rendered
      .then((changes) => {
        if (!this.#view.ended) then(changes);
      })
      .finally(() => {
        this.#underway = undefined;
      });
    this.#view.during(this.#underway);
    return this.#underway;
  }

  /** What changed; everything where templates were replaced, or where a page needs all values and some are not kept. */
  #changes(): Maybe<Rendered> {
    const { socket, definition } = this.#view;
    const { assigns } = socket;
    this.#rendered = assigns;
    this.#watch?.look(assigns);
    const needsAll = this.outgoing.joining?.values === true;
    const isLost = needsAll && this.#rendering.lacksRows && definition.temporaryAssigns.size === 0;
    const isAnew = this.#rendering.outdated || isLost;
    if ((isAnew || needsAll) && this.#rendering.lacksStreamed) throw this.#streamLost();
    const rendered = isAnew ? this.#rendering.renewing(assigns, this.#view) : this.#rendering.updating(assigns, this.#view);
    // The common render costs neither a promise nor a closure.
    if (rendered instanceof Promise) {
      return rendered.then((changes) => {
        if (!this.#view.ended) this.#dropTemporary(assigns);
        return isAnew ? "all" : (changes ?? undefined);
      });
    }
    this.#dropTemporary(assigns);
    return isAnew ? "all" : (rendered ?? undefined);
  }

  /**
   * What was rendered from temporary assigns need not be known any more: they have their defaults, as if they had
   * always had.
   */
  #dropTemporary(rendered: Assigns): void {
    const { definition, socket } = this.#view;
    if (definition.temporaryAssigns.size === 0) return;
    const [assigns, replaced] = withDefaults(definition.temporaryAssigns, rendered);
    this.#rendering.forget(assigns, replaced);
    socket.settle(rendered, assigns);
    this.#rendered = assigns;
  }

  // ------------------------------------------------------------------------------------------------ sending

  /**
   * The page may have gone while components were waited for, or come back for all values: what was rendered is kept for
   * it.
   */
  #send(rendered: Rendered, midway: boolean, features: readonly Feature[]): void {
    const isWhole = this.outgoing.joining?.values === true;
    const change = this.#takeChange(rendered, isWhole);
    if (!midway) this.#aim = undefined;
    const sent = change === "all" ? ([this.#rendering.values()] as const) : change;
    this.#rendering.release();
    this.outgoing.send(sent, this.#effects(features, isWhole), midway, this);
    this.#watchWindow();
  }

  emit(body: string, kept: string): void {
    this.#outbox.push(kept);
    this.#link?.send(body);
  }

  /** What changed, or as much of it as events for containers may change; everything for a page that needs it. */
  #takeChange(rendered: Rendered, isWhole: boolean): Rendered {
    const aim = this.#aim;
    if (isWhole || (this.#pending === undefined && !(aim instanceof Set))) {
      this.#pending = undefined;
      return isWhole ? "all" : rendered;
    }
    const pending = this.#keep(rendered);
    const change = aim instanceof Set ? pending.takeSome((changes) => this.#rendering.split(changes, [...aim])) : pending.take();
    if (pending.empty) this.#pending = undefined;
    return change;
  }

  #keep(rendered: Rendered): PendingChanges {
    this.#pending ??= new PendingChanges(this.#view.limits.keptRenders);
    this.#pending.add(rendered, this.#rendering.hasMoves);
    return this.#pending;
  }

  /** Blocks the page lacks, and what the features have to say. */
  #effects(features: readonly Feature[], isWhole: boolean): Effects | undefined {
    const blocks = this.#rendering.takeBlocks();
    if (blocks.length === 0 && features.length === 0) return undefined;
    const shown: Shown = { assigns: this.#view.socket.assigns, isWhole };
    let effects: Effects | undefined = blocks.length > 0 ? { b: blocks } : undefined;
    for (const feature of features) {
      const more = feature.effects?.(shown);
      if (more !== undefined) effects = { ...effects, ...more };
    }
    return effects;
  }

  /** A page that leaves the window closed for long is treated as gone. */
  #watchWindow(): void {
    if (this.#open) {
      this.#ackDeadline?.();
      this.#ackDeadline = undefined;
    } else {
      const { clock, limits } = this.#view;
      this.#ackDeadline ??= clock.setTimeout(() => this.#giveUp(), limits.ackTimeout);
    }
  }

  #giveUp(): void {
    this.#ackDeadline = undefined;
    if (this.#link?.giveUp() === false) this.#watchWindow();
  }
}
