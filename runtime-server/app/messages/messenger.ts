/** Messages of the program for views, wherever they are: `app.send`, `app.call`, `pushToView`. */
import { LivecError } from "../../base/errors.ts";
import type { Cancel, Clock, Logger } from "../../base/host.ts";
import { OWN, type Subscriber, type Topics } from "../../pubsub/topics.ts";
import type { LiveView } from "../../view/live-view.ts";
import { CallTask, PushTask } from "../../view/tasks.ts";
import type { Views } from "../live/registry.ts";
import { type Errand, errandIn, type PushErrand, type Where } from "./errand.ts";

export interface MessengerServices {
  readonly views: Views;
  readonly topics: Topics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Every process listens to it. */
export const ERRANDS: string = `${OWN}errands`;

/** A question whose answer is awaited. */
interface Question {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly cancel: Cancel;
}

export class Messenger implements Subscriber {
  readonly #services: MessengerServices;
  readonly #questions = new Map<number, Question>();
  #lastRef = 0;

  constructor(services: MessengerServices) {
    this.#services = services;
    if (services.topics.reachesOthers) services.topics.subscribe(ERRANDS, this);
  }

  /** A message for the `handleInfo` of the view with that id. One that is nowhere gets none. */
  send(id: string, message: unknown): void {
    const view = this.#services.views.get(id);
    if (view !== undefined) view.features.messages.receive(message);
    else this.#tell({ do: "send", id, message });
  }

  /** What the view with that id answers to `message`. Rejects with `no-answer`, and with what its handler throws. */
  call(id: string, message: unknown, ms: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ref = ++this.#lastRef;
      const late = (): void => this.#settle(ref, (question) => question.reject(noAnswer(id, `has not answered after ${ms} ms`)));
      this.#questions.set(ref, { resolve, reject, cancel: this.#services.clock.setTimeout(late, ms) });
      const { topics } = this.#services;
      if (this.#ask(id, message, { answered: (reply) => this.#answered(ref, reply), failed: (error) => this.#failed(ref, error) })) return;
      if (topics.reachesOthers) this.#tell({ do: "call", id, message, from: topics.id, ref });
      else this.#failed(ref, noAnswer(id, "is not here"));
    });
  }

  /** Here and in all other processes. */
  push(errand: PushErrand): void {
    this.#push(errand);
    this.#tell(errand);
  }

  receive(message: unknown): void {
    const errand = errandIn(message);
    if (errand === undefined) return this.#services.logger.warn("refused: an errand of another process that is none");
    if (errand.do === "push") return this.#push(errand);
    if (errand.do === "answer") return this.#heard(errand);
    const { views } = this.#services;
    if (errand.do === "send") {
      return views.get(errand.id)?.features.messages.receive(errand.message);
    }
    const { id, from: to, ref } = errand;
    this.#ask(id, errand.message, {
      answered: (reply) => this.#tell({ do: "answer", to, ref, reply: reply ?? null }),
      failed: (error) => this.#tell({ do: "answer", to, ref, error: error instanceof Error ? error.message : String(error) }),
    });
  }

  // ------------------------------------------------------------------------------------------------ how

  /** False where the view is not here. */
  #ask(id: string, message: unknown, answerer: ConstructorParameters<typeof CallTask>[2]): boolean {
    const view = this.#services.views.get(id);
    view?.features.messages.take(new CallTask(view, message, answerer));
    return view !== undefined;
  }

  #push({ view: name, where, ...pushed }: PushErrand): void {
    for (const view of this.#services.views) {
      if (view.name === name && isAmong(view, where)) view.features.messages.take(new PushTask(view, pushed));
    }
  }

  /** Does what an errand asks in every other process. */
  #tell(errand: Errand): void {
    const { topics } = this.#services;
    if (topics.reachesOthers) topics.publish(ERRANDS, errand, this);
  }

  #heard({ to, ref, reply, error }: Extract<Errand, { do: "answer" }>): void {
    if (to !== this.#services.topics.id) return;
    if (error === undefined) this.#answered(ref, reply);
    else this.#failed(ref, new LivecError("no-answer", error));
  }

  #answered(ref: number, reply: unknown): void {
    this.#settle(ref, ({ resolve }) => resolve(reply));
  }

  #failed(ref: number, error: unknown): void {
    this.#settle(ref, ({ reject }) => reject(error));
  }

  /** Once. */
  #settle(ref: number, settle: (question: Question) => void): void {
    const question = this.#questions.get(ref);
    if (question === undefined) return;
    this.#questions.delete(ref);
    question.cancel();
    settle(question);
  }
}

function noAnswer(id: string, why: string): LivecError {
  return new LivecError("no-answer", `The view ${id} ${why}.`);
}

function isAmong(view: LiveView, { session = {}, params = {}, topic, id }: Where = {}): boolean {
  const has = (held: { readonly [name: string]: unknown } | null, wanted: object): boolean =>
    Object.entries(wanted).every(([name, value]) => held !== null && Object.hasOwn(held, name) && held[name] === value);
  return (
    (id === undefined || view.id === id) &&
    (topic === undefined || view.features.hears(topic)) &&
    has(view.session, session) &&
    has(view.visit.params, params)
  );
}
