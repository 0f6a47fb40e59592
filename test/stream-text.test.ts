/** Text that is sent while it is produced: every token arrives, and a slow page makes the producer wait. */
import { expect, it } from "vitest";
import { settle, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineView, type SafeHtml, type Socket, unsafeHtml } from "../runtime-server/index.ts";
import { loadTemplate } from "./load-template.ts";

interface State {
  readonly answer: string;
  readonly html: SafeHtml;
}
const template = loadTemplate<State>(
  '<script lang="ts">export interface Assigns { answer: string; html: string }</script><p>{answer}</p><div :html={html}></div>',
);

async function visit(produce: (socket: Socket<State>) => Promise<void>, limits: object = {}) {
  const made = testApp({ limits });
  let produced = false;
  made.app.live(
    "/",
    defineView({
      template,
      mount: () => ({ answer: "", html: unsafeHtml("") }),
      events: {
        async go(socket) {
          await produce(socket);
          produced = true;
        },
      },
    }),
  );
  const visitor = new Visitor(made.server);
  const page = await visitor.load("/");
  const join = async (more: object = {}) => {
    const socket = visitor.connect();
    await socket.join(page, more);
    return socket;
  };
  const socket = await join();
  /** Time passes in frames. */
  const frames = async (count: number): Promise<void> => {
    for (let frame = 0; frame < count; frame++) {
      made.clock.advance(16);
      await settle();
    }
  };
  return { ...made, socket, join, frames, isOver: () => produced };
}

/** What the page shows after these frames: a text, or what it grew by. */
const textOf = (frames: readonly (readonly unknown[])[]): string =>
  frames.reduce<string>((text, [, , diff]) => {
    const change: unknown = Array.isArray(diff) ? diff[1] : [""];
    return Array.isArray(change) ? text + change[0] : String(change);
  }, "");

it("travels in frames, and of it only what is new", async () => {
  const { socket, frames, isOver } = await visit(async (socket) => {
    const sent = ["Hello", ", ", "world"].map((token) => socket.streamText("answer", token));
    await Promise.all(sent);
    await socket.streamText("answer", "!");
  });
  socket.send(1, 2, "go");
  await settle();
  await frames(3);
  expect(socket.raw.received.slice(1)).toEqual(['[1,0,[0,"Hello, world"]]', '[1,0,[0,["!"]]]', "[1,2]"]);
  expect(isOver()).toBe(true);
});

it("waits for a page that reads slowly, and loses nothing", async () => {
  const tokens = Array.from({ length: 40 }, (_, index) => `${index} `);
  let sent = 0;
  const { socket, frames, isOver } = await visit(
    async (socket) => {
      for (const token of tokens) {
        await socket.streamText("answer", token);
        sent++;
      }
    },
    { unackedFrames: 4 },
  );
  socket.send(1, 2, "go");
  await settle();
  await frames(20);
  const stopped = sent;
  expect(stopped).toBeLessThan(8);
  await frames(20);
  expect(sent).toBe(stopped);
  for (let seq = 1; !isOver() && seq < 100; seq++) {
    socket.send(1, socket.frames.filter(([view]) => view === 1).length);
    await frames(2);
  }
  expect(textOf(socket.frames)).toBe(tokens.join(""));
});

it("goes on for a page that comes back, which has it all", async () => {
  const { socket, join, frames, clock } = await visit(async (socket) => {
    for (const token of ["a", "b", "c"]) await socket.streamText("answer", token);
  });
  socket.send(1, 2, "go");
  await settle();
  await frames(1);
  socket.raw.close();
  clock.advance(5_000);
  await settle();
  const again = await join({ seq: 2 });
  await frames(4);
  expect(again.raw.received).toEqual(['[1,1,0,{"n":2,"a":2}]', '[1,0,[0,"ab"]]', '[1,0,[0,"abc"]]', "[1,2]"]);
});

it("is over when its view ends", async () => {
  const { app, socket, isOver } = await visit((socket) => socket.streamText("answer", "a"));
  socket.send(1, 2, "go");
  await settle();
  expect(isOver()).toBe(false);
  await app.close();
  await settle();
  expect(isOver()).toBe(true);
});

it("puts trusted HTML into an assign, or sends what was assigned so far", async () => {
  const { socket, frames } = await visit(async (socket) => {
    await socket.streamTo("html", { html: unsafeHtml("<b>1</b>") });
    socket.assign({ answer: "x" });
    await socket.streamTo("answer");
  });
  socket.send(1, 2, "go");
  await settle();
  await frames(3);
  expect(socket.raw.received.slice(1)).toEqual(['[1,0,[1,"<b>1</b>"]]', '[1,0,[0,"x"]]', "[1,2]"]);
});
