// @vitest-environment jsdom
/** `live-target` containers: from an event, through a view on a socket, to the page. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import type { Diff } from "../protocol/wire.ts";
import { settle, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineComponent, defineView, type View } from "../runtime-server/index.ts";
import type { Template } from "../runtime-server/rendering/contract.ts";
import { staticsOf } from "../runtime-server/rendering/table.ts";
import { loadTemplate } from "./load-template.ts";
import { dump } from "./properties/dump.ts";
import { Page } from "./properties/page.ts";

interface State {
  readonly title: string;
  readonly rows: readonly number[];
  readonly open: boolean;
  readonly text: string;
  readonly moved: boolean;
}

const badge = loadTemplate<{ text: string }>(
  '<script lang="ts">export interface Assigns { text: string }</script><u>{text}</u><div id="badge" live-target>{text}</div>',
);
const panel = defineComponent({
  template: loadTemplate<{ text: string }>(
    '<script lang="ts">export interface Assigns { text: string }</script><s>{text}</s><div id="panel" live-target>{text}<slot/></div>',
  ),
});
const counter = defineComponent({
  template: loadTemplate<{ text: string }>('<script lang="ts">export interface Assigns { text: string }</script><em>{text}</em>'),
});

const template = loadTemplate<State>(
  `<script lang="ts">
    import Badge from "./badge.live.js";
    import Panel from "./panel.js";
    import Counter from "./counter.js";
    export interface Assigns { title: string; rows: readonly number[]; open: boolean; text: string; moved: boolean }
  </script>
  <h1>{title}</h1>
  <div id="results" live-target><p>{text}</p><ul><li :for={row of rows} :key={row}>{row} <Counter id={row} text={text}/></li></ul></div>
  <section :if={open}><div id="inner" live-target>{text} <b :if={moved}>{title}</b></div><i>{text}</i></section>
  <p :else>{text}</p>
  <Badge text={text}/>
  <Panel id="p" text={text}>{title}<Counter :if={moved} id="m" text={title}/></Panel>
  <Counter :if={!moved} id="m" text={text}/>
  <ol><li :for={row of rows} :key={row}>{row}: {text}</li></ol>`,
  { "./badge.live.js": badge, "./panel.js": panel, "./counter.js": counter },
);

const view: View<State> = defineView({
  template,
  mount: () => ({ title: "t", rows: [1, 2], open: true, text: "a", moved: false }) as State,
  events: {
    set: (socket, patch) => socket.assign(patch as Partial<State>),
  },
});

/** A view on a socket, and its page. */
class Live {
  readonly page: Page;
  readonly #socket: Awaited<ReturnType<typeof Live.open>>["socket"];
  #ref = 1;
  #read = 1;

  static async open(keptRenders = 256) {
    const { app, server } = testApp({ limits: { eventsBurst: 10_000, keptRenders } });
    app.live("/", view);
    const visitor = new Visitor(server);
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    return { socket, html: page.html };
  }

  constructor({ socket, html }: Awaited<ReturnType<typeof Live.open>>) {
    this.#socket = socket;
    const blocks = JSON.parse(staticsOf(template as unknown as Template).json) as ClientBlock[];
    const container = new DOMParser().parseFromString(html, "text/html").querySelector("[data-live]") as Element;
    this.page = new Page(blocks, container.innerHTML, container.getAttribute("data-live-skeleton") ?? "");
  }

  /** Sets some of the state, for containers or for the page; answers the frame. */
  async set(state: Partial<State>, ...ids: readonly string[]): Promise<unknown> {
    const ack = this.#socket.raw.received.length;
    this.#socket.send(1, ++this.#ref, "set", state, ids.length > 0 ? [0, ...ids] : 0, ack);
    await settle();
    const frames = this.#socket.frames.slice(this.#read);
    this.#read += frames.length;
    for (const [, , diff] of frames) if (diff !== undefined && diff !== 0) this.page.apply(diff as Diff);
    return this.#socket.frames.at(-1)?.[2];
  }

  text(selector: string): string | undefined {
    return this.page.container.querySelector(selector)?.textContent ?? undefined;
  }
}

const start = async (keptRenders?: number): Promise<Live> => new Live(await Live.open(keptRenders));

describe("an event for a container", () => {
  it("changes what is inside of it; the rest waits for the next other frame", async () => {
    const live = await start();
    expect(await live.set({ title: "T", text: "b" }, "results")).toEqual([1, "b", -1, [0, "b"], -2, [0, "b"]]);
    expect([live.text("h1"), live.text("#results p"), live.text("#inner")]).toEqual(["t", "b", "a "]);
    await live.set({});
    expect([live.text("h1"), live.text("#results p"), live.text("#inner")]).toEqual(["T", "b", "b "]);
  });

  it("may name several, in branches and in components", async () => {
    const live = await start();
    await live.set({ text: "b" }, "inner", "badge", "panel");
    expect(["#results p", "#inner", "i", "u", "#badge", "s", "#panel"].map((selector) => live.text(selector))).toEqual([
      "a",
      "b ",
      "a",
      "a",
      "b",
      "a",
      "bt",
    ]);
  });

  it("is answered by an acknowledgement alone where nothing inside changed", async () => {
    const live = await start();
    expect(await live.set({ title: "T" }, "results")).toBe(undefined);
    expect(live.text("h1")).toBe("t");
  });

  it("what waits is bounded: beyond keptRenders everything is sent", async () => {
    const live = await start(3);
    for (const title of ["1", "2"]) await live.set({ title }, "results");
    expect(live.text("h1")).toBe("t");
    await live.set({ title: "3" }, "results");
    expect(live.text("h1")).toBe("3");
  });

  it("changes everything where the container is not shown, or made anew", async () => {
    const live = await start();
    await live.set({ open: false, text: "b" }, "inner");
    expect([live.text("h1"), live.text("#results p")]).toEqual(["t", "b"]);
    await live.set({ open: true, title: "T" }, "inner");
    expect(live.text("h1")).toBe("T");
  });

  it("changes everything where nobody knows the container", async () => {
    const live = await start();
    await live.set({ title: "T" }, "nobody", "__proto__");
    expect(live.text("h1")).toBe("T");
  });
});

const states = fc.record(
  {
    title: fc.constantFrom("t", "T"),
    text: fc.constantFrom("a", "b", "bc"),
    rows: fc.uniqueArray(fc.integer({ min: 1, max: 5 })),
    open: fc.boolean(),
    moved: fc.boolean(),
  },
  { requiredKeys: [] },
);
const ids = fc.subarray(["results", "inner", "badge", "panel"]);

it("a page ends the same, whichever containers its events were for", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(states, ids), { maxLength: 8 }), async (events) => {
      const live = await start();
      const whole = await start();
      for (const [state, ids] of events) {
        await live.set(state, ...ids);
        await whole.set(state);
        for (const id of ids) expect(live.text(`#${id}`)).toBe(whole.text(`#${id}`));
      }
      await live.set({});
      expect(dump(live.page.container)).toEqual(dump(whole.page.container));
    }),
    { numRuns: 60 },
  );
});
