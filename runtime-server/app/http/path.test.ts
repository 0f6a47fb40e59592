import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, normalisePath } from "./path.ts";

describe("a path", () => {
  test.each([
    ["/", "/"],
    ["//", "/"],
    ["/admin", "/admin"],
    ["/admin/", "/admin"],
    ["//admin//users", "/admin/users"],
    ["/%61dmin", "/admin"],
    ["/%41dmin", "/Admin"],
    ["/caf%C3%A9", "/café"],
    ["/café", "/café"],
    ["/a/./b/../c", "/a/c"],
    ["/a/%2e%2E/admin", "/admin"],
    ["/..", "/"],
    ["/../../etc/passwd", "/etc/passwd"],
    ["/a%2Fb", "/a%2Fb"],
    ["/a%2fb", "/a%2Fb"],
    ["/..%2Fadmin", "/..%2Fadmin"],
    ["/a%25b", "/a%25b"],
    ["/%2561dmin", "/%2561dmin"],
    ["/a%5Cb", "/a\\b"],
    ["/a+b", "/a+b"],
    ["/a%20b", "/a b"],
    ["/a%3Fb", "/a?b"],
  ])("%s is %s", (raw, path) => expect(normalisePath(raw)).toBe(path));

  test.each(["/%", "/%zz", "/%E4%B8", "/a%00b", "/\0", "*", "", "http://x/"])("%j is a bad request", (raw) =>
    expect(() => normalisePath(raw)).toThrow(expect.objectContaining({ status: 400 })),
  );

  test("in its one form stays as it is, when what is special in a URL is encoded again", () => {
    const segment = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/^\.\.?$|[\0\ud800-\udfff]/.test(text));
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const raw = `/${segments.map(encodeURIComponent).join("/")}`;
        const path = normalisePath(raw);
        expect(path.split("/").slice(1).map(decode)).toEqual(segments.length === 0 ? [""] : segments);
      }),
    );
  });
});
