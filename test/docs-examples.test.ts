/**
 * Executes the examples of docs/. What a fenced block is, the words behind its language say:
 *
 * - a file name (`ts counter.ts`): a file of the page's project, compiled and type-checked, all pages under the
 *   tsconfig.json of types.md
 * - `html wrong LC1032`, or `ts` with an inline template: the compiler says exactly that; `text diagnostic`: what it
 *   prints begins so
 * - `text tsc`: every error TypeScript finds on the page; without such a block there are none
 * - `ts generated counter.live.ts`: lines of that module
 * - `json assigns`: the template above is rendered with them; `html output`: its HTML; `json frame`: what an update
 *   sends
 * - `text wire counter.ts`: a visit to that view, request and frames
 * - `text bench`, `text bench-grown`: what `livec bench` prints, for `docs-bench.test.ts`
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { globals } from "../compiler/2-analyse/globals.ts";
import { compile } from "../compiler/compile.ts";
import { formatDiagnostic } from "../compiler/frame.ts";
import { inlineTemplates } from "../compiler/inline.ts";
import { activeBindings, BINDING_PREFIX, directives } from "../protocol/bindings.ts";
import { settle, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { Rendering } from "../runtime-server/rendering/rendering.ts";
import type { Template } from "../runtime-server/template.ts";
import type { View } from "../runtime-server/view/define.ts";
import { transitions } from "../runtime-server/view/life.ts";
import { ViewSocket } from "../runtime-server/view/socket.ts";
import { type Example, fileOf, readPage, tableOf } from "./docs-page.ts";
import { DocsProject } from "./docs-project.ts";

const ROOT = join(import.meta.dirname, "..");
const pages = [
  "getting-started",
  "templates",
  "directives",
  "components",
  "server",
  "client",
  "forms",
  "async",
  "streams",
  "messages",
  "telemetry",
  "types",
  "security",
  "routing",
  "navigation",
  "layouts",
  "authorisation",
  "testing",
  "testing-components",
  "bench",
].map(readPage);

let project: DocsProject;
let typeErrors: ReadonlyMap<string, readonly string[]>;

beforeAll(() => {
  project = new DocsProject(pages);
  const recommended = pages.find(({ name }) => name === "types")?.files.get("tsconfig.json") ?? "";
  typeErrors = project.typeErrors((JSON.parse(recommended) as { compilerOptions: object }).compilerOptions);
}, 60_000);

afterAll(() => project.remove());

/** What earlier examples of a page leave for later ones. */
interface Progress {
  readonly page: string;
  /** The template above. */
  template: string;
  rendered: string;
  rendering: Rendering<object> | undefined;
  frame: string;
  diagnostic: string;
}

/** What each kind of example promises. */
const promises: { readonly [kind: string]: (example: Example, progress: Progress) => void | Promise<void> } = {
  wrong(example, progress) {
    const [codes, shown] = wrong(example);
    expect(codes, example.text).toEqual(example.words.filter((word) => word.startsWith("LC")));
    progress.diagnostic = shown;
  },
  diagnostic({ text }, { diagnostic }) {
    expect(diagnostic.slice(0, text.length)).toBe(text);
  },
  generated({ words, text }, { page }) {
    const trimmed = (code: string): readonly string[] => code.split("\n").map((line) => line.trim());
    expect(trimmed(project.module(page, words[1] ?? ""))).toEqual(expect.arrayContaining([...trimmed(text)]));
  },
  async assigns({ text }, progress) {
    const assigns = JSON.parse(text) as object;
    if (progress.rendering !== undefined && progress.rendered === progress.template) {
      const patch = progress.rendering.update(assigns);
      progress.frame = JSON.stringify(patch === undefined ? [1, 2] : [1, 2, patch]);
      return;
    }
    progress.rendered = progress.template;
    progress.rendering = new Rendering((await project.load(progress.page, progress.template.replace(/html$/, "ts"))) as Template<object>);
    progress.rendering.mount(assigns);
  },
  output({ text }, { rendering }) {
    expect(readable(rendering?.html() ?? "", text)).toBe(readable(text, text));
  },
  frame({ text }, { frame }) {
    expect(frame).toBe(text);
  },
  bench() {},
  "bench-grown"() {},
  async wire({ words, text }, { page }) {
    expect(await visit((await project.load(page, words[1] ?? "")) as View, text)).toEqual(text.split("\n"));
  },
};

describe.each(pages)("docs/$name", ({ name, examples }) => {
  test("TypeScript finds exactly the errors that are shown", () => {
    const shown = examples.filter(({ words }) => words[0] === "tsc").flatMap(({ text }) => text.split(/\n(?=\S)/));
    expect(typeErrors.get(name) ?? []).toEqual(shown.sort());
  });

  const progress: Progress = { page: name, template: "", rendered: "", rendering: undefined, frame: "", diagnostic: "" };
  for (const [index, example] of examples.entries()) {
    const { language, words } = example;
    const promise = promises[words[0] ?? ""];
    const file = fileOf(example);
    const [kind = file ?? "tsc"] = words;
    if (promise === undefined && kind !== file && kind !== "tsc") throw new Error(`docs/${name}.md: what is \`${language} ${kind}\`?`);
    if (promise === undefined && file?.endsWith(".live.html") !== true) continue;
    test(`${index + 1}: ${language} ${words.join(" ")}`, async () => {
      if (promise === undefined) progress.template = file ?? "";
      else await promise(example, progress);
    });
  }
});

/**
 * A block in several lines is compared without separators and the white space between its tags; one in a line as it is.
 */
function readable(html: string, shown: string): string {
  return shown.includes("\n")
    ? html
        .replace(/>\s+</g, "><")
        .replace(/<!>|\n\s*/g, "")
        .trim()
    : html;
}

/**
 * What the compiler says to a wrong template, and how the command prints it. A snippet need not declare what it reads.
 */
function wrong({ language, words, text }: Example): readonly [codes: readonly string[], shown: string] {
  const file = words.find((word) => word.endsWith(".live.html")) ?? (language === "ts" ? "wrong.ts" : "wrong.live.html");
  const found = language === "ts" ? inlineTemplates(text, file).diagnostics : compile(text, { file }).diagnostics;
  const diagnostics = found.filter(({ code }) => code !== "LC4001" || words.includes(code));
  return [diagnostics.map(({ code }) => code), diagnostics.map((found) => formatDiagnostic(found, text, { color: false })).join("\n\n")];
}

/**
 * Visits a view as the lines say: `GET` its page, `→` send a frame, `←` what came back. Answers the lines as they
 * really were.
 */
async function visit(view: View, script: string): Promise<readonly string[]> {
  const { app, server } = testApp();
  const visitor = new Visitor(server);
  const [request = "", ...lines] = script.split("\n");
  const url = request.replace(/^GET\s+/, "");
  app.live(url.split("?", 1)[0] ?? "/", view);
  const page = await visitor.load(url);
  expect(page.response.status).toBe(200);
  const socket = visitor.connect();
  let seen = 0;
  const real = [request];
  for (const line of lines) {
    const [arrow, ...words] = line.trim().split(/\s+(?=[[{])/);
    const frame = words.join(" ");
    if (arrow === "→" && frame.includes("…")) await socket.join(page);
    else if (arrow === "→") socket.raw.send(frame);
    await settle();
    real.push(arrow === "→" ? line : `${line.slice(0, line.indexOf("["))}${socket.raw.received[seen++]}`);
  }
  expect(socket.raw.received.slice(seen), "frames not shown").toEqual([]);
  await app.close();
  return real;
}

describe("tables", () => {
  const page = (name: string) => pages.find((candidate) => candidate.name === name) ?? readPage(name);
  const code = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);

  test("the life of a view is that of the code", () => {
    const rows = tableOf(page("server"), "transition").map(([transition = "", from = "", to = "", by, releases, reason = ""]) => [
      code(transition)[0],
      { from: code(from), to: code(to)[0], by, releases, ...(reason === "" ? {} : { reason: code(reason)[0] }) },
    ]);
    expect(Object.fromEntries(rows)).toEqual(transitions);
  });

  test("the members of the socket are those it has", () => {
    const named = tableOf(page("server"), "member").flatMap(([cell = ""]) => code(cell).map((call) => call.replace(/\(.*/, "")));
    const {
      constructor: _constructor,
      begin: _begin,
      begun: _begun,
      handleAsync: _handleAsync,
      release: _release,
      changed: _changed,
      departing: _departing,
      place: _place,
      has: _has,
      holder: _holder,
      settle: _settle,
      ...members
    } = Object.getOwnPropertyDescriptors(ViewSocket.prototype);
    expect([...new Set(named)].sort()).toEqual(Object.keys(members).sort());
  });

  test("every directive and every binding has its section, and its place in the tables", () => {
    const { text } = page("directives");
    const names = [...directives.map((name) => `:${name}`), ...activeBindings.map((name) => `${BINDING_PREFIX}${name}`)];
    const sections = [...text.matchAll(/^### (.+)$/gm)].flatMap(([, title = ""]) => code(title));
    expect(names.filter((name) => !sections.includes(name))).toEqual([]);
    const tables = text
      .split("\n## ", 1)
      .join()
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .flatMap(code);
    expect(names.filter((name) => !tables.includes(name))).toEqual([]);
  });

  test("the globals are those of the compiler", () => {
    const [, list = ""] = /<!-- globals -->\n([\s\S]*?)\n\n/.exec(page("templates").text) ?? [];
    expect([...code(list)].sort()).toEqual([...globals].sort());
  });
});

describe("links", () => {
  const docs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  test.each([...docs.map((file) => `docs/${file}`), "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])("of %s lead somewhere", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8")
      .replace(/^```[\s\S]*?^```$/gm, "")
      .replace(/`[^`\n]*`/g, "");
    for (const [, target = ""] of text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)) {
      const [path = "", anchor] = target.split("#");
      const found = path === "" ? join(ROOT, file) : join(ROOT, dirname(file), path);
      expect(existsSync(found), target).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readFileSync(found, "utf8")), target).toContain(anchor);
    }
  });
});

/** Anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}
