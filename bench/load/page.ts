/** A page of the counter, joined over a raw socket. */
import { RawSocket } from "./raw-socket.ts";

/** Loads the page and joins its view; resolves with the answer. */
export async function joinCounter(port: number): Promise<RawSocket> {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  const html = await response.text();
  const find = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? "";
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const socket = await RawSocket.open(port, "/live/websocket?v=1", cookie);
  const join = {
    token: find(/data-live="([^"]*)"/),
    csrf: find(/name="csrf-token" content="([^"]*)"/),
    url: `http://127.0.0.1:${port}/`,
    params: { _mounts: 0 },
    statics: find(/data-live-statics="([^"]*)"/),
  };
  await new Promise<void>((resolve, reject) => {
    socket.onframe = (text) => (text === "[1,1]" ? resolve() : reject(new Error(`The join is answered ${text}`)));
    socket.send(JSON.stringify([1, 1, 0, join]));
  });
  return socket;
}

/** Makes `count` of something, some at a time. */
export async function many<T>(count: number, make: (index: number) => Promise<T>, atOnce = 50): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count) {
    const next = Math.min(atOnce, count - made.length);
    made.push(...(await Promise.all(Array.from({ length: next }, (_, index) => make(made.length + index)))));
  }
  return made;
}
