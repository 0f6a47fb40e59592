import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { readClient } from "./client.ts";

it("finds the built client beside the server, names its folder by all that is in it, and says how to build it", () => {
  const root = mkdtempSync(join(tmpdir(), "livec-client-"));
  mkdirSync(join(root, "chunks"));
  const from = pathToFileURL(join(root, "chunks", "server.js")).href;
  expect(() => readClient(from)).toThrow("The client is not built: dist/client.min is missing. Run `npm run build`");
  mkdirSync(join(root, "client.min"));
  writeFileSync(join(root, "client.min", "client.js"), "connect();\n");
  writeFileSync(join(root, "client.min", "client.js.map"), "{}");
  writeFileSync(join(root, "client.min", "rate.js"), "wait();\n");
  const { folder, files } = readClient(from);
  expect(folder).toMatch(/^client\.[\w-]{12}$/);
  expect([...files]).toEqual([
    ["client.js", { code: "connect();\n", integrity: "sha384-gP26bXY6fy13vSW3n13v4H1bl5dcs+8lg27u7GuSRpKGKQWAYGycEqfpLBkEiywD" }],
    ["rate.js", { code: "wait();\n", integrity: expect.stringMatching(/^sha384-.{64}$/) }],
  ]);
  writeFileSync(join(root, "client.min", "rate.js"), "wait(1);\n");
  expect(readClient(from).folder).not.toBe(folder);
  rmSync(root, { recursive: true });
});
