/** Ports, as far as the native server is careless with them. */
import { connect, createServer } from "node:net";
import { LivecError } from "../base/errors.ts";

export function cannotListen(host: string | undefined, port: number, why: string): LivecError {
  return new LivecError("listen", `Cannot listen on ${host ?? "all addresses"}, port ${port}: ${why}.`);
}

/**
 * A port nobody uses. The native server could pick one itself, but would then open it so (without SO_REUSEADDR) that a
 * restart on the same port fails while connections linger.
 */
export function freePort(host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(cannotListen(host, 0, error.message)));
    server.listen({ port: 0, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Time for somebody on the port to answer, ms; on this machine that takes microseconds. */
const PROBE_TIME = 500;

/**
 * Rejects when somebody answers on the port. The native server would share it silently (SO_REUSEPORT) or, told not to,
 * refuse it for as long as connections of its predecessor linger.
 */
export function probePort(host: string | undefined, port: number): Promise<void> {
  const address = host === undefined || host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, timeout: PROBE_TIME });
    socket.once("connect", () => {
      socket.destroy();
      reject(cannotListen(host, port, "another server is there already"));
    });
    const free = (): void => {
      socket.destroy();
      resolve();
    };
    socket.once("error", free);
    socket.once("timeout", free);
  });
}
