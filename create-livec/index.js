#!/usr/bin/env node
// `npm create livec my-app` is `livec new my-app`.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const manifest = createRequire(import.meta.url).resolve("livec/package.json");
process.argv.splice(2, 0, "new");
await import(new URL("dist/cli.js", pathToFileURL(manifest)).href);
