import { expect, test } from "vitest";
import { workspace } from "./harness.testing.ts";

test("--version prints the version alone", async () => {
  expect(await workspace().livec("--version")).toEqual({ code: 0, out: "0.1.0\n", err: "" });
});

test("--help lists the commands", async () => {
  const { code, out } = await workspace().livec("--help");
  expect(code).toBe(0);
  expect(out).toMatch(/^ {2}build \[dir\] +compile every \*\.live\.html/m);
  expect(out).toMatch(/^ {2}explain \[code\] +say what a diagnostic or a run-time error means/m);
});

test("livec help says the same, and livec help <command> what the command's --help says", async () => {
  const { livec } = workspace();
  expect(await livec("help")).toEqual(await livec("--help"));
  expect(await livec("help", "build")).toEqual(await livec("build", "--help"));
});

test("a command's help lists its options", async () => {
  const { code, out } = await workspace().livec("build", "--help");
  expect(code).toBe(0);
  expect(out).toContain("Usage: livec build [dir] [options]");
  expect(out).toContain("-w, --watch");
  expect(out).toContain("    --json");
});

test("without a command the help is shown as a usage error", async () => {
  const { code, out, err } = await workspace().livec();
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("Usage: livec <command> [options]");
});

test.each([
  [["bild"], 'Unknown command "bild". Did you mean "build"? See livec --help.'],
  [["help", "bild"], 'Unknown command "bild". Did you mean "build"? See livec --help.'],
  [["help", "build", "more"], 'Unexpected argument "more". See livec --help.'],
  [["--verison"], 'Unknown option "--verison". Did you mean "--version"? See livec --help.'],
  [["toString"], 'Unknown command "toString". See livec --help.'],
  [["build", "--wacth"], 'Unknown option "--wacth". Did you mean "--watch"? See livec build --help.'],
  [["build", "--constructor"], 'Unknown option "--constructor". See livec build --help.'],
  [["build", "-x"], 'Unknown option "-x". See livec build --help.'],
  [["build", "--json=pretty"], '"--json" takes no value. See livec build --help.'],
  [["build", "a", "b"], 'Unexpected argument "b". See livec build --help.'],
  [["build", "--check", "--watch"], "--check and --watch exclude each other: give one."],
  [["build", "nowhere"], 'There is no directory "nowhere".'],
  [["build", "package.json"], '"package.json" is not a directory. Give the directory that holds the templates.'],
])("livec %j is a usage error", async (args, message) => {
  expect(await workspace().livec(...args)).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
});
