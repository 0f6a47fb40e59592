import { describe, expect, it } from "vitest";
import { LivecError } from "../base/errors.ts";
import { chooseTransport, type TransportName, withFallback } from "./choose.ts";
import { listenNode } from "./node.ts";
import type { Handlers, Listening, ListenOptions, Transport } from "./transport.ts";
import { limits, text } from "./transports.testing.ts";
import { listenUws } from "./uws.ts";

const handlers: Handlers = { request: async () => text("ok"), upgrade: () => text("", 404) };
const listening: Listening = { port: 1, stop() {}, close() {} };
const works: Transport = async () => listening;
const failsWith =
  (error: Error): Transport =>
  () =>
    Promise.reject(error);
const noBinary = failsWith(new LivecError("no-native-server", "There is no binary for it."));

describe("the transport of an app", () => {
  it("is what it asks for", () => {
    expect(chooseTransport("uws")).toBe(listenUws);
    expect(chooseTransport("node")).toBe(listenNode);
    expect(chooseTransport(works)).toBe(works);
  });

  it("is one that exists", () => {
    expect(() => chooseTransport("nod" as TransportName)).toThrow('transport: "nod" is not one of uws, node. Did you mean "node"?');
  });

  it("is uWebSockets.js where nothing is said and there is a binary", async () => {
    const { port, close } = await chooseTransport(undefined)(handlers, { host: "127.0.0.1", port: 0, limits });
    const response = await fetch(`http://127.0.0.1:${port}`);
    expect([await response.text(), response.headers.get("keep-alive")]).toEqual(["ok", null]);
    close();
  });
});

describe("the fallback", () => {
  const warnings: unknown[] = [];
  const options: ListenOptions = { port: 0, limits, warn: (message, fields) => void warnings.push(message, fields) };

  it("listens where there is no binary, and says so with the reason", async () => {
    warnings.length = 0;
    expect(await withFallback(noBinary, works)(handlers, options)).toBe(listening);
    expect(warnings).toEqual(["node:http listens in place of uWebSockets.js", { because: "There is no binary for it." }]);
  });

  it("is not for other failures", async () => {
    warnings.length = 0;
    await expect(withFallback(failsWith(new LivecError("listen", "The port is taken.")), works)(handlers, options)).rejects.toThrow(
      "taken",
    );
    expect(warnings).toEqual([]);
  });

  it("that is not installed is named as one of two ways out", async () => {
    const noWs = failsWith(new LivecError("no-ws", "There is no ws."));
    await expect(withFallback(noBinary, noWs)(handlers, options)).rejects.toMatchObject({
      code: "no-native-server",
      message: "There is no binary for it. Or let node:http do it: npm install ws",
    });
  });
});
