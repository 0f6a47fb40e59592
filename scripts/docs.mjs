// `npm run docs`: the pages of docs/ that are made from the sources: docs/diagnostics, from the compiler's catalogue,
// and docs/errors, from that of run-time errors.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages, root } from "./project.mjs";

await ensurePackages();
await import("ts-blank-space/register");
const { codes, errorCodes, errorIndexPage, errorPage, indexPage, pageOf } = await import("../cli/explain/page.ts");

write("diagnostics", new Map([["README.md", indexPage()], ...codes.map((code) => [`${code}.md`, pageOf(code)])]));
write("errors", new Map([["README.md", errorIndexPage()], ...errorCodes.map((code) => [`${code}.md`, errorPage(code)])]));

/** Makes the folder hold these pages and no others. */
function write(name, pages) {
  const folder = join(root, "docs", name);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(join(folder, file));
  for (const [file, text] of pages) writeFileSync(join(folder, file), text);
  console.log(`docs/${name}: ${pages.size} pages`);
}
