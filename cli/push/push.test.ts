import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";

test.each([
  [[], "livec push needs the name of a view. See livec push --help."],
  [["room"], "livec push takes --state, --handler or both; or --event alone."],
  [["room", "--state", "{}", "--event", "x"], "livec push takes --state, --handler or both; or --event alone."],
  [["room", "--state", "{}"], "livec push needs the app's engine: --redis or --nats, with its URL."],
  [
    ["room", "--handler", "go", "--redis", "redis://a", "--nats", "nats://a"],
    "livec push needs the app's engine: --redis or --nats, with its URL.",
  ],
  [["room", "--state", "[1]"], `--state is an object in JSON, such as '{"count":1}', not [1]`],
  [["room", "--event", "x", "--payload", "{"], `--payload is an object in JSON, such as '{"count":1}', not {`],
])("livec push %j is a usage error", async (args, message) => {
  expect(await workspace().livec("push", ...args)).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
});

test.each(["--redis=redis://127.0.0.1:1", "--nats=nats://127.0.0.1:1"])(
  "an engine that is not there is told, and fails: %s",
  async (engine) => {
    const { code, err } = await workspace().livec("push", "room", "--state", '{"seen":"x"}', engine);
    expect([code, err]).toEqual([1, expect.stringMatching(/^error: .*refused/i)]);
  },
);
