/** What wears on a server. Each scenario says what the server held, and whether that is as it should be. */
import { connect } from "node:net";
import { cuts } from "./cuts.ts";
import type { Held, ServerProcess } from "./server-process.ts";
import { addressOf, Visitor } from "./visitor.ts";

export interface Outcome {
  readonly what: string;
  readonly held: string;
  readonly isWell: boolean;
}

/** Time for those who left to be forgotten, ms. */
const PATIENCE = 15_000;
const AT_ONCE = 32;
/** What a heap may grow by over all visits, bytes: a leak of a kilobyte a visit is noticed. */
const GROWTH = 8 * 1024 * 1024;
/** Events of a reader who has stopped, each answered with 20 KB. */
const ROUNDS = 40;
const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
const sizes = ({ heap, rss }: Held): string => `heap ${mb(heap)}, resident ${mb(rss)}`;

/** Visitors who load the page, connect, send an event and leave. */
export async function visits(server: ServerProcess, count: number): Promise<Outcome> {
  let next = 0;
  let failed = 0;
  const come = async (until: number): Promise<void> => {
    while (next < until) {
      try {
        const visitor = await Visitor.come(server.port, addressOf(next++));
        await visitor.event("inc");
        await visitor.leave();
      } catch {
        failed++;
      }
    }
  };
  const comeTogether = (until: number): Promise<unknown> => Promise.all(Array.from({ length: AT_ONCE }, () => come(until)));
  // The first ones warm up what is compiled and cached.
  await comeTogether(Math.min(500, count / 2));
  const before = await server.heldWhenLeft(PATIENCE);
  await comeTogether(count);
  const after = await server.heldWhenLeft(PATIENCE);
  return {
    what: `${count} visits`,
    held: `${sizes(before)} after the first, ${sizes(after)} after all; ${after.views} views and ${after.sockets} sockets left, ${failed} visits failed`,
    isWell: failed === 0 && after.views === 0 && after.sockets === 0 && after.heap - before.heap < GROWTH,
  };
}

/** Visitors who ask for much, say that they have it, and read none of it. */
export async function stoppedReaders(server: ServerProcess, count: number): Promise<Outcome> {
  const readers = await Promise.all(Array.from({ length: count }, (_, index) => Visitor.come(server.port, addressOf(index))));
  const honest = await Visitor.come(server.port, addressOf(count));
  for (const { socket } of readers) socket.pause();
  let worst = 0;
  let peak = await server.held();
  for (let round = 0; round < ROUNDS; round++) {
    for (const reader of readers) reader.eventUnread("grow");
    const start = performance.now();
    await honest.event("inc");
    worst = Math.max(worst, performance.now() - start);
    const held = await server.held();
    if (held.rss > peak.rss) peak = held;
  }
  for (const { socket } of readers) socket.terminate();
  await honest.leave();
  const after = await server.heldWhenLeft(PATIENCE);
  return {
    what: `${count} stopped readers`,
    held: `${sizes(peak)} at most, ${sizes(after)} after they left; somebody who reads waited ${worst.toFixed(0)} ms at most`,
    isWell: server.isAlive && after.views === 0 && after.sockets === 0,
  };
}

/** Bodies of single bytes, each a chunk of its own, all at once. */
export async function tinyChunks(server: ServerProcess, count: number, chunks: number): Promise<Outcome> {
  const body = `POST /hook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${"1\r\nx\r\n".repeat(chunks)}0\r\n\r\n`;
  const post = (): Promise<string> =>
    new Promise((resolve) => {
      let answer = "";
      const socket = connect(server.port, "127.0.0.1", () => socket.write(body));
      socket.on("data", (chunk) => {
        answer += String(chunk);
      });
      socket.on("error", () => resolve(answer));
      socket.on("close", () => resolve(answer));
    });
  const answers = await Promise.all(Array.from({ length: count }, post));
  const refused = answers.filter((answer) => !answer.includes(" 200 ")).length;
  const held = server.isAlive ? sizes(await server.held()) : "nothing, it is gone";
  return {
    what: `${count} posts of ${chunks} chunks of one byte`,
    held: `${held}; ${refused} cut off`,
    isWell: server.isAlive && refused === count,
  };
}

/** A page behind a proxy that cuts its connections. */
export async function cutConnections(server: ServerProcess, clicks: number): Promise<Outcome> {
  const { connections, shown, lost } = await cuts(server.port, clicks);
  return {
    what: `${clicks} clicks over connections that are cut`,
    held: `${connections} connections; ${shown} clicks ran, ${lost} were told to be lost`,
    isWell: connections > 1 && shown + lost === clicks,
  };
}
