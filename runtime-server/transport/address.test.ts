import { expect, it } from "vitest";
import { addressText, plainAddress } from "./address.ts";

it.each([
  { bytes: [127, 0, 0, 1], text: "127.0.0.1" },
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 1, 2, 3], text: "10.1.2.3" },
  { bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], text: "::1" },
  { bytes: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xab, 0xcd], text: "2001:db8::abcd" },
  { bytes: [], text: "" },
])("writes $text", ({ bytes, text }) => {
  expect(addressText(Uint8Array.from(bytes))).toBe(text);
});

it.each([
  ["::ffff:10.1.2.3", "10.1.2.3"],
  ["10.1.2.3", "10.1.2.3"],
  ["2001:db8::abcd", "2001:db8::abcd"],
])("takes %s for %s", (given, plain) => {
  expect(plainAddress(given)).toBe(plain);
});
