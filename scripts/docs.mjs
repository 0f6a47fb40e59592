// `npm run docs`: the pages of docs/ that are made from the sources: docs/diagnostics, from the compiler's catalogue.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages, root } from "./project.mjs";

await ensurePackages();
await import("ts-blank-space/register");
const { codes, indexPage, pageOf } = await import("../cli/explain/page.ts");

const folder = join(root, "docs/diagnostics");
const pages = new Map([["README.md", indexPage()], ...codes.map((code) => [`${code}.md`, pageOf(code)])]);
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(join(folder, file));
for (const [file, text] of pages) writeFileSync(join(folder, file), text);
console.log(`docs/diagnostics: ${pages.size} pages`);
