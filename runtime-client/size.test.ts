/** What a page without a script of its own loads, as a server with precompressed files sends it. */
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { describe, expect, test } from "vitest";

/** What every page loads at first: the client without its chunks. */
const CORE_BUDGET_BYTES = 9.5 * 1024;
const WHOLE_BUDGET_BYTES = 18.1 * 1024;
/** How much smaller than noted a file may have become before that has to be noted, too. */
const SLACK_BYTES = 64;

const folder = new URL("../dist/client.min/", import.meta.url);
const sizes: { readonly [name: string]: number } = Object.fromEntries(
  readdirSync(folder).flatMap((file) => {
    if (!file.endsWith(".js")) return [];
    const sent = brotliCompressSync(readFileSync(new URL(file, folder)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    return [[file.slice(0, -".js".length), sent.byteLength]];
  }),
);
const noted = JSON.parse(readFileSync(new URL("sizes.json", import.meta.url), "utf8")) as { readonly [name: string]: number };

describe("the client", () => {
  test("fits its budgets", () => {
    expect(sizes["client"]).toBeLessThanOrEqual(CORE_BUDGET_BYTES);
    expect(Object.values(sizes).reduce((sum, size) => sum + size)).toBeLessThanOrEqual(WHOLE_BUDGET_BYTES);
  });

  test("has the files that sizes.json notes", () => {
    expect(Object.keys(sizes).sort()).toEqual(Object.keys(noted));
  });

  test.each(Object.entries(noted))("%s is no larger than sizes.json says, and not much smaller", (name, size) => {
    expect(sizes[name]).toBeLessThanOrEqual(size);
    expect(sizes[name]).toBeGreaterThan(size - SLACK_BYTES);
  });

  test("calls its properties by short names, of which each has one", () => {
    const names = JSON.parse(readFileSync(new URL("property-names.json", import.meta.url), "utf8")) as { readonly [name: string]: string };
    expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
    for (const name of Object.keys(sizes)) expect(readFileSync(new URL(`${name}.js`, folder), "utf8")).not.toMatch(/\.[a-z]\w*_\b/i);
  });
});
