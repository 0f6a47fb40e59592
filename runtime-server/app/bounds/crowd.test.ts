import { describe, expect, test } from "vitest";
import { ManualClock } from "../../view/manual-clock.testing.ts";
import { Crowd, type CrowdLimits, type Visitor } from "./crowd.ts";

const limits: CrowdLimits = {
  visitorSockets: 2,
  visitorViews: 3,
  visitorMountsPerSecond: 1,
  visitorMountsBurst: 2,
  visitorJoinsPerSecond: 1,
  visitorJoinsBurst: 2,
  addressSockets: 4,
  addressViews: 5,
  addressMountsPerSecond: 2,
  addressMountsBurst: 3,
  addressJoinsPerSecond: 2,
  addressJoinsBurst: 3,
};

const who = (id: string | undefined, address = "1.2.3.4"): Visitor => ({
  session: id === undefined ? undefined : { id, data: {} },
  address,
});

function crowd(): { crowd: Crowd; clock: ManualClock } {
  const clock = new ManualClock();
  return { crowd: new Crowd(clock, limits), clock };
}

describe("what is held", () => {
  test("is bounded for a visitor, whatever the address, until it is given back", () => {
    const { crowd: all } = crowd();
    all.hold("Sockets", who("ada"));
    all.hold("Sockets", who("ada", "5.6.7.8"));
    expect(all.full("Sockets", who("ada", "9.9.9.9"))).toBe("visitorSockets");
    expect(all.full("Views", who("ada"))).toBe(undefined);
    expect(all.full("Sockets", who("bob"))).toBe(undefined);
    all.release("Sockets", who("ada"));
    expect(all.full("Sockets", who("ada"))).toBe(undefined);
    all.hold("Sockets", who("ada"));
    expect(all.full("Sockets", who("ada"))).toBe("visitorSockets");
  });

  test("is bounded for an address, whoever is there, with or without a session", () => {
    const { crowd: all } = crowd();
    for (const id of ["a", "b", "c", "d", undefined]) all.hold("Views", who(id));
    expect(all.full("Views", who("e"))).toBe("addressViews");
    expect(all.full("Views", who(undefined))).toBe("addressViews");
    expect(all.full("Views", who("e", "5.6.7.8"))).toBe(undefined);
  });

  test("is one for all addresses of an IPv6 /64", () => {
    const { crowd: all } = crowd();
    for (let i = 1; i <= 4; i++) all.hold("Sockets", who(undefined, `2001:db8:1:2::${i}`));
    expect(all.full("Sockets", who(undefined, "2001:db8:1:2:ffff::1"))).toBe("addressSockets");
    expect(all.full("Sockets", who(undefined, "2001:db8:1:3::1"))).toBe(undefined);
  });
});

describe("what is taken", () => {
  test("is bounded per second, for a visitor and for an address", () => {
    const { crowd: all, clock } = crowd();
    expect([1, 2, 3].map(() => all.take("Mounts", who("ada")))).toEqual([undefined, undefined, "visitorMountsPerSecond"]);
    expect([1, 2].map((id) => all.take("Mounts", who(`v${id}`)))).toEqual([undefined, "addressMountsPerSecond"]);
    expect(all.take("Joins", who("ada"))).toBe(undefined);
    clock.advance(1_000);
    expect([1, 2].map(() => all.take("Mounts", who("ada")))).toEqual([undefined, "visitorMountsPerSecond"]);
  });
});

test("visitors without end take no memory without end; who holds something is not forgotten", () => {
  const { crowd: all } = crowd();
  for (let i = 0; i < 2; i++) all.hold("Sockets", who("ada"));
  for (let i = 0; i < 60_000; i++) all.full("Views", who(`v${i}`));
  expect(all.size).toBeLessThanOrEqual(50_000);
  expect(all.full("Sockets", who("ada"))).toBe("visitorSockets");
});

test("what is held in a crowd is given back to whom it was held for", () => {
  const { crowd: all } = crowd();
  for (let i = 0; i < 60_000; i++) {
    const visitor = who(`v${i}`, `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
    all.hold("Sockets", visitor);
    all.release("Sockets", visitor);
  }
  for (let i = 59_990; i < 60_000; i++) {
    const visitor = who(`v${i}`, `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
    all.hold("Sockets", visitor);
    all.hold("Sockets", visitor);
    expect(all.full("Sockets", visitor)).toBe("visitorSockets");
  }
});

test("who holds nothing and has rested is forgotten as others come; who has not rested is not", () => {
  const { crowd: all, clock } = crowd();
  for (let i = 0; i < 1_000; i++) all.take("Mounts", who(`v${i}`, `10.0.${i >> 8}.${i & 255}`));
  expect(all.size).toBe(2_000);
  expect(all.take("Mounts", who("v0", "10.0.0.0"))).toBe(undefined);
  clock.advance(1_500);
  for (let i = 0; i < 1_100; i++) all.full("Views", who(`w${i}`, `10.1.${i >> 8}.${i & 255}`));
  expect(all.size).toBeLessThan(2_400);
  expect([all.take("Mounts", who("v0", "9.9.9.9")), all.take("Mounts", who("v0", "9.9.9.8"))]).toEqual([
    undefined,
    "visitorMountsPerSecond",
  ]);
});
