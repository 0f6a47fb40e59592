import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../visitor.testing.ts";
import { isHashed, parseRange } from "./static.ts";

let root: string;
let test: TestApp;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "livec-static-"));
  mkdirSync(join(root, "public", "sub"), { recursive: true });
  writeFileSync(join(root, "secret.txt"), "secret");
  const write = (name: string, content: string): void => writeFileSync(join(root, "public", name), content);
  write("a.txt", "0123456789");
  write("app-B1x9kd0s.js", "script");
  write("app-B1x9kd0s.js.br", "brotli");
  write("app-B1x9kd0s.js.gz", "gzip");
  write("empty.css", "");
  write(".env", "secret");
  write("sub/with space.txt", "space");
  symlinkSync(join(root, "secret.txt"), join(root, "public", "link.txt"));
  test = testApp();
  test.app.static("/assets", join(root, "public"));
});
afterAll(() => rmSync(root, { recursive: true }));
const get = (path: string, headers: Record<string, string> = {}) => test.server.get(path, headers);

describe("static files", () => {
  it.each([
    ["app-B1x9kd0s.js", true],
    ["app.3f2a9c1b0d4e5f60.css", true],
    ["chunk-A7XK3PQ2.js", true],
    ["index-Cq4_x-9Z.js.map", true],
    ["app.js", false],
    ["chart-template2.js", false],
    ["bootstrap-5.3.2.min.css", false],
    ["my-Component2.js", false],
    ["report-20240101.pdf", false],
    ["jquery.validate4all.js", false],
  ])("%s has a hash in its name: %s", (name, expected) => expect(isHashed(name)).toBe(expected));

  it("come with type, length and etag, and are not sent again while they are the same", async () => {
    const first = await get("/assets/a.txt");
    expect([first.status, first.body, first.headers.get("content-type"), first.headers.get("cache-control")]).toEqual([
      200,
      "0123456789",
      "text/plain; charset=utf-8",
      "public, no-cache",
    ]);
    const etag = first.headers.get("etag") ?? "";
    const again = await get("/assets/a.txt", { "if-none-match": `"x", W/${etag}` });
    expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await get("/assets/empty.css")).status).toBe(200);
    expect((await get("/assets/sub/with%20space.txt")).body).toBe("space");
    expect((await test.server.request("HEAD", "/assets/a.txt")).status).toBe(200);
  });

  it("are immutable where the name carries a hash, and compressed where the browser can", async () => {
    const script = await get("/assets/app-B1x9kd0s.js", { "accept-encoding": "gzip, br" });
    expect([script.body, script.headers.get("content-encoding"), script.headers.get("content-type"), script.headers.get("vary")]).toEqual([
      "brotli",
      "br",
      "text/javascript; charset=utf-8",
      "Accept-Encoding",
    ]);
    expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await get("/assets/app-B1x9kd0s.js", { "accept-encoding": "gzip, br;q=0" })).body).toBe("gzip");
    expect((await get("/assets/app-B1x9kd0s.js")).body).toBe("script");
  });

  it("are sent in part", async () => {
    const part = await get("/assets/a.txt", { range: "bytes=2-4" });
    expect([part.status, part.body, part.headers.get("content-range")]).toEqual([206, "234", "bytes 2-4/10"]);
    const beyond = await get("/assets/a.txt", { range: "bytes=10-" });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    expect((await get("/assets/a.txt", { range: "bytes=2-4", "if-range": '"older"' })).status).toBe(200);
  });

  it.each([
    "/assets/../secret.txt",
    "/assets/%2e%2e/secret.txt",
    "/assets/..%2fsecret.txt",
    "/assets/%2e%2e%2fsecret.txt",
    "/assets/sub/../../secret.txt",
    "/assets/..%5csecret.txt",
    "/assets/.env",
    "/assets/link.txt",
    "/assets//etc/passwd",
    "/assets/%2fetc%2fpasswd",
    "/assets/",
    "/assets",
    "/assets/sub",
    "/assets/sub/",
    "/assets/%252e%252e/secret.txt",
    "/assets/nothing",
  ])("are nowhere else: %s", async (path) => {
    const answer = await get(path);
    expect([answer.status, answer.body.includes("secret\n"), answer.body === "secret"]).toEqual([404, false, false]);
  });

  it.each(["/assets/%", "/assets/%00", "/assets/a.txt%00.png", "/assets/%ff"])(
    "a name that cannot be decoded is a bad request: %s",
    async (path) => expect((await get(path)).status).toBe(400),
  );
});

it("parseRange reads one range and leaves alone what is none", () => {
  const cases: Record<string, unknown> = {
    "bytes=0-0": { start: 0, end: 0 },
    "bytes=5-": { start: 5, end: 9 },
    "bytes=-3": { start: 7, end: 9 },
    "bytes=-99": { start: 0, end: 9 },
    "bytes=0-99": { start: 0, end: 9 },
    "bytes=10-": "unsatisfiable",
    "bytes=-0": "unsatisfiable",
    "bytes=4-2": undefined,
    "bytes=-": undefined,
    "bytes=0-1,3-4": undefined,
    "lines=0-1": undefined,
    "bytes=a-b": undefined,
  };
  for (const [header, range] of Object.entries(cases)) expect([header, parseRange(header, 10)]).toEqual([header, range]);
  expect(parseRange("bytes=0-", 0)).toBe("unsatisfiable");
});
