import { describe, expect, test } from "vitest";
import { contentTypeOf, partsOf } from "./multipart.ts";

const bytes = (...lines: string[]): Uint8Array => new TextEncoder().encode(lines.join("\r\n"));
const read = (...lines: string[]): readonly (readonly [string, string])[] => [...partsOf(bytes(...lines), "XX")];
const field = (name: string, ...value: string[]): string[] => ["--XX", `Content-Disposition: form-data; name="${name}"`, "", ...value];

test.each([
  ["multipart/form-data; boundary=XX", "multipart/form-data", "XX"],
  ['Multipart/Form-Data; charset=utf-8; Boundary="X Y"', "multipart/form-data", "X Y"],
  ["APPLICATION/x-www-form-urlencoded;charset=UTF-8", "application/x-www-form-urlencoded", ""],
  [undefined, "", ""],
])("%s is %s with boundary %j", (header, mediaType, boundary) => expect(contentTypeOf(header)).toEqual({ mediaType, boundary }));

describe("a multipart form", () => {
  test("gives its text fields in order, repeated ones too", () => {
    expect(read(...field("a", "1"), ...field("tags[]", "x"), ...field("tags[]", "é", "", "y"), "--XX--", "")).toEqual([
      ["a", "1"],
      ["tags[]", "x"],
      ["tags[]", "é\r\n\r\ny"],
    ]);
  });

  test("is without its files", () => {
    const file = ["--XX", 'Content-Disposition: form-data; name="f"; filename="a.txt"', "Content-Type: text/plain", "", "hello"];
    expect(read(...file, ...field("a", ""), "--XX--")).toEqual([["a", ""]]);
  });

  test("may be empty, have a preamble, and names with quotes", () => {
    expect(read("--XX--")).toEqual([]);
    expect(read("preamble", ...field("say %22hi%22", "x"), "--XX--")).toEqual([['say "hi"', "x"]]);
  });

  test.each([
    [["nothing"], "no boundary at its start"],
    [["", ...field("a", "1")], "no boundary at its end"],
    [["--XX", "no head", "--XX--"], "a part without a value"],
    [["--XX", "Content-Type: text/plain", "", "x", "--XX--"], "a part without a name"],
    [["x--XX--"], "no boundary at its start"],
  ])("%j is refused", (lines, why) => expect(() => read(...lines)).toThrow(`The request's body is not a form: it has ${why}.`));

  test("wants a boundary", () => {
    expect(() => [...partsOf(bytes("--XX--"), "")]).toThrow("no boundary");
    expect(() => [...partsOf(bytes("--XX--"), "X".repeat(71))]).toThrow("no boundary");
  });
});
