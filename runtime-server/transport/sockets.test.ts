import { describe, expect, it } from "vitest";
import type { Peer } from "./transport.ts";
import { client, serve, text, transports } from "./transports.testing.ts";

describe.each(transports)("WebSockets over %s", (_name, transport) => {
  it("delivers text, marks binary, and tells both ends of a close", async () => {
    const got: (string | undefined)[] = [];
    let closed = 0;
    const served = await serve(transport, async () => text(""), {
      message: (peer, data) => {
        got.push(data);
        if (data === "bye") peer.close(1008, "enough");
        else peer.send(`echo ${data}`);
      },
      closed: () => void closed++,
    });
    const socket = client(served);
    const received: string[] = [];
    socket.on("message", (data) => received.push(String(data)));
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send("héllo");
    socket.send(Buffer.from([1, 2]));
    socket.send("bye");
    const [code, reason] = await new Promise<[number, string]>((resolve) =>
      socket.once("close", (closeCode, why) => resolve([closeCode, String(why)])),
    );
    expect(got).toEqual(["héllo", undefined, "bye"]);
    expect(received).toEqual(["echo héllo", "echo undefined"]);
    expect([code, reason, closed]).toEqual([1008, "enough", 1]);
  });

  it("cuts a frame over the limit, and a peer that is gone may be used without harm", async () => {
    let last: Peer | undefined;
    const closed: (string | undefined)[] = [];
    const served = await serve(transport, async () => text(""), {
      peer: (peer) => {
        last = peer;
      },
      closed: (refused) => void closed.push(refused),
    });
    const socket = client(served);
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send("x".repeat(101));
    await new Promise((resolve) => socket.once("close", resolve));
    await expect.poll(() => closed).toEqual(["a frame larger than frameBytes"]);
    expect(last?.send("after")).toBe(true);
    last?.close(1000, "again");
  });

  it("takes no frame while much waits for a slow reader, tells when to try again, and all arrive, however large", async () => {
    const large = "x".repeat(5_000_000);
    const taken: boolean[] = [];
    const send = (peer: Peer): void => void taken.push(peer.send(large));
    const served = await serve(transport, async () => text(""), {
      message(peer) {
        send(peer);
        send(peer);
      },
      drained: (peer) => void (taken.filter(Boolean).length < 3 && send(peer)),
    });
    const socket = client(served);
    const received: number[] = [];
    socket.on("message", (data) => received.push(String(data).length));
    await new Promise((resolve) => socket.once("open", resolve));
    socket.pause();
    socket.send("go");
    await expect.poll(() => taken).toEqual([true, false]);
    socket.resume();
    await expect.poll(() => received, { timeout: 10_000 }).toEqual([5_000_000, 5_000_000, 5_000_000]);
    socket.terminate();
  });

  it("greets from within the acceptance", async () => {
    const served = await serve(transport, async () => text(""), { peer: (peer) => void peer.send("hello") });
    const socket = client(served);
    expect(await new Promise((resolve) => socket.once("message", (data) => resolve(String(data))))).toBe("hello");
    socket.terminate();
  });
});
