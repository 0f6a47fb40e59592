import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";

/** What bash offers for a line, by running the script in it. */
async function bashOffers(...words: string[]): Promise<readonly string[]> {
  const { out } = await workspace().livec("completion", "bash");
  const script = `${out}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _livec; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["--norc", "-c", script], { encoding: "utf8", timeout: 10_000 }).trim().split("\n");
}

test("bash completes commands, their options and what they may be given", async () => {
  expect(await bashOffers("livec", "b")).toEqual(["build", "bench"]);
  expect(await bashOffers("livec", "build", "--w")).toEqual(["--watch"]);
  expect(await bashOffers("livec", "dev", "--")).toEqual(["--app", "--port", "--host", "--help"]);
  expect(await bashOffers("livec", "completion", "")).toEqual(["--help", "bash", "zsh", "fish"]);
  expect(await bashOffers("livec", "gen", "se")).toEqual(["secret"]);
});

test.each([
  ["zsh", "#compdef livec", "'--watch[build again whenever a template or the configuration changes]'"],
  ["fish", "# livec completion fish | source", "complete -c livec -n '__fish_seen_subcommand_from build' -l watch -s w -d 'build again"],
])("%s has all commands and options", async (shell, first, option) => {
  const { code, out } = await workspace().livec("completion", shell);
  expect(code).toBe(0);
  expect(out.startsWith(first)).toBe(true);
  expect(out).toContain(option);
  // Of a quote in a summary nothing may be left open.
  for (const line of out.split("\n")) expect([line, (line.split("'").length - 1) % 2]).toEqual([line, 0]);
});

test("another shell is a usage error", async () => {
  expect(await workspace().livec("completion", "fsh")).toEqual({
    code: 2,
    out: "",
    err: 'error: There is no completion for "fsh". Did you mean "zsh"?\n',
  });
});
