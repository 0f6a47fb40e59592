/** Exactly once: the real server and the model of a page, over connections that lose frames, delay them and send them twice. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Effects, ServerFrame } from "../../protocol/wire.ts";
import { type Page, settle, type TestApp, type TestSocket, testApp, Visitor } from "../../runtime-server/app/visitor.testing.ts";
import { defineView } from "../../runtime-server/view/define.ts";
import { loadTemplate } from "../load-template.ts";

const template = loadTemplate<{ ran: number }>(`<script lang="ts">
export interface Assigns { ran: number }
</script>
<p>{ran}</p>`);

/** What a page must do so that each of its events runs exactly once. */
class ModelPage {
  readonly #connect: () => TestSocket;
  readonly #page: Page;
  #socket: TestSocket | undefined;
  /** Frames under way to the server. */
  #up: string[] = [];
  /** Frames of this connection that arrived. */
  #arrived = 0;
  #ref = 0;
  #joining = 0;
  #seq: number | undefined;
  /** Refs that were sent, or are to be sent, and are not answered. */
  #pending: number[] = [];
  readonly answered: number[] = [];

  constructor(connect: () => TestSocket, page: Page) {
    this.#connect = connect;
    this.#page = page;
  }

  get pending(): readonly number[] {
    return this.#pending;
  }

  /** The user does something; it is sent at once where the page has joined. */
  event(): void {
    if (this.#seq === undefined) return;
    this.#pending.push(++this.#ref);
    if (this.#joining === 0) this.#post(this.#ref);
  }

  connect(): void {
    const { token, csrf, statics } = this.#page;
    this.#socket = this.#connect();
    this.#arrived = 0;
    this.#joining = ++this.#ref;
    const join = { token, csrf, statics: `/live/s/${statics}.json`, url: "http://test.local/", params: {}, seq: this.#seq };
    this.#up = [JSON.stringify([1, this.#joining, 0, join])];
  }

  /** Frames arrive at the server; `twice` sends the same again, as a page may that does not know what arrived. */
  up(count: number, twice: boolean): void {
    const frames = this.#up.splice(0, count);
    for (const frame of frames) this.#socket?.raw.send(frame);
    if (twice && this.#isResumed) for (const frame of frames) if (frame.includes('"run"')) this.#socket?.raw.send(frame);
  }

  /** Frames arrive at the page. */
  down(count: number): void {
    for (const text of this.#socket?.raw.received.slice(this.#arrived, this.#arrived + count) ?? []) {
      this.#arrived++;
      this.#receive(JSON.parse(text) as Exclude<ServerFrame, readonly [0]>);
    }
    if (this.#joining === 0) this.#up.push(JSON.stringify([1, this.#seq]));
  }

  /** The connection is cut, and with it whatever is under way; the server learns of it now, or when the page comes back. */
  cut(told: boolean): void {
    if (told) this.#socket?.raw.close();
    this.#up = [];
    this.connect();
  }

  #isResumed = false;

  #receive([, ref, , effects = {}]: readonly [number, number, unknown?, Effects?]): void {
    if (this.#joining !== 0) {
      if (ref < this.#joining) return;
      this.#joined(effects);
      return;
    }
    this.#seq = (this.#seq ?? 0) + 1;
    this.answered.push(...this.#pending.filter((pending) => pending <= ref));
    this.#pending = this.#pending.filter((pending) => pending > ref);
  }

  /** The events above `a` are sent again, in order and with their refs, before anything newer. */
  #joined({ n = 1, a, x }: Effects): void {
    expect(x).toBeUndefined();
    this.#isResumed = this.#seq !== undefined;
    expect(a === undefined).toBe(!this.#isResumed);
    this.#seq = n;
    this.#joining = 0;
    for (const ref of this.#pending) if (ref > (a ?? Infinity)) this.#post(ref);
  }

  #post(ref: number): void {
    this.#up.push(JSON.stringify([1, ref, "run", { ref }, 0, this.#seq]));
  }
}

/** A server with one view, and a page that has joined it. */
class Scene {
  readonly ran: number[] = [];
  readonly #held: (() => void)[] = [];
  readonly test: TestApp = testApp({
    limits: { unackedFrames: 3, mailbox: 1_000, eventsPerSecond: 1e6, eventsBurst: 1e6, joinsPerSecond: 1e6, joinsBurst: 1e6, strikes: 1 },
  });

  async open(): Promise<ModelPage> {
    const { ran } = this;
    const held = this.#held;
    this.test.app.live(
      "/",
      defineView({
        template,
        mount: () => ({ ran: 0 }),
        events: {
          async run(socket, { ref }) {
            ran.push(Number(ref));
            if (Number(ref) % 3 === 0) await new Promise<void>((resolve) => void held.push(resolve));
            socket.assign({ ran: Number(ref) });
          },
        },
      }),
    );
    const visitor = new Visitor(this.test.server);
    const page = new ModelPage(() => visitor.connect(), await visitor.load("/"));
    page.connect();
    page.up(1, false);
    await settle();
    page.down(1);
    return page;
  }

  release(): void {
    this.#held.shift()?.();
  }
}

const actions = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant({ do: "event", count: 1, flag: false }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("up", "down"), count: fc.integer({ min: 1, max: 5 }), flag: fc.boolean() }) },
    fc.record({ do: fc.constantFrom("cut", "release"), count: fc.constant(1), flag: fc.boolean() }),
  ),
  { minLength: 20, maxLength: 80, size: "max" },
);

test("every event of a view that lives runs exactly once, in order, and is answered; nothing is refused", async () => {
  await fc.assert(
    fc.asyncProperty(actions, async (list) => {
      const scene = new Scene();
      const page = await scene.open();
      let sent = 0;
      for (const { do: what, count, flag } of list) {
        if (what === "event") page.event();
        else if (what === "up") page.up(count, flag);
        else if (what === "down") page.down(count);
        else if (what === "cut") page.cut(flag);
        else scene.release();
        if (what === "event") sent++;
        await settle();
      }
      for (let round = 0; round < 200 && page.pending.length > 0; round++) {
        page.up(1_000, false);
        await settle();
        page.down(1_000);
        scene.release();
        await settle();
      }
      expect(page.pending).toEqual([]);
      expect(scene.ran).toEqual(page.answered);
      expect(scene.ran).toEqual([...new Set(scene.ran)].sort((a, b) => a - b));
      expect(scene.ran).toHaveLength(sent);
      expect(scene.test.messages("warn")).toEqual([]);
      expect(scene.test.messages("error")).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
