import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { readClient } from "./client.ts";

it("finds the built client beside the server, names it by its content, and says how to build it when it is missing", () => {
  const root = mkdtempSync(join(tmpdir(), "livec-client-"));
  mkdirSync(join(root, "chunks"));
  const from = pathToFileURL(join(root, "chunks", "server.js")).href;
  expect(() => readClient(from)).toThrow("The client is not built: dist/client.min.js is missing. Run `npm run build`");
  writeFileSync(join(root, "client.min.js"), "connect();\n//# sourceMappingURL=client.min.js.map\n");
  const { name, code } = readClient(from);
  expect([code, name]).toEqual(["connect();\n", expect.stringMatching(/^client\.[\w-]{12}\.js$/)]);
  rmSync(root, { recursive: true });
});
