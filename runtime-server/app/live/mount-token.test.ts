import { expect, test } from "vitest";
import { ManualClock } from "../../view/manual-clock.testing.ts";
import { Sealer } from "../security/token.ts";
import { openMountToken, sealMountToken } from "./mount-token.ts";

const clock = new ManualClock();
const sealer = new Sealer(["a secret of thirty-two bytes, at least"], clock);
const token = { i: "instance", r: "/todos/:id", u: "/todos/7", s: "session" };

test("opens what was sealed, also when it has expired", () => {
  const sealed = sealMountToken(sealer, token, 1_000);
  expect(openMountToken(sealer, sealed)).toEqual({ token, expired: false });
  clock.advance(1_000);
  expect(openMountToken(sealer, sealed)).toEqual({ token, expired: true });
});

test("that of a nested view also names the view around it", () => {
  const nested = { ...token, r: "", p: "parent", c: "clock" };
  expect(openMountToken(sealer, sealMountToken(sealer, nested, 1_000))?.token).toEqual(nested);
});

test.each([[null], ["text"], [{}], [{ ...token, u: 7 }], [{ ...token, p: "parent" }], [{ ...token, c: "clock" }]])(
  "%j is none, however well it is sealed",
  (data) => expect(openMountToken(sealer, sealer.seal("mount", data, 1_000))).toBe(undefined),
);

test("one sealed for another purpose does not open", () => {
  expect(openMountToken(sealer, sealer.seal("csrf", token, 1_000))).toBe(undefined);
});
