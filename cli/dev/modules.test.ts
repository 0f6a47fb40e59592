import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { TemplateModules } from "../../plugins/core/templates.ts";
import { typeStripper } from "../../project/strip-types.ts";
import { type Workspace, workspace } from "../harness.testing.ts";
import { DevModules, type Plan } from "./modules.ts";

const view = (helper: string): string =>
  `import { defineView } from "livec/server";\nimport template from "./page.live.js";\nimport { help } from "./help.js";\n${helper}export default defineView({ template, mount: () => help() });\n`;

const files = {
  "app.ts": 'import View from "./view.js";\nimport "./settings.js";\nexport default View;\n',
  "settings.ts": "export const settings: number = 1;\n",
  "view.ts": view(""),
  "help.ts": "export const help = (): object => ({});\n",
  "page.live.html": "<p>Hello</p>\n",
};

interface Loaded extends Workspace {
  readonly modules: DevModules;
  plan(...names: string[]): Plan;
  load(url: string): string | undefined;
}

/** The app's modules, as a process that starts asks for them. */
async function loaded(more: { readonly [file: string]: string } = {}): Promise<Loaded> {
  const made = workspace({ ...files, ...more });
  const templates = new TemplateModules();
  await templates.configure(made.dir);
  const modules = new DevModules(made.dir, templates, await typeStripper());
  const load = (url: string): string | undefined => modules.load(url).source;
  const visit = async (url: string): Promise<void> => {
    for (const [, specifier = ""] of (load(url) ?? "").matchAll(/(?:from|^import) "(\.[^"]+)"/gm)) {
      const next = await modules.resolve({ specifier, parent: url });
      if (next.url !== undefined) await visit(next.url);
    }
  };
  await visit(modules.entry(made.path("app.ts")));
  return { ...made, modules, load, plan: (...names) => modules.plan(names.map((name) => made.path(name))) };
}

const url = ({ path }: Workspace, file: string, query = ""): string => `${pathToFileURL(path(file)).href}${query}`;

describe("a module", () => {
  it("is TypeScript without its types, in the same places, a view with its name", async () => {
    const app = await loaded();
    expect(app.load(url(app, "help.ts"))).toBe("export const help = ()         => ({});\n");
    expect(app.load(url(app, "view.ts"))).toContain(`export default __livecHot("${app.path("view.ts")}#default", defineView({`);
  });

  it("of a template has a name and a source map", async () => {
    const app = await loaded();
    const { url: template = "" } = await app.modules.resolve({ specifier: "./page.live.js", parent: url(app, "view.ts") });
    expect(template).toBe(url(app, "page.live.html", "?livec"));
    expect(app.load(template)).toMatch(/hot: ".*page\.live\.html"[\s\S]*\n\/\/# sourceMappingURL=data:/);
  });

  it("that cannot be read as TypeScript says why", async () => {
    const app = await loaded();
    app.write("help.ts", "enum A { B }\n");
    expect(app.modules.load(url(app, "help.ts")).error).toMatch(/^help\.ts: .*more than types/);
  });
});

describe("after a change", () => {
  it("a template takes its own place, in a new version", async () => {
    const app = await loaded();
    expect(app.plan("page.live.html")).toEqual({ urls: [url(app, "page.live.html", "?livec&v1")] });
    expect(app.plan("page.live.html")).toEqual({ urls: [url(app, "page.live.html", "?livec&v2")] });
  });

  it("a view is evaluated again alone, and what it imports only where that changed", async () => {
    const app = await loaded();
    expect(app.plan("view.ts")).toEqual({ urls: [url(app, "view.ts", "?v1")] });
    expect(await app.modules.resolve({ specifier: "./help.js", parent: url(app, "view.ts", "?v1") })).toEqual({ url: url(app, "help.ts") });
    expect(app.plan("help.ts")).toEqual({ urls: [url(app, "view.ts", "?v2")] });
    expect(await app.modules.resolve({ specifier: "./help.js", parent: url(app, "view.ts", "?v2") })).toEqual({
      url: url(app, "help.ts", "?v1"),
    });
  });

  it("what a view uses is evaluated before it", async () => {
    const app = await loaded();
    expect(app.plan("view.ts", "page.live.html")).toEqual({
      urls: [url(app, "page.live.html", "?livec&v1"), url(app, "view.ts", "?v1")],
    });
  });

  it.each([
    ["the app itself", "app.ts", files["app.ts"]],
    ["a module that the app imports", "settings.ts", files["settings.ts"]],
    ["a view that exports other things now", "view.ts", view("export const other = 1;\n")],
  ])("of %s the app is loaded again", async (_, file, text) => {
    const app = await loaded();
    app.write(file, text);
    expect(app.plan(file)).toBe("restart");
  });

  it("a view that is gone has the app loaded again", async () => {
    const app = await loaded();
    app.remove("view.ts");
    expect(app.plan("view.ts")).toBe("restart");
  });

  it("of a file that the app does not import nothing is done", async () => {
    const app = await loaded({ "other.ts": "" });
    expect(app.plan("other.ts")).toBeUndefined();
  });

  it("more than 2,000 evaluations are left to a new process", async () => {
    const app = await loaded();
    let plan: Plan;
    for (let change = 0; change <= 2000; change++) plan = app.plan("page.live.html");
    expect(plan).toBe("restart");
  });
});

describe("a fault", () => {
  it("of a changed template is told with its place", async () => {
    const app = await loaded();
    app.write("page.live.html", "<p>Hello\n");
    expect(app.modules.faultOf([app.path("page.live.html")])).toMatchObject({ place: "page.live.html:1:1", code: "LC1030" });
  });

  it("of a template that no page shows is not", async () => {
    const app = await loaded({ "other.live.html": "<p>" });
    expect(app.modules.faultOf([app.path("other.live.html")])).toBeUndefined();
  });
});
