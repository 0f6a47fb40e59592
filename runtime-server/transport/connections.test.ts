import { once } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { closed, open, type Served, serve, serverProcess, silent, transports } from "./transports.testing.ts";

const answers = ({ url }: Pick<Served, "url">): Promise<string> =>
  fetch(url, { headers: { Connection: "close" } }).then(
    (response) => response.text(),
    () => "refused",
  );

/** A process takes its time to start, and to answer, on a machine that is busy. */
const patient = { timeout: 10_000 };

describe.each(transports)("connections over %s", (transportName, transport) => {
  it("refuses more connections than the limit, and takes new ones when some have gone", async () => {
    const served = await serve(transport, undefined, undefined, { connections: 10 });
    const sockets = await Promise.all(Array.from({ length: 10 }, () => silent(served)));
    await expect.poll(() => answers(served)).toBe("refused");
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => answers(served)).toBe("ok");
  });

  it("takes visitors for ever: a WebSocket that ended counts no longer", async () => {
    const served = await serve(transport, undefined, undefined, { connections: 10 });
    for (let visit = 0; visit < 35; visit++) {
      const socket = await open(served);
      expect(socket, `visit ${visit}`).toBeDefined();
      if (socket !== undefined) await closed(socket);
    }
    expect(await answers(served)).toBe("ok");
  });

  it("counts WebSockets that are open, also after others have ended", async () => {
    const served = await serve(transport, undefined, undefined, { connections: 10 });
    for (let lifetime = 0; lifetime < 3; lifetime++) {
      const sockets = await Promise.all(Array.from({ length: 10 }, () => open(served)));
      expect(sockets.filter((socket) => socket !== undefined)).toHaveLength(10);
      await expect.poll(() => answers(served)).toBe("refused");
      for (const socket of sockets) if (socket !== undefined) await closed(socket);
      await expect.poll(() => answers(served)).toBe("ok");
    }
  });

  it("counts a socket cut off by its client, or refused by the program, no longer", async () => {
    let refuse = false;
    const served = await serve(
      transport,
      undefined,
      { upgrade: () => (refuse ? { status: 403, headers: [["Connection", "close"]], body: "" } : undefined) },
      { connections: 10 },
    );
    for (let visit = 0; visit < 25; visit++) {
      refuse = visit % 2 === 1;
      const socket = await open(served);
      expect(socket === undefined).toBe(refuse);
      socket?.terminate();
    }
    await expect.poll(() => answers(served)).toBe("ok");
  });

  it.runIf(process.platform === "linux")(
    "keeps files for itself where a process may open few, and does not spin when visitors are many",
    async () => {
      const served = await serverProcess(transportName, { openFiles: 256 });
      const sockets = await Promise.all(Array.from({ length: 300 }, () => silent(served).catch(() => undefined)));
      onTestFinished(() => sockets.forEach((socket) => void socket?.destroy()));
      await expect.poll(() => answers(served), patient).toBe("refused");
      const [first] = sockets;
      if (first === undefined) throw new Error("The server took no connection at all.");
      const [before, from] = [await cpuTime(first), performance.now()];
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(((await cpuTime(first)) - before) / 1000 / (performance.now() - from)).toBeLessThan(0.2);
      sockets.slice(1).forEach((socket) => void socket?.destroy());
      await expect.poll(() => answers(served), patient).toMatch(/^\d+$/);
    },
    30_000,
  );
});

/** Asks over a connection that is open already. */
async function cpuTime(socket: Socket): Promise<number> {
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  let received = "";
  while (!/\r\n\r\n\d+/.test(received)) received += String((await once(socket, "data"))[0]);
  return Number(received.slice(received.indexOf("\r\n\r\n") + 4));
}
