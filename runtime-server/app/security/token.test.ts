import { describe, expect, it } from "vitest";
import { ManualClock } from "../../view/manual-clock.testing.ts";
import { Sessions } from "./session.ts";
import { Sealer } from "./token.ts";

const [old, current] = ["an old secret, of thirty-two bytes or more", "the current secret, also thirty-two bytes"];

describe("sealed tokens", () => {
  it("open to what was sealed, for their purpose alone, until they expire", () => {
    const clock = new ManualClock();
    const sealer = new Sealer([current], clock);
    const token = sealer.seal("mount", { a: 1 }, 1_000);
    expect(token).toMatch(/^[\w-]+$/);
    expect(sealer.open("mount", token)).toEqual({ data: { a: 1 }, age: 0, expired: false });
    expect(sealer.open("session", token)).toBeUndefined();
    clock.advance(1_000);
    expect(sealer.open("mount", token)).toEqual({ data: { a: 1 }, age: 1_000, expired: true });
  });

  it("tell nothing and repeat nothing", () => {
    const sealer = new Sealer([current], new ManualClock());
    const tokens = [sealer.seal("mount", "visible?", 1), sealer.seal("mount", "visible?", 1)];
    expect(tokens[0]).not.toBe(tokens[1]);
    expect(Buffer.from(tokens[0] ?? "", "base64url").toString("latin1")).not.toContain("visible");
  });

  it("stay good when the secret is rotated, and fail when the old one is dropped", () => {
    const clock = new ManualClock();
    const token = new Sealer([old], clock).seal("mount", 1, 1_000);
    expect(new Sealer([current, old], clock).open("mount", token)?.data).toBe(1);
    expect(new Sealer([current], clock).open("mount", token)).toBeUndefined();
  });

  it("fail with any single bit changed, or any part cut off", () => {
    const sealer = new Sealer([current], new ManualClock());
    const bytes = Buffer.from(sealer.seal("mount", 1, 1_000), "base64url");
    for (let i = 0; i < bytes.length * 8; i++) {
      const forged = Buffer.from(bytes);
      forged[i >> 3] = (forged[i >> 3] ?? 0) ^ (1 << (i & 7));
      expect(sealer.open("mount", forged.toString("base64url"))).toBeUndefined();
    }
    for (let i = 0; i < bytes.length; i++) expect(sealer.open("mount", bytes.subarray(0, i).toString("base64url"))).toBeUndefined();
    for (const junk of [undefined, null, 1, {}, [], "", "=", "\u0000"]) expect(sealer.open("mount", junk)).toBeUndefined();
  });

  it("need a secret of 32 bytes", () => {
    expect(() => new Sealer(["short"], new ManualClock())).toThrow("at least 32 bytes");
    expect(() => new Sealer([], new ManualClock())).toThrow("an empty list");
  });
});

describe("sessions", () => {
  const sessions = new Sessions(new Sealer([current], new ManualClock()), { cookie: "_app" });
  const cookie = (header: string): string => header.split(";")[0] ?? "";

  it("travel in a cookie and come back without a prototype", () => {
    const session = { id: "x", data: { user: "7" } };
    const header = sessions.write(session, true);
    expect(header).toMatch(/; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure$/);
    const read = sessions.read(`other=1; ${cookie(header)}; more=2`);
    expect(read?.session).toEqual({ id: "x", data: Object.assign(Object.create(null), { user: "7" }) });
    expect(Object.getPrototypeOf(read?.session.data)).toBeNull();
  });

  it("that are forged, empty or another's purpose are none", () => {
    const session = sessions.create();
    for (const header of [undefined, "", "_app", "_app=", "_app=x", `_app=${sessions.csrf(session)}`])
      expect(sessions.read(header)).toBeUndefined();
  });

  it("that no browser would keep are an error", () => {
    expect(() => sessions.write({ id: "x", data: { text: "x".repeat(4_000) } }, false)).toThrow("Keep an id in it");
    expect(() => sessions.write({ id: "x", data: JSON.parse('{"__proto__":1}') }, false)).toThrow('"__proto__" is not allowed');
  });

  it("have CSRF tokens of their own", () => {
    const [mine, other] = [sessions.create(), sessions.create()];
    expect(sessions.checkCsrf(mine, sessions.csrf(mine))).toBe(true);
    expect(sessions.checkCsrf(mine, sessions.csrf(other))).toBe(false);
    for (const junk of [undefined, "", 1, "x".repeat(100)]) expect(sessions.checkCsrf(mine, junk)).toBe(false);
  });
});
