/** For tests of the command: a project in a temporary directory, and a run whose output can be read and waited for. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Environment } from "./environment.ts";
import { run } from "./run.ts";

export interface Workspace {
  readonly dir: string;
  path(file: string): string;
  write(file: string, text: string): void;
  read(file: string): string;
  has(file: string): boolean;
  remove(file: string): void;
  /** Runs `livec …` in the directory. */
  livec(...args: string[]): Promise<Finished>;
  /** Like `livec`, with something on standard input. */
  livecOn(input: string, ...args: string[]): Promise<Finished>;
  /** Like `livec`, on a terminal. */
  livecOnTerminal(variables: Environment["variables"], ...args: string[]): Promise<Finished>;
  /** Starts a command that does not end by itself. */
  start(...args: string[]): Running;
}

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  /** Waits until the output, both streams together, matches; answers what came since the last wait. */
  until(pattern: RegExp): Promise<string>;
  interrupt(): Promise<number>;
}

/** A new directory with some files, removed when the test ends. */
export function workspace(files: { readonly [file: string]: string } = {}): Workspace {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "livec-test-")));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = (file: string): string => join(dir, file);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  for (const [file, text] of Object.entries({ "package.json": "{}", ...files })) write(file, text);
  return {
    dir,
    path,
    write,
    read: (file) => readFileSync(path(file), "utf8"),
    has: (file) => existsSync(path(file)),
    remove: (file) => rmSync(path(file), { recursive: true }),
    livec: (...args) => finish(dir, args, {}, false),
    livecOn: (input, ...args) => finish(dir, args, {}, false, input),
    livecOnTerminal: (variables, ...args) => finish(dir, args, variables, true),
    start: (...args) => start(dir, args),
  };
}

async function finish(
  cwd: string,
  args: readonly string[],
  variables: Environment["variables"],
  isTTY: boolean,
  input = "",
): Promise<Finished> {
  let out = "";
  let err = "";
  const code = await run(args, {
    cwd,
    variables,
    stdout: { isTTY, write: (text) => (out += text) },
    stderr: { isTTY, columns: 80, write: (text) => (err += text) },
    input: () => Promise.resolve(input),
    untilInterrupted: () => AbortSignal.abort(),
  });
  return { code, out, err };
}

function start(cwd: string, args: readonly string[]): Running {
  const controller = new AbortController();
  let unread = "";
  let check: () => void = () => {};
  const output = {
    write(text: string): void {
      unread += text;
      check();
    },
  };
  const ended = run(args, {
    cwd,
    variables: {},
    stdout: output,
    stderr: output,
    input: () => Promise.resolve(""),
    untilInterrupted: () => controller.signal,
  });
  const interrupt = (): Promise<number> => {
    controller.abort();
    return ended;
  };
  onTestFinished(async () => void (await interrupt()));
  return {
    interrupt,
    until: (pattern) =>
      new Promise((resolve) => {
        check = () => {
          const match = pattern.exec(unread);
          if (match === null) return;
          check = () => {};
          const end = match.index + match[0].length;
          resolve(unread.slice(0, end));
          unread = unread.slice(end);
        };
        check();
      }),
  };
}
