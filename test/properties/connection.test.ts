// @vitest-environment jsdom
/**
 * Convergence over bad connections: the real server and the real client, with frames late, lost and sent again,
 * handlers that take their time.
 */
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { LiveSocket, type WebSocketLike } from "../../runtime-client/index.ts";
import { settle, type TestApp, testApp, Visitor } from "../../runtime-server/app/visitor.testing.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { defineView } from "../../runtime-server/view/define.ts";
import type { Socket } from "../../runtime-server/view/socket.ts";
import { loadTemplate } from "../load-template.ts";
import { SlowWire } from "../slow-wire.ts";

interface State {
  readonly count: number;
  readonly items: readonly number[];
  readonly pageTitle: string;
}

const template = loadTemplate<State>(`<script lang="ts">
export interface Assigns { count: number; items: readonly number[]; pageTitle: string }
</script>
<button live-click="inc">{count}</button> <button live-click="slow">slow</button> <button live-click="turn">turn</button>
<p :if={count % 3 === 1}>one more than {count - 1}</p>
<ul><li :for={item of items} :key={item}>{item} of {count}</li></ul>`);

const actions = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("inc", "slow", "turn") }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("up", "down"), count: fc.integer({ min: 1, max: 5 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), count: fc.integer({ min: 1, max: 400 }) }) },
    fc.record({ do: fc.constantFrom("break", "vanish", "release", "info") }),
  ),
  { minLength: 20, maxLength: 60, size: "max" },
);
type Action = { readonly do: string; readonly count?: number };

/** A page of one view, and both ends of its wires. */
class Scene {
  readonly test: TestApp = testApp({
    limits: { unackedFrames: 3, mailbox: 1_000, eventsPerSecond: 1e6, eventsBurst: 1e6, joinsPerSecond: 1e6, joinsBurst: 1e6, strikes: 1 },
  });
  readonly #views: Socket<State>[] = [];
  readonly #held: (() => void)[] = [];
  readonly #wires: SlowWire[] = [];
  #client: LiveSocket | undefined;

  /** Loads the page and connects; `joins`: and the join is answered. */
  async open(joins: boolean): Promise<void> {
    const views = this.#views;
    const held = this.#held;
    this.test.app.live(
      "/",
      defineView({
        template,
        mount(socket): State {
          views.push(socket as unknown as Socket<State>);
          return { count: 0, items: [1, 2, 3, 4], pageTitle: "0" };
        },
        events: {
          inc: (socket) => socket.assign({ count: socket.assigns.count + 1, pageTitle: `${socket.assigns.count + 1}` }),
          async slow(socket) {
            socket.assign({ count: socket.assigns.count + 10 });
            await new Promise<void>((resolve) => void held.push(resolve));
            socket.assign({ count: socket.assigns.count + 10, pageTitle: "slow" });
          },
          turn: (socket) => socket.assign({ items: [...socket.assigns.items.slice(1), socket.assigns.count + 5].filter(unique) }),
        },
        handleInfo: (socket) => socket.update("count", (count) => count + 100),
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
    this.#client = new LiveSocket("/live", { transport, reconnectAfterMs: () => 50 });
    this.#client.connect();
    await this.#rest(0);
    if (!joins) return;
    await this.run({ do: "up" });
    await this.run({ do: "down" });
  }

  async run(action: Action): Promise<void> {
    const { count = 1 } = action;
    const wire = this.#wires.at(-1);
    if (action.do === "up") wire?.up(count);
    else if (action.do === "down") wire?.down(count);
    else if (action.do === "break") wire?.break(true);
    else if (action.do === "vanish") wire?.break(false);
    else if (action.do === "release") this.#held.shift()?.();
    else if (action.do === "info") this.#views.at(-1)?.send("more");
    else if (action.do === "wait") await this.#rest(count);
    else document.querySelector<HTMLElement>(`[live-click=${action.do}]`)?.click();
    await settle();
  }

  /** The connection is good again, and nothing is held back any more. */
  async recover(): Promise<void> {
    for (let round = 0; round < 30; round++) {
      this.#held.splice(0).forEach((release) => void release());
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

  /** Frames that brought all values to a page whose view was there: what it missed should have been enough. */
  get wasted(): readonly string[] {
    return this.#wires.flatMap(({ received }) => received.filter((frame) => /^\[1,\d+,\[\[/.test(frame) && !frame.includes('"k":')));
  }

  /** The page as it is, and as it should be. */
  get both(): readonly [is: unknown, should: unknown] {
    const container = document.querySelector("[data-live]");
    const state = this.#views.find(({ connected }) => connected)?.assigns as State;
    const fresh = new Rendering(template);
    fresh.mount(state);
    const parsed = document.createElement("template");
    parsed.innerHTML = fresh.html();
    return [
      // Where a loading state was, its attribute stays, empty.
      [container?.innerHTML.replaceAll(' class=""', ""), document.title, container?.className],
      [parsed.innerHTML, state.pageTitle, "live-connected"],
    ];
  }

  end(): void {
    this.#client?.disconnect();
    vi.clearAllTimers();
  }
}

const unique = (item: number, index: number, all: readonly number[]): boolean => all.indexOf(item) === index;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("over random connections", () => {
  test("the page is in the end what its state renders, by what it missed alone, and the server has nothing to refuse", {
    timeout: 60_000,
  }, async () => {
    vi.useFakeTimers();
    await fc.assert(
      fc.asyncProperty(fc.boolean(), actions, async (joins, list) => {
        const scene = new Scene();
        await scene.open(joins);
        for (const action of list) await scene.run(action);
        await scene.recover();
        const [is, should] = scene.both;
        scene.end();
        expect(is).toEqual(should);
        expect(scene.wasted).toEqual([]);
        expect(scene.test.messages("warn")).toEqual([]);
        expect(scene.test.messages("error")).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
