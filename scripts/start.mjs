// `npm start`: the gallery, from a fresh clone to a page that can be clicked. PORT chooses the port; Ctrl-C ends it.
import { spawn } from "node:child_process";
import { build, compile, ensurePackages, root } from "./project.mjs";

await ensurePackages();
await build({ types: false });
await compile("fixtures/gallery");

const server = spawn(process.execPath, ["--import", "ts-blank-space/register", "fixtures/gallery/server.ts"], {
  cwd: root,
  stdio: "inherit",
});
server.on("error", (error) => {
  console.error(`The gallery could not be started: ${error.message}`);
  process.exitCode = 1;
});
server.on("exit", (code, signal) => {
  process.exitCode = signal === "SIGINT" || signal === "SIGTERM" ? 0 : (code ?? 1);
});
// A terminal sends Ctrl-C to the server as well; waiting for it to end leaves nothing behind. Others signal this
// process alone.
process.on("SIGINT", () => server.kill("SIGINT"));
process.on("SIGTERM", () => server.kill("SIGTERM"));
