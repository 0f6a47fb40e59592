/**
 * Paths that mean something else than they look: no file outside the directory is read, and no guard is gone around.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { raw } from "../../runtime-server/transport/transports.testing.ts";
import { type Attacked, start, transports } from "./app.ts";

const traversals: readonly string[] = [
  "/files/../secret.txt",
  "/files/./../secret.txt",
  "/files/sub/../../secret.txt",
  "/files/%2e%2e/secret.txt",
  "/files/%2E%2E/secret.txt",
  "/files/.%2e/secret.txt",
  "/files/..%2fsecret.txt",
  "/files/%2e%2e%2fsecret.txt",
  "/files/%252e%252e%252fsecret.txt",
  "/files/..%5csecret.txt",
  "/files/..\\secret.txt",
  "/files/%2e%2e%5csecret.txt",
  "/files/....//secret.txt",
  "/files/..;/secret.txt",
  "/files/..%00/secret.txt",
  "/files/%c0%ae%c0%ae/secret.txt",
  "/files/%e0%80%ae%e0%80%ae/secret.txt",
  "/files/%uff0e%uff0e/secret.txt",
  "/files/\uff0e\uff0e/secret.txt",
  "/files//../secret.txt",
  "/files/sub/..%2f..%2fsecret.txt",
  "//files/../secret.txt",
  "/files/link.txt",
  "/files/linked/secret.txt",
  "/files/.env",
  "/files/sub/.hidden",
  "/files/%2eenv",
  "/files/a.txt%00.js",
  "/files/a.txt/../../secret.txt",
  "/files/C:/secret.txt",
  "/files/file:///secret.txt",
  "/files/~/secret.txt",
  "/files/sub",
  "/files",
  "/files/",
];

/** Of what nobody shall see. */
const CONTENT = "only for us";

/** Spellings of `/guarded/page`. */
const guarded: readonly string[] = [
  "/guarded/page",
  "/guarded/page/",
  "/guarded//page",
  "//guarded/page",
  "/./guarded/page",
  "/guarded/./page",
  "/x/../guarded/page",
  "/guarded/x/../page",
  "/%67uarded/page",
  "/%67%75%61%72%64%65%64/page",
  "/guarded/%70age",
  "/%2e/guarded/page",
  "/x/%2e%2e/guarded/page",
  "/guarded/page?x",
  "/guarded/page?",
  "/guarded/page/.",
];

describe.each(transports)("over %s", (transport) => {
  let served: Attacked;
  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), "livec-paths-"));
    mkdirSync(join(root, "public/sub"), { recursive: true });
    for (const name of ["secret.txt", "public/.env", "public/sub/.hidden"]) writeFileSync(join(root, name), CONTENT);
    writeFileSync(join(root, "public/a.txt"), "public");
    symlinkSync(join(root, "secret.txt"), join(root, "public/link.txt"));
    symlinkSync(root, join(root, "public/linked"));
    served = await start(transport, (app) => {
      app.static("/files", join(root, "public"));
      app.use((conn, next) => (conn.path.startsWith("/guarded/") ? conn.status(403).text("stop") : next()));
      app.get("/guarded/page", (conn) => conn.text(CONTENT));
    });
    return async () => {
      await served.app.close();
      rmSync(root, { recursive: true });
    };
  });
  const get = (path: string): Promise<string> => raw(served, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);

  it("the file itself is served", async () => {
    expect(await get("/files/a.txt")).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\npublic$/);
  });

  it.each(traversals)("%s is no way to a file", async (path) => {
    const answer = await get(path);
    expect(answer).toMatch(/^HTTP\/1\.1 (?:400|404) /);
    expect(answer).not.toContain(CONTENT);
  });

  it.each(guarded)("%s is guarded", async (path) => {
    expect(await get(path)).toMatch(/^HTTP\/1\.1 403 [\s\S]*\r\n\r\nstop$/);
  });
});
