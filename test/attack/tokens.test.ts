/** Joins with tokens nobody was given: no view is mounted, resumed or heard for them. */
import { beforeAll, describe, expect, it } from "vitest";
import { Sealer } from "../../runtime-server/app/security/token.ts";
import { systemClock } from "../../runtime-server/base/host.ts";
import { type Attacked, start } from "./app.ts";
import { handshake, type Loaded, load, RawSocket } from "./raw-socket.ts";

/** A page, another visitor's, and what somebody makes of them. */
type Forgery = (own: Loaded, other: Loaded) => Partial<Record<keyof Loaded, unknown>>;

const flip = (token: string, at: number): string => {
  const bytes = Buffer.from(token, "base64url");
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes.toString("base64url");
};
const stranger = new Sealer(["y".repeat(32)], systemClock);
const id = (own: Loaded): string => own.csrf.slice(0, 22);

const forged: readonly (readonly [what: string, forgery: Forgery])[] = [
  ["no token", () => ({ token: "" })],
  ["a token that is text", () => ({ token: "hello" })],
  ["a token that is JSON", () => ({ token: '{"i":"x","r":"/"}' })],
  ["a token of another alphabet", ({ token }) => ({ token: `${token}=` })],
  ["a token with a space", ({ token }) => ({ token: `${token} ` })],
  ["a token of 20 KB", () => ({ token: "A".repeat(20_000) })],
  ["a token whose nonce was changed", ({ token }) => ({ token: flip(token, 0) })],
  ["a token whose content was changed", ({ token }) => ({ token: flip(token, 20) })],
  ["a token whose tag was changed", ({ token }) => ({ token: flip(token, -1) })],
  ["a token cut short", ({ token }) => ({ token: token.slice(0, -4) })],
  ["a token without its tag", ({ token }) => ({ token: Buffer.from(token, "base64url").subarray(0, -16).toString("base64url") })],
  ["two tokens in one", ({ token }) => ({ token: token + token })],
  ["a nonce alone", () => ({ token: "A".repeat(16) })],
  ["zeros", () => ({ token: "A".repeat(100) })],
  ["the CSRF token", ({ csrf }) => ({ token: csrf })],
  ["the session", ({ cookie }) => ({ token: cookie.split("=")[1] })],
  ["a token of another secret", (own) => ({ token: stranger.seal("mount", { i: "x", r: "/", u: "/", s: id(own) }, 60_000) })],
  ["no CSRF token", () => ({ csrf: "" })],
  ["the mount token as CSRF token", ({ token }) => ({ csrf: token })],
  ["another visitor's CSRF token", (_own, { csrf }) => ({ csrf })],
  ["a CSRF token that was changed", ({ csrf }) => ({ csrf: flip(csrf, -1) })],
  ["a CSRF token of another secret", (own) => ({ csrf: stranger.seal("csrf", id(own), 60_000) })],
  ["no session", () => ({ cookie: "" })],
  ["a session that was changed", ({ cookie }) => ({ cookie: `_livec=${flip(cookie.slice(7), -1)}` })],
  ["another visitor's session", (_own, { cookie }) => ({ cookie })],
  ["a session of another secret", () => ({ cookie: `_livec=${stranger.seal("session", { id: "x", data: {} }, 60_000)}` })],
  ["the mount token as session", ({ token }) => ({ cookie: `_livec=${token}` })],
  ["an empty session before the own one", ({ cookie }) => ({ cookie: cookie.replace("_livec", "_livec2") })],
];

const malformed: readonly (readonly [what: string, forgery: Forgery])[] = [
  ["a token that is a number", () => ({ token: 1 })],
  ["a token that is an object", () => ({ token: { toString: "x" } })],
  ["a token that is a list", ({ token }) => ({ token: [token] })],
  ["no CSRF token at all", () => ({ csrf: null })],
  ["statics that are a number", () => ({ statics: 1 })],
];

describe("a join with", () => {
  let served: Attacked;
  beforeAll(async () => {
    served = await start("uws");
    return () => served.app.close();
  });

  async function answerTo(forgery: Forgery): Promise<readonly string[]> {
    const { port, ran, app } = served;
    const own = await load(port);
    const { cookie, ...page } = { ...own, ...forgery(own, await load(port)) };
    ran.length = 0;
    const socket = new RawSocket(port, handshake(port, { Cookie: String(cookie) }));
    await expect.poll(() => socket.status).toBe(101);
    const running = app.stats().views.running;
    socket.send(1, 1, 0, { ...page, url: `http://127.0.0.1:${port}/`, params: {} });
    socket.send(1, 2, "inc");
    socket.send(0);
    await expect.poll(() => socket.frames).toContain("[0]");
    expect([ran, app.stats().views.running]).toEqual([[], running]);
    return socket.frames;
  }

  it.each(forged)("%s makes the page load again, and nothing else", async (_what, forgery) => {
    expect(await answerTo(forgery)).toEqual(['[1,1,0,{"x":"reload"}]', "[0]"]);
  });

  it.each(malformed)("%s is not answered", async (_what, forgery) => {
    expect(await answerTo(forgery)).toEqual(["[0]"]);
  });
});
