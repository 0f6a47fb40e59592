import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Workspace, workspace } from "../harness.testing.ts";

const page = '<script lang="ts">export interface Assigns { title: string }</script>\n<h1>{title}</h1>\n';
const view = `import { defineView } from "livec/server";
import template from "./article.live.js";
export default defineView({ template, mount: () => ({ title: "One" }) });
`;
const app = `import { createApp } from "livec/server";
import Article from "./article.js";
const app = createApp();
app.live("/", Article);
app.liveSession("reading", {}, (reading) => reading.live("/articles/:id", Article, { action: "show", as: "article" }));
app.post("/log-in", (conn: { redirect(to: string): void }) => conn.redirect("/"));
setInterval(() => {}, 1_000);
export default app;
`;

function project(files: { readonly [file: string]: string }): Workspace {
  const made = workspace({ "package.json": '{ "type": "module" }', ...files });
  mkdirSync(join(made.dir, "node_modules"));
  symlinkSync(join(import.meta.dirname, "../.."), join(made.dir, "node_modules/livec"), "junction");
  return made;
}

test("livec routes lists what leads where, for people and for tools", { timeout: 30_000 }, async () => {
  const { livec } = project({ "app.ts": app, "article.ts": view, "article.live.html": page });
  const listed = await livec("routes");
  expect(listed.err).not.toContain("error");
  expect(listed.out.trimEnd().split("\n")).toEqual([
    "METHOD  PATH           VIEW     ACTION  NAME          LIVE SESSION",
    "LIVE    /              article",
    "LIVE    /articles/:id  article  show    article.show  reading",
    "POST    /log-in",
  ]);
  const { code, out } = await livec("routes", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    version: 1,
    routes: [
      { method: "GET", path: "/", names: [], live: { view: "article", action: null, liveSession: "default" } },
      { method: "GET", path: "/articles/:id", names: ["article.show"], live: { view: "article", action: "show", liveSession: "reading" } },
      { method: "POST", path: "/log-in", names: [] },
    ],
  });
});

test("an app that cannot be loaded, or is none, ends with 2 and says why", { timeout: 30_000 }, async () => {
  const { livec, write } = project({ "app.ts": 'throw new Error("no database");' });
  const thrown = await livec("routes");
  expect([thrown.code, thrown.err]).toEqual([2, expect.stringMatching(/error: Error: no database\n\s+at .*app\.ts:1/)]);
  write("app.ts", "export default 7;");
  const none = await livec("routes");
  expect([none.code, none.err]).toEqual([2, "error: The app's module must export the app: export default createApp(…).\n"]);
  expect((await livec("routes", "--app", "nowhere.ts")).err).toContain('There is no module "nowhere.ts"');
});
