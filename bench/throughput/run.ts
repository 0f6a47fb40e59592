/**
 * `npm run bench:throughput`: processor time of the server for one event of a counter, beside a server that echoes the
 * same frame with uWebSockets.js alone, alternately in one run. Only the ratio means something on a busy machine. JSON
 * goes to `bench/results/throughput.json`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { joinCounter, many } from "../load/page.ts";
import { type ServerKind, ServerProcess } from "../load/process.ts";
import { RawSocket } from "../load/raw-socket.ts";

const [rounds = 5, events = 40_000] = process.argv.slice(2).map(Number);
/** By sockets, the ratio to reach. */
const limits: ReadonlyMap<number, number> = new Map([
  [100, 1.3],
  [1_000, 1.5],
]);

/** Has every socket send its next frame when the last is answered, until there were so many in all. */
function drive(sockets: readonly RawSocket[], frameOf: (ref: number) => string, refs: number[], total: number): Promise<void> {
  return new Promise((resolve) => {
    let sent = 0;
    let answered = 0;
    const next = (index: number): void => {
      if (sent >= total) return;
      sent++;
      const ref = (refs[index] ?? 1) + 1;
      refs[index] = ref;
      sockets[index]?.send(frameOf(ref));
    };
    for (const [index, socket] of sockets.entries()) {
      socket.onframe = () => {
        if (++answered === total) resolve();
        else next(index);
      };
    }
    for (const index of sockets.keys()) next(index);
  });
}

class Contender {
  readonly #server: ServerProcess;
  readonly #sockets: readonly RawSocket[];
  readonly #refs: number[];

  private constructor(server: ServerProcess, sockets: readonly RawSocket[]) {
    this.#server = server;
    this.#sockets = sockets;
    this.#refs = sockets.map(() => 1);
  }

  static async start(kind: ServerKind, count: number): Promise<Contender> {
    const server = await ServerProcess.start(kind);
    const open = kind === "echo" ? () => RawSocket.open(server.port, "/") : () => joinCounter(server.port);
    return new Contender(server, await many(count, open));
  }

  /** Microseconds of the server's processor time for one event. */
  async run(total: number): Promise<number> {
    const before = await this.#server.ask("figures");
    // Each event acknowledges the answer to the one before.
    await drive(this.#sockets, (ref) => `[1,${ref},"inc",${ref - 1}]`, this.#refs, total);
    const after = await this.#server.ask("figures");
    return (after.cpu - before.cpu) / total;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.close();
    this.#server.stop();
  }
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const kinds = ["echo", "livec", "exit"] as const;
const results = [];
for (const [sockets, limit] of limits) {
  const contenders: Contender[] = [];
  for (const kind of kinds) contenders.push(await Contender.start(kind, sockets));
  for (const one of contenders) await one.run(events);
  const times: number[][] = [];
  for (let count = 0; count < rounds; count++) {
    // Each is first in its turn: a machine that slows down in the course of a round favours nobody.
    const round: number[] = [];
    for (let step = 0; step < kinds.length; step++) {
      const index = (count + step) % kinds.length;
      round[index] = (await contenders[index]?.run(events)) ?? 0;
    }
    times.push(round);
  }
  for (const one of contenders) one.stop();
  const [echo = 0, livec = 0, exit = 0] = kinds.map((_, index) => median(times.map((round) => round[index] ?? 0)));
  const ratio = median(times.map(([echo = 0, livec = 0]) => livec / echo));
  results.push({ sockets, echo, livec, exit, ratio, limit });
  const figures = `echo ${echo.toFixed(2)} µs, livec ${livec.toFixed(2)} µs (${exit.toFixed(2)} with onStrayError: "exit")`;
  console.log(`${String(sockets).padStart(5)} sockets: ${figures}, ratio ${ratio.toFixed(2)} (limit ${limit})`);
}
await mkdir(new URL("../results", import.meta.url), { recursive: true });
await writeFile(new URL("../results/throughput.json", import.meta.url), `${JSON.stringify({ rounds, events, results }, undefined, 2)}\n`);
process.exit(0);
