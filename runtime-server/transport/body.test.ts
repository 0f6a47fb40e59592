import { describe, expect, it } from "vitest";
import { Bodies, Body, BodyTooLarge, TooManyBodies } from "./body.ts";

const KB = 1024;
const piece = (bytes: number, fill = 1): Uint8Array => new Uint8Array(bytes).fill(fill);

/** A body whose client is told to wait and to go on. */
function body(bodies: Bodies, length?: number): { readonly body: Body; readonly told: readonly string[] } {
  const told: string[] = [];
  return { body: new Body(bodies, { pause: () => void told.push("pause"), resume: () => void told.push("resume") }, length), told };
}

describe("a body", () => {
  it("is what its pieces were, in order, and holds nothing any more", async () => {
    const bodies = new Bodies({ bodyBytes: 100, bodiesBytes: 1_000 });
    const { body: one } = body(bodies);
    const whole = one.read();
    one.push(Uint8Array.of(1, 2), false);
    one.push(Uint8Array.of(3), false);
    one.push(new Uint8Array(), true);
    expect([[...(await whole)], bodies.bytes]).toEqual([[1, 2, 3], 0]);
    expect(await one.read()).toBe(await whole);
  });

  it("may be asked for after it came", async () => {
    const { body: one } = body(new Bodies({ bodyBytes: 100, bodiesBytes: 1_000 }));
    one.push(Uint8Array.of(7), true);
    expect([...(await one.read())]).toEqual([7]);
  });

  it("of small pieces holds no more than twice what came", () => {
    const bodies = new Bodies({ bodyBytes: 1_000 * KB, bodiesBytes: 10_000 * KB });
    const { body: one } = body(bodies);
    one.read().catch(() => {});
    for (let i = 0; i < 10 * KB; i++) one.push(piece(20), false);
    expect([bodies.bytes <= 400 * KB, one.isCostly]).toEqual([true, false]);
    one.abort();
    expect(bodies.bytes).toBe(0);
  });

  it("of single bytes is read no further after a thousand of them, and ends its connection", async () => {
    const bodies = new Bodies({ bodyBytes: 1_000 * KB, bodiesBytes: 10_000 * KB });
    const { body: one, told } = body(bodies);
    const whole = one.read();
    for (let i = 0; i < 1_200; i++) one.push(Uint8Array.of(1), false);
    await expect(whole).rejects.toThrow(BodyTooLarge);
    one.finish();
    expect([one.isCostly, told, bodies.bytes]).toEqual([true, ["pause"], 0]);
  });

  it("waits with its client after 64 KB that nobody has asked for, and goes on when somebody does", async () => {
    const { body: one, told } = body(new Bodies({ bodyBytes: 1_000 * KB, bodiesBytes: 1_000 * KB }));
    one.push(piece(63 * KB), false);
    expect(told).toEqual([]);
    one.push(piece(1 * KB), false);
    expect(told).toEqual(["pause"]);
    const whole = one.read();
    expect(told).toEqual(["pause", "resume"]);
    one.push(piece(100 * KB, 2), true);
    expect((await whole).byteLength).toBe(164 * KB);
    expect(told).toEqual(["pause", "resume"]);
  });

  it("that nobody asked for is dropped with the answer, and what still comes is not kept", async () => {
    const bodies = new Bodies({ bodyBytes: 1_000 * KB, bodiesBytes: 1_000 * KB });
    const { body: one, told } = body(bodies);
    one.push(piece(100 * KB), false);
    one.finish();
    one.push(piece(100 * KB), false);
    expect([told, bodies.bytes]).toEqual([["pause", "resume"], 0]);
    await expect(one.read()).rejects.toThrow("answered before");
  });

  it("is not resumed on a connection that is gone", async () => {
    const { body: one, told } = body(new Bodies({ bodyBytes: 1_000 * KB, bodiesBytes: 1_000 * KB }));
    one.push(piece(100 * KB), false);
    one.abort();
    one.finish();
    await expect(one.read()).rejects.toThrow("The client went away.");
    expect(told).toEqual(["pause"]);
  });

  it.each([
    { what: "told to be too large", length: 101, pieces: [] },
    { what: "too large", length: undefined, pieces: [60, 41] },
  ])("$what is refused and not kept", async ({ length, pieces }) => {
    const bodies = new Bodies({ bodyBytes: 100, bodiesBytes: 1_000 });
    const { body: one } = body(bodies, length);
    for (const bytes of pieces) one.push(piece(bytes), false);
    expect(bodies.bytes).toBe(0);
    await expect(one.read()).rejects.toThrow(BodyTooLarge);
  });
});

describe("the bodies of a server", () => {
  it("give up the one that has taken the longest when they are too large together", async () => {
    const bodies = new Bodies({ bodyBytes: 4 * KB, bodiesBytes: 6 * KB });
    const [slow, other, last] = [body(bodies).body, body(bodies).body, body(bodies).body];
    slow.push(piece(2 * KB), false);
    const [slowly, otherwise] = [slow.read(), other.read()];
    other.push(piece(2 * KB), false);
    last.push(piece(3 * KB), true);
    await expect(slowly).rejects.toThrow(TooManyBodies);
    other.push(piece(1 * KB), true);
    expect([(await otherwise).byteLength, (await last.read()).byteLength, bodies.bytes]).toEqual([3 * KB, 3 * KB, 0]);
  });

  it("have room for one at least, however large the program allows it to be", async () => {
    const { body: one } = body(new Bodies({ bodyBytes: 4 * KB, bodiesBytes: 1 * KB }));
    one.push(piece(4 * KB), true);
    expect((await one.read()).byteLength).toBe(4 * KB);
  });
});
