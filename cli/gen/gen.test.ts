import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";

test("livec gen secret prints 32 random bytes, fit for LIVEC_SECRET", async () => {
  const { livec } = workspace();
  const { code, out } = await livec("gen", "secret");
  expect(code).toBe(0);
  expect(out).toMatch(/^[\w-]{43}\n$/);
  expect(Buffer.from(out.trim(), "base64url")).toHaveLength(32);
  expect((await livec("gen", "secret")).out).not.toBe(out);
});

test.each([
  [["gen", "secrte"], 'livec gen makes no "secrte". Did you mean "secret"?'],
  [["gen", "secret", "more"], 'Unexpected argument "more". See livec gen --help.'],
])("livec %j is a usage error", async (args, message) => {
  expect(await workspace().livec(...args)).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
});
