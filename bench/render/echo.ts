/** What an event costs at least: the processor time of a raw echo, per message. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { WebSocket } from "ws";

const SOCKETS = 20;
const WARM_UP = 500;
const MESSAGES = 2_000;
/** As long as a click of the client. */
const CLICK = '[1,2,"toggle",{"id":"7","value":"on"}]';

/** Microseconds. */
export async function measureEcho(): Promise<number> {
  const server = fork(new URL("echo-server.ts", import.meta.url), { execArgv: ["--import", "ts-blank-space/register"] });
  try {
    const [{ port }] = (await once(server, "message")) as [{ readonly port: number }];
    const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => open(port)));
    await Promise.all(sockets.map((socket) => echoes(socket, WARM_UP)));
    const before = await cpuOf(server);
    await Promise.all(sockets.map((socket) => echoes(socket, MESSAGES)));
    const after = await cpuOf(server);
    for (const socket of sockets) socket.terminate();
    return (after - before) / (SOCKETS * MESSAGES);
  } finally {
    server.kill();
  }
}

async function cpuOf(server: ReturnType<typeof fork>): Promise<number> {
  server.send("cpu");
  const [{ cpu }] = (await once(server, "message")) as [{ readonly cpu: number }];
  return cpu;
}

async function open(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(socket, "open");
  return socket;
}

/** One message after the other, each when the one before came back. */
function echoes(socket: WebSocket, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const next = (): void => {
      if (left-- > 0) return socket.send(CLICK);
      socket.off("message", next);
      resolve();
    };
    socket.on("message", next);
    next();
  });
}
