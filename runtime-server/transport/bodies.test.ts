import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Request } from "./transport.ts";
import { raw, serve, serverProcess, text, transports } from "./transports.testing.ts";

const MB = 1024 * 1024;
const read = (request: Request): Promise<ReturnType<typeof text>> =>
  request.body().then(
    (body) => text(String(body.byteLength)),
    (error: Error) => text(error.name, 413),
  );

describe.each(transports)("bodies over %s", (transportName, transport) => {
  it("come whole where they are asked for, whatever the pieces", async () => {
    const served = await serve(transport, async (request) => text(new TextDecoder().decode(await request.body())));
    const head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
    expect(await raw(served, `${head}Content-Length: 5\r\n\r\nhello`)).toMatch(/\r\n\r\nhello$/);
    expect(await raw(served, `${head}Content-Length: 0\r\n\r\n`)).toMatch(/\r\n\r\n$/);
    expect(await raw(served, `${head}Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n1\r\nl\r\n1\r\no\r\n0\r\n\r\n`)).toMatch(
      /\r\n\r\nhello$/,
    );
  });

  it("are refused over the limit, told or not, and their answer arrives", async () => {
    const served = await serve(transport, read);
    const post = async (body: RequestInit["body"]): Promise<string> =>
      (await fetch(served.url, { method: "POST", body: body ?? null, duplex: "half" } as RequestInit)).text();
    expect(await post("x".repeat(1_000))).toBe("1000");
    expect(await post("x".repeat(1_001))).toBe("BodyTooLarge");
    expect(await post(new Blob(["x".repeat(500_000)]).stream())).toBe("BodyTooLarge");
  });

  it("wait until somebody asks", async () => {
    let ask: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const served = await serve(transport, (request) => asked.then(() => read(request)), {}, { bodyBytes: 64 * MB, bodiesBytes: 64 * MB });
    const socket = connect(served.port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${32 * MB}\r\n\r\n`);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    let sent = false;
    socket.write(Buffer.alloc(32 * MB), () => {
      sent = true;
    });
    // What the kernel takes is a few MB; the server takes none of it.
    let before = -1;
    while (before !== socket.writableLength || !socket.writableNeedDrain) {
      before = socket.writableLength;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect([sent, answer]).toEqual([false, ""]);
    ask?.();
    await expect.poll(() => answer, { timeout: 5_000 }).toMatch(/\r\n\r\n33554432$/);
  });

  it("that nobody asked for do not disturb the next request", async () => {
    const served = await serve(transport, async (request) => text(request.path), {}, { bodyBytes: 64 * MB });
    const socket = connect(served.port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    let answers = "";
    socket.on("data", (chunk) => {
      answers += String(chunk);
    });
    socket.write(`POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n${"x".repeat(300_000)}`);
    await expect.poll(() => answers).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\n\/one$/);
    socket.write("GET /two HTTP/1.1\r\nHost: a\r\n\r\n");
    await expect.poll(() => answers).toMatch(/\/oneHTTP\/1\.1 200 [\s\S]*\r\n\r\n\/two$/);
  });

  it("of single bytes are cut off: many of them fill no heap and take no time", async () => {
    const served = await serverProcess(transportName, { heap: 48 });
    const cpuTime = async (): Promise<number> => Number(await (await fetch(served.url)).text());
    const post = `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${"1\r\nx\r\n".repeat(400_000)}0\r\n\r\n`;
    const before = await cpuTime();
    const send = (): Promise<string> => raw(served, post, 1, 15_000);
    // An answer that its client did not wait for may be lost.
    for (const answer of await Promise.all([send(), send(), send()])) expect(answer).not.toContain(" 200 ");
    // Each takes a microsecond at least: what is read of the first ones is all.
    expect(((await cpuTime()) - before) / 1_000_000).toBeLessThan(0.4);
  }, 20_000);

  it("of somebody who leaves end", async () => {
    let outcome: string | undefined;
    const served = await serve(transport, async (request) => {
      outcome = "reading";
      outcome = await request.body().then(
        () => "read",
        (error: Error) => error.message,
      );
      return text("");
    });
    const socket = connect(served.port, "127.0.0.1", () => socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx"));
    await expect.poll(() => outcome).toBe("reading");
    socket.destroy();
    await expect.poll(() => outcome).toBe("The client went away.");
  });
});
