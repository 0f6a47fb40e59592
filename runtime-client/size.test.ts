import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { expect, test } from "vitest";

/** What a page without a script of its own loads, as a server with precompressed files sends it. */
const BUDGET_BYTES = 10.25 * 1024;

test("the client fits its budget", () => {
  const bundle = readFileSync(new URL("../dist/client.min.js", import.meta.url));
  const sent = brotliCompressSync(bundle, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  expect(sent.byteLength).toBeLessThanOrEqual(BUDGET_BYTES);
});
