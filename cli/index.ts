#!/usr/bin/env node
/** The `livec` command: hands the process's arguments, streams and signals to {@link run}. */
import { MAX_READ_BYTES } from "./fmt/run.ts";
import { run } from "./run.ts";

const interrupted = new AbortController();

// Whoever read our output has read enough: `livec build --json | head -c 100`.
process.stdout.on("error", () => process.exit());

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
  async input() {
    let text = "";
    process.stdin.setEncoding("utf8");
    for await (const chunk of process.stdin) {
      text += String(chunk);
      if (text.length > MAX_READ_BYTES) break;
    }
    return text;
  },
  untilInterrupted() {
    // Installed on demand: a command that does not wait is ended by the signal itself.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
    return interrupted.signal;
  },
});
