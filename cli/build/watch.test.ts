import { renameSync } from "node:fs";
import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";

const timeout = 20_000;

test("builds at once and after each change; errors do not end it", { timeout }, async () => {
  const { start, write, read } = workspace({ "a.live.html": "<p>a</p>" });
  const watching = start("build", "--watch");
  await watching.until(/compiled 1 template in \d+ ms \(1 changed\)\nwatching .*\n/);
  write("a.live.html", "<p>Hi</b></p>");
  await watching.until(/error\[LC1032\][\s\S]*nothing was written\n/);
  write("a.live.html", "<p>better</p>");
  await watching.until(/compiled 1 template in \d+ ms \(1 changed\)\n/);
  expect(read("a.live.ts")).toContain("better");
  expect(await watching.interrupt()).toBe(0);
});

test("sees templates that come, move and go, also in new folders", { timeout }, async () => {
  const { start, write, path, remove, has } = workspace({ "a.live.html": "<p>a</p>" });
  const watching = start("build", "-w");
  await watching.until(/watching .*\n/);
  write("new/deep/b.live.html", "<p>b</p>");
  await watching.until(/compiled 2 templates .*\(1 changed\)\n/);
  renameSync(path("new/deep/b.live.html"), path("new/c.live.html"));
  await watching.until(/compiled 2 templates .*\(1 changed, 1 removed\)\n/);
  expect([has("new/deep/b.live.ts"), has("new/c.live.ts")]).toEqual([false, true]);
  remove("new");
  await watching.until(/compiled 1 template .*\n/);
  await watching.interrupt();
});

test("takes over a changed configuration, and keeps the old one while the new one is wrong", { timeout }, async () => {
  const { start, write } = workspace({
    "livec.config.mjs": "export default {};",
    "a.live.html": "<p>a</p>",
    "old/b.live.html": "<p>b</p>",
  });
  const watching = start("build", "--watch");
  await watching.until(/compiled 2 templates [\s\S]*watching .*\n/);
  write("livec.config.mjs", "export default { exlude: [] };");
  await watching.until(/unknown option "exlude"\. Did you mean "exclude"\? The configuration before it stays in use\.\n/);
  write("livec.config.mjs", 'export default { exclude: ["old"] };');
  await watching.until(/compiled 1 template .*\n/);
  await watching.interrupt();
});

test("with --json each build is one line", { timeout }, async () => {
  const { start, write } = workspace({ "a.live.html": "<p>a</p>" });
  const watching = start("build", "--watch", "--json");
  expect(JSON.parse(await watching.until(/.*\n/))).toMatchObject({ ok: true, files: [{ state: "missing" }] });
  write("a.live.html", "<p>b</p>");
  expect(JSON.parse(await watching.until(/.*\n/))).toMatchObject({ ok: true, files: [{ state: "stale" }] });
  await watching.interrupt();
});
