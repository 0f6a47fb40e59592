/** Every request, from its head to its answer. */
import { LivecError } from "../../base/errors.ts";
import { refusal } from "../../transport/answers.ts";
import type { Request, Response } from "../../transport/transport.ts";
import type { Services } from "../services.ts";
import { Conn, type ConnPages } from "./conn.ts";
import type { ErrorPages } from "./error-page.ts";
import { compose, type Step } from "./pipeline.ts";
import { Presence } from "./presence.ts";

export class Requests {
  readonly #services: Pick<Services, "sessions" | "proxies" | "flashes" | "limits" | "clock" | "logger">;
  readonly #pages: ConnPages;
  readonly #errors: ErrorPages;
  readonly #run: (conn: Conn) => Promise<void>;
  #count = 0;
  #underWay = 0;

  /** `steps` may grow until the last request. */
  constructor(
    services: Pick<Services, "sessions" | "proxies" | "flashes" | "limits" | "clock" | "logger">,
    pages: ConnPages,
    errors: ErrorPages,
    steps: readonly Step<Conn>[],
  ) {
    this.#services = services;
    this.#pages = pages;
    this.#errors = errors;
    const run = compose(steps);
    this.#run = (conn) => run(conn, async () => {});
  }

  /** Requests since the start. */
  get count(): number {
    return this.#count;
  }

  async answer(request: Request): Promise<Response> {
    this.#count++;
    this.#underWay++;
    try {
      return await this.#answer(request);
    } catch (error) {
      // Whatever happens to an answer, its promise ends.
      this.#services.logger.error("a request could not be answered", { error });
      return refusal(500);
    } finally {
      this.#underWay--;
    }
  }

  async #answer(request: Request): Promise<Response> {
    const presence = new Presence(request, this.#services.clock);
    const conn = new Conn(request, this.#services, this.#pages, presence);
    try {
      await presence.during(this.#run(conn));
      if (conn.answered) return conn.response();
      throw new LivecError(
        "bad-reply",
        `Nothing answered ${conn.method} ${conn.path}: a plug must call next() or answer, a handler must answer.`,
      );
    } catch (error) {
      return this.#errors.answer(conn, error);
    } finally {
      conn.close().catch((error: unknown) => this.#services.logger.error("files of a request could not be deleted", { error }));
    }
  }

  /** Waits until none is under way, for `ms` at most. */
  async settled(ms: number): Promise<void> {
    const { clock } = this.#services;
    const until = clock.now() + ms;
    while (this.#underWay > 0 && clock.now() < until) await new Promise<void>((resolve) => void clock.setTimeout(resolve, 10));
  }
}
