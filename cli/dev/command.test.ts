import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";

test.each([
  [
    ["dev"],
    /^error: There is no app in \S+: I looked for app\.ts, app\.js, src\/app\.ts and src\/app\.js\. It is the module that says export default createApp\(…\); name it with --app, or as "app" in livec\.config\.ts\.\n$/,
  ],
  [["dev", "--app", "main.ts"], /^error: There is no module "main\.ts" in \S+\.\n$/],
  [["dev", "nowhere"], /^error: There is no directory "nowhere"\.\n$/],
  [["dev", "--port", "http"], /^error: --port needs a number from 0 to 65535; you gave "http"\.\n$/],
  [["dev", "--port", "70000"], /^error: --port needs a number/],
])("livec %j is a usage error that says what was looked for", async (args, message) => {
  const { code, out, err } = await workspace().livec(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
});

test("the configuration names the app", async () => {
  const { livec } = workspace({ "livec.config.mjs": 'export default { app: "server/main.ts" };' });
  const { code, err } = await livec("dev");
  expect(code).toBe(2);
  expect(err).toMatch(/^error: There is no module "server\/main\.ts" in /);
});
