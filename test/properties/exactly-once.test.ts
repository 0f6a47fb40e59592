// @vitest-environment jsdom
/**
 * Events over bad connections: the real server and the real client, with frames that are late, lost with their
 * connection, or arrive twice.
 */
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { LiveSocket, type WebSocketLike } from "../../runtime-client/index.ts";
import { settle, type TestApp, testApp, Visitor } from "../../runtime-server/app/visitor.testing.ts";
import { defineView } from "../../runtime-server/view/define.ts";
import { loadTemplate } from "../load-template.ts";
import { SlowWire } from "../slow-wire.ts";

const template = loadTemplate<{ seen: readonly number[] }>(`<script lang="ts">
export interface Assigns { seen: readonly number[] }
</script>
<p>{seen.join(" ")}</p><button live-click="seen">x</button><button live-click="slow">x</button>
<form live-submit="sent"><input name="n" aria-label="n"><button>x</button></form>`);

const actions = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("seen", "seen", "slow", "sent") }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("up", "down"), count: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), count: fc.integer({ min: 1, max: 400 }) }) },
    fc.record({ do: fc.constantFrom("break", "vanish", "again", "release") }),
  ),
  { minLength: 20, maxLength: 60, size: "max" },
);
type Action = { readonly do: string; readonly count?: number };

/** What the program's handlers were called with, and what the visitor did. */
class Scene {
  readonly test: TestApp = testApp({
    limits: { mailbox: 1_000, joinsPerSecond: 1e6, joinsBurst: 1e6, strikes: 1_000, unackedFrames: 3, parkedTime: 1e6 },
  });
  readonly done: number[] = [];
  readonly handled: number[] = [];
  readonly lost: string[] = [];
  mounts = 0;
  readonly #held: (() => void)[] = [];
  readonly #wires: SlowWire[] = [];
  #client: LiveSocket | undefined;
  #isSubmitted = false;
  readonly #lose = (event: Event): void => {
    this.lost.push(((event as CustomEvent).detail as { name: string }).name);
  };

  async open(): Promise<void> {
    const { handled } = this;
    const held = this.#held;
    const note = ({ n }: { readonly n?: unknown }): void => void handled.push(Number(n));
    this.test.app.live(
      "/",
      defineView({
        template,
        mount: () => {
          this.mounts++;
          return { seen: [] as readonly number[] };
        },
        events: {
          seen(socket, payload) {
            note(payload);
            socket.assign({ seen: [...handled] });
          },
          async slow(_socket, payload) {
            note(payload);
            await new Promise<void>((resolve) => void held.push(resolve));
          },
          sent: (_socket, payload) => note(payload),
        },
      }),
    );
    const visitor = new Visitor(this.test.server);
    const { html } = await visitor.load("/");
    document.documentElement.innerHTML = html.slice(html.indexOf("<head>"), html.indexOf("</html>"));
    vi.stubGlobal("fetch", async (url: string) => {
      const { body } = await this.test.server.get(url);
      return { json: async () => JSON.parse(body) };
    });
    const transport = (): WebSocketLike => {
      const wire = new SlowWire(visitor.connect().raw);
      this.#wires.push(wire);
      return wire;
    };
    document.addEventListener("live:event-lost", this.#lose);
    this.#client = new LiveSocket("/live", { transport, reconnectAfterMs: () => 50 });
    this.#client.connect();
    await this.#rest(0);
  }

  async run(action: Action): Promise<void> {
    const { count = 1 } = action;
    const wire = this.#wires.at(-1);
    if (action.do === "up") wire?.up(count);
    else if (action.do === "down") wire?.down(count);
    else if (action.do === "break") wire?.break(true);
    else if (action.do === "vanish") wire?.break(false);
    else if (action.do === "again") wire?.again();
    else if (action.do === "release") this.#held.shift()?.();
    else if (action.do === "wait") await this.#rest(count);
    else this.#act(action.do);
    await settle();
  }

  /**
   * A click or a submit, with a number of its own. A form whose submit is not answered is not submitted again: here, it
   * is submitted once.
   */
  #act(name: string): void {
    const n = this.done.length + 1;
    const form = document.querySelector("form") as HTMLFormElement;
    if (name !== "sent") {
      const button = document.querySelector<HTMLElement>(`[live-click=${name}]`);
      button?.setAttribute("live-value-n", `${n}`);
      button?.click();
    } else {
      if (this.#isSubmitted) return;
      this.#isSubmitted = true;
      (document.querySelector("input") as HTMLInputElement).value = `${n}`;
      form.requestSubmit();
    }
    this.done.push(n);
  }

  async recover(): Promise<void> {
    for (let round = 0; round < 40; round++) {
      for (const release of this.#held.splice(0)) release();
      await settle();
      this.#wires.at(-1)?.up(1_000);
      this.#wires.at(-1)?.down(1_000);
      await this.#rest(100);
    }
  }

  async #rest(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    this.test.clock.advance(ms);
    await settle();
  }

  end(): void {
    document.removeEventListener("live:event-lost", this.#lose);
    this.#client?.disconnect();
    vi.clearAllTimers();
  }
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("over connections that break, and frames that come late or twice", () => {
  test("every event of a living view runs exactly once, in the order in which the visitor did them", { timeout: 120_000 }, async () => {
    vi.useFakeTimers();
    await fc.assert(
      fc.asyncProperty(actions, async (list) => {
        const scene = new Scene();
        await scene.open();
        for (const action of list) await scene.run(action);
        await scene.recover();
        scene.end();
        expect([scene.handled, scene.mounts, scene.lost]).toEqual([scene.done, 1, []]);
        expect([document.querySelector("[class*=loading]"), document.querySelector("input")?.readOnly]).toEqual([null, false]);
      }),
      { numRuns: 20 },
    );
  });
});
