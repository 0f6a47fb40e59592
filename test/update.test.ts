// @vitest-environment jsdom
/**
 * `live-update`, compiled, rendered and patched: the server's rendering and the client's page, without a socket between
 * them.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import type { Diff } from "../protocol/wire.ts";
import type { Template } from "../runtime-server/rendering/contract.ts";
import { Rendering } from "../runtime-server/rendering/rendering.ts";
import { staticsOf } from "../runtime-server/rendering/table.ts";
import { loadTemplate } from "./load-template.ts";
import { Page } from "./properties/page.ts";

interface Message {
  readonly id: number;
  readonly text: string;
}
interface Chat {
  readonly messages: readonly Message[];
  readonly me?: string;
}

/** A view's rendering, which forgets what it sent as a view does, and its page. */
class Show<A extends object> {
  readonly rendering: Rendering<A>;
  readonly page: Page;

  constructor(template: Template<A>, assigns: A, html?: string) {
    this.rendering = new Rendering(template);
    this.rendering.mount(assigns);
    const blocks = JSON.parse(staticsOf(template as unknown as Template).json) as ClientBlock[];
    this.page = new Page(blocks, html ?? this.rendering.html(), this.rendering.skeleton());
    this.rendering.release();
  }

  update(assigns: A): unknown {
    const patch = this.rendering.update(assigns);
    if (patch !== undefined) this.apply(patch);
    this.rendering.release();
    return patch;
  }

  apply(diff: Diff): void {
    this.page.apply(JSON.parse(JSON.stringify(diff)) as Diff);
  }

  get text(): string[] {
    return [...this.page.container.querySelectorAll("li")].map(({ textContent }) => textContent ?? "");
  }

  query(selector: string): Element {
    return this.page.container.querySelector(selector) as Element;
  }
}

const chat = (mode: string): Template<Chat> =>
  loadTemplate<Chat>(
    `<script lang="ts">export interface Assigns { messages: readonly { id: number; text: string }[]; me?: string }</script>
    <ul id="chat" live-update="${mode}"><li :for={m of messages} :key={m.id} id="m{m.id}" class={me}>{m.text}</li></ul>`,
  );
const [a, b, c] = ["a", "b", "c"].map((text, id) => ({ id, text })) as [Message, Message, Message];

describe("append", () => {
  it("adds the items that are new, and leaves what is there", () => {
    const show = new Show(chat("append"), { messages: [a] });
    const first = show.query("#m0");
    expect(show.update({ messages: [b, c] })).toEqual([0, [[1, null, "b", 2, null, "c"]]]);
    expect(show.text).toEqual(["a", "b", "c"]);
    expect(show.query("#m0")).toBe(first);
  });

  it("sends an item that is the same object once", () => {
    const show = new Show(chat("append"), { messages: [a, b] });
    expect(show.update({ messages: [a, b, c] })).toEqual([0, [[2, null, "c"]]]);
    expect(show.update({ messages: [b, c] })).toBe(undefined);
  });

  it("sends it again where something else that its row reads changed", () => {
    const show = new Show(chat("append"), { messages: [a, b] });
    expect(show.update({ messages: [a, b], me: "ada" })).toEqual([0, [[0, "ada", "a", 1, "ada", "b"]]]);
    expect(show.text).toEqual(["a", "b"]);
    expect(show.query("#m1").className).toBe("ada");
  });

  it("changes a row of a known id where it is, and keeps its node", () => {
    const show = new Show(chat("append"), { messages: [a, b] });
    const first = show.query("#m0");
    show.update({ messages: [{ id: 0, text: "A" }, c] });
    expect(show.text).toEqual(["A", "b", "c"]);
    expect(show.query("#m0")).toBe(first);
  });

  it("takes the last of two new rows with one id", () => {
    const show = new Show(chat("append"), { messages: [] });
    show.update({ messages: [a, { id: 0, text: "A" }] });
    expect(show.text).toEqual(["A"]);
  });

  it("removes nothing", () => {
    const show = new Show(chat("append"), { messages: [a, b] });
    expect(show.update({ messages: [] })).toBe(undefined);
    expect(show.text).toEqual(["a", "b"]);
  });

  it("is merged by id where all values come again", () => {
    const show = new Show(chat("append"), { messages: [a, b] });
    show.rendering.renew({ messages: [{ id: 1, text: "B" }, c] });
    show.apply([show.rendering.values()]);
    expect(show.text).toEqual(["a", "B", "c"]);
  });

  it("keeps no row that was sent, and says that values lack them", () => {
    const show = new Show(chat("append"), { messages: [a, b] });
    expect(show.rendering.html()).toBe('<ul id="chat"></ul>');
    expect(show.rendering.lacksRows).toBe(true);
  });

  it("names the row that has no id", () => {
    const show = new Show(chat("append"), { messages: [] });
    const template = loadTemplate<{ xs: (string | null)[] }>(
      `<script lang="ts">export interface Assigns { xs: (string | null)[] }</script>
      <ul id="chat" live-update="append"><li :for={x of xs} :key={x} id={x}>x</li></ul>`,
    );
    expect(show.text).toEqual([]);
    expect(() => new Show(template, { xs: [null] })).toThrow(
      'test.live.html:2: a row of a live-update="append" has no id; each must have one of its own.',
    );
  });
});

describe("prepend", () => {
  it("puts new items before what is there, in their order", () => {
    const show = new Show(chat("prepend"), { messages: [a] });
    show.update({ messages: [b, c] });
    expect(show.text).toEqual(["b", "c", "a"]);
  });

  it("changes a row of a known id where it is", () => {
    const show = new Show(chat("prepend"), { messages: [a, b] });
    show.update({ messages: [c, { id: 1, text: "B" }] });
    expect(show.text).toEqual(["c", "a", "B"]);
  });
});

describe("ignore", () => {
  const chart = loadTemplate<{ points: number[]; label: string; shown: boolean }>(
    `<script lang="ts">export interface Assigns { points: number[]; label: string; shown: boolean }</script>
    <section><div :if={shown} live-update="ignore" data-label={label}><i :for={p of points}>{p}</i> &lt;{label}&gt;</div><b>{label}</b></section>`,
  );

  it("renders its content once; attributes of the element go on changing", () => {
    const show = new Show(chart, { points: [1, 2], label: "x", shown: true });
    const div = show.query("div");
    expect(div.innerHTML).toBe("<i>1</i><i>2</i> &lt;x&gt;");
    show.update({ points: [3], label: "y", shown: true });
    expect(div.innerHTML).toBe("<i>1</i><i>2</i> &lt;x&gt;");
    expect(div.getAttribute("data-label")).toBe("y");
    expect(show.query("b").textContent).toBe("y");
  });

  it("does not look at what a script made of the content, neither in a page nor with all values anew", () => {
    const rendering = new Rendering(chart);
    rendering.mount({ points: [1, 2], label: "x", shown: true });
    const html = rendering.html().replace("<i>1</i><i>2</i>", "<canvas></canvas>text");
    const blocks = JSON.parse(staticsOf(chart as unknown as Template).json) as ClientBlock[];
    const page = new Page(blocks, html, rendering.skeleton());
    expect(page.intact).toBe(true);
    page.apply([rendering.values()]);
    expect(page.container.querySelector("div")?.innerHTML).toBe("<canvas></canvas>text &lt;x&gt;");
  });

  it("is rendered anew with an element that is made anew", () => {
    const show = new Show(chart, { points: [1], label: "x", shown: true });
    show.update({ points: [2], label: "y", shown: false });
    show.update({ points: [2], label: "y", shown: true });
    expect(show.query("div").innerHTML).toBe("<i>2</i> &lt;y&gt;");
  });
});

/** What a page shows after some batches of messages. */
function told(batches: readonly (readonly Message[])[], atStart: boolean): string[] {
  let shown: Message[] = [];
  for (const batch of batches) {
    const latest = new Map(batch.map((message) => [message.id, message]));
    const known = new Set(shown.map(({ id }) => id));
    const fresh = [...latest.values()].filter(({ id }) => !known.has(id));
    const changed = shown.map((message) => latest.get(message.id) ?? message);
    shown = atStart ? [...fresh, ...changed] : [...changed, ...fresh];
  }
  return shown.map(({ text }) => text);
}

const batches = fc.array(fc.array(fc.record({ id: fc.integer({ min: 0, max: 9 }), text: fc.string({ maxLength: 3 }) }), { maxLength: 4 }), {
  minLength: 1,
  maxLength: 8,
});

it.each(["append", "prepend"])("%s: a page shows each id once, in the order of its first coming, as it was told last", (mode) => {
  fc.assert(
    fc.property(batches, fc.boolean(), (batches, kept) => {
      const [first = [], ...rest] = batches;
      const rendering = new Show(chat(mode), { messages: first });
      // Whether the server forgets what it sent or not.
      const server = new Rendering(chat(mode));
      server.mount({ messages: first });
      let messages = first;
      for (const batch of rest) {
        messages = kept ? [...messages, ...batch] : batch;
        rendering.update({ messages });
        server.update({ messages });
      }
      expect(rendering.text).toEqual(told(batches, mode === "prepend"));
      expect(new Show(chat(mode), { messages: [] }, server.html()).text).toEqual(rendering.text);
    }),
  );
});
