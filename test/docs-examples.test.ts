/**
 * Executes the examples of docs/. What a fenced block is, the words behind its language say:
 *
 * - a file name (`ts counter.ts`): a file of the page's project, compiled and type-checked, all pages under the tsconfig.json of types.md
 * - `html wrong LC1032`: the compiler says exactly that; `text diagnostic`: this is what it prints
 * - `text tsc`: every error TypeScript finds on the page; without such a block there are none
 * - `ts generated counter.live.ts`: lines of that module
 * - `json assigns`: the template above is rendered with them; `html output`: its HTML; `json frame`: what an update sends
 * - `text wire counter.ts`: a visit to that view, request and frames
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { globals } from "../compiler/2-analyse/globals.ts";
import { compile } from "../compiler/compile.ts";
import { formatDiagnostic } from "../compiler/frame.ts";
import { settle, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { Rendering } from "../runtime-server/rendering/rendering.ts";
import type { Template } from "../runtime-server/template.ts";
import type { View } from "../runtime-server/view/define.ts";
import { transitions } from "../runtime-server/view/life.ts";
import { ViewSocket } from "../runtime-server/view/socket.ts";
import { type Example, fileOf, readPage, tableOf } from "./docs-page.ts";

const ROOT = join(import.meta.dirname, "..");
const pages = ["getting-started", "templates", "server", "client", "types", "security"].map(readPage);

let folder = "";
/** Modules of the templates, by page and file. */
const generated = new Map<string, string>();
/** What TypeScript finds, by page. */
let errors: ReadonlyMap<string, readonly string[]> = new Map();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "livec-docs-"));
  write(join(folder, "package.json"), '{ "type": "module" }');
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const { name } of pages) mkdirSync(join(folder, name));
  for (const { name, files } of pages) for (const [file, text] of files) writeExample(name, file, text);
  errors = typeErrors();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

function writeExample(page: string, file: string, text: string): void {
  write(join(folder, page, file), text);
  if (!file.endsWith(".live.html")) return;
  const { code, diagnostics } = compile(text, { file });
  if (code === undefined || diagnostics.length > 0) throw new Error(`docs/${page}.md: ${JSON.stringify(diagnostics, null, 2)}`);
  generated.set(`${page}/${file.replace(/html$/, "ts")}`, code);
  write(join(folder, page, file.replace(/html$/, "ts")), code);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The errors of each page's project, sorted, as `tsc` prints them. */
function typeErrors(): ReadonlyMap<string, readonly string[]> {
  const recommended = JSON.parse(pages.find(({ name }) => name === "types")?.files.get("tsconfig.json") ?? "{}") as {
    compilerOptions: object;
  };
  const names = ["server", "template", "client"];
  const index = (name: string): string =>
    join(
      ROOT,
      name === "client" ? "runtime-client/index.ts" : name === "server" ? "runtime-server/index.ts" : "runtime-server/template.ts",
    );
  const { options, errors: bad } = ts.convertCompilerOptionsFromJson(
    {
      ...recommended.compilerOptions,
      noEmit: true,
      typeRoots: [join(ROOT, "node_modules/@types")],
      // Sources are read in place of the package's declarations: they need what declarations do not.
      lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
      allowImportingTsExtensions: true,
      paths: Object.fromEntries(names.map((name) => [`livec/${name}`, [index(name)]])),
    },
    folder,
  );
  expect(bad).toEqual([]);
  const roots = pages.flatMap(({ name }) =>
    readdirSync(join(folder, name), { recursive: true }).map((file) => join(folder, name, String(file))),
  );
  const program = ts.createProgram(
    roots.filter((file) => file.endsWith(".ts")),
    options,
  );
  const found = new Map<string, string[]>();
  for (const file of program.getSourceFiles()) {
    const [, page, name] = /([^/\\]+)[/\\](.+)/.exec(file.fileName.startsWith(folder) ? file.fileName.slice(folder.length + 1) : "") ?? [];
    if (page === undefined || page === "node_modules") continue;
    for (const { start = 0, code, messageText } of [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]) {
      const { line, character } = file.getLineAndCharacterOfPosition(start);
      const text = `${name}(${line + 1},${character + 1}): error TS${code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      found.set(page, [...(found.get(page) ?? []), text].sort());
    }
  }
  return found;
}

describe.each(pages)("docs/$name", ({ name, examples }) => {
  const load = async (file: string): Promise<unknown> => {
    const module = (await import(pathToFileURL(join(folder, name, file)).href)) as { readonly default: unknown };
    return module.default;
  };
  let template = "";
  let diagnostic = "";
  let rendering: { readonly of: string; readonly it: Rendering<object>; frame: string | undefined } | undefined;

  test("TypeScript finds exactly the errors that are shown", () => {
    const shown = examples.filter(({ words }) => words[0] === "tsc").flatMap(({ text }) => text.split(/\n(?=\S)/));
    expect(errors.get(name) ?? []).toEqual(shown.sort());
  });

  for (const [index, example] of examples.entries()) {
    const { language, words, text } = example;
    const [kind, ...rest] = words;
    const title = `${index + 1}: ${language} ${words.join(" ")}`;
    const file = fileOf(example);
    if (file?.endsWith(".live.html") === true) test(title, () => void (template = file));
    if (kind === "wrong") {
      test(title, () => {
        const [found, shown] = wrong(example);
        expect(found, text).toEqual(rest.filter((word) => word.startsWith("LC")));
        diagnostic = shown;
      });
    }
    if (kind === "diagnostic") test(title, () => expect(diagnostic).toBe(text));
    if (kind === "generated") {
      test(title, () => {
        const lines = generated
          .get(`${name}/${rest[0]}`)
          ?.split("\n")
          .map((line) => line.trim());
        for (const line of text.split("\n")) expect(lines, line).toContain(line.trim());
      });
    }
    if (kind === "assigns") {
      test(title, async () => {
        const assigns = JSON.parse(text) as object;
        if (rendering?.of === template) {
          const patch = rendering.it.update(assigns);
          rendering.frame = JSON.stringify(patch === undefined ? [1, 2] : [1, 2, patch]);
        } else {
          rendering = {
            of: template,
            it: new Rendering((await load(template.replace(/html$/, "ts"))) as Template<object>),
            frame: undefined,
          };
          rendering.it.mount(assigns);
        }
      });
    }
    if (kind === "output") test(title, () => expect(readable(rendering?.it.html() ?? "", text)).toBe(readable(text, text)));
    if (kind === "frame") test(title, () => expect(rendering?.frame).toBe(text));
    if (kind === "wire") test(title, async () => expect(await visit((await load(rest[0] ?? "")) as View, text)).toEqual(text.split("\n")));
  }
});

/** A block in several lines is compared without separators and the white space between its tags; one in a line as it is. */
function readable(html: string, shown: string): string {
  return shown.includes("\n")
    ? html
        .replace(/>\s+</g, "><")
        .replace(/<!>|\n\s*/g, "")
        .trim()
    : html;
}

/** What the compiler says to a wrong template, and how the command prints it. A snippet need not declare what it reads. */
function wrong({ words, text }: Example): readonly [codes: readonly string[], shown: string] {
  const file = words.find((word) => word.endsWith(".live.html")) ?? "wrong.live.html";
  const diagnostics = compile(text, { file }).diagnostics.filter(({ code }) => code !== "LC4001" || words.includes(code));
  return [diagnostics.map(({ code }) => code), diagnostics.map((found) => formatDiagnostic(found, text, { color: false })).join("\n\n")];
}

/** Visits a view as the lines say: `GET` its page, `→` send a frame, `←` what came back. Answers the lines as they really were. */
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
    const { constructor: _constructor, begin: _begin, ...members } = Object.getOwnPropertyDescriptors(ViewSocket.prototype);
    expect([...new Set(named)].sort()).toEqual(Object.keys(members).sort());
  });

  test("the globals are those of the compiler", () => {
    const [, list = ""] = /<!-- globals -->\n([^]*?)\n\n/.exec(page("templates").text) ?? [];
    expect([...code(list)].sort()).toEqual([...globals].sort());
  });
});

describe("links", () => {
  const docs = readdirSync(join(ROOT, "docs")).filter((file) => file.endsWith(".md"));
  test.each([...docs.map((file) => `docs/${file}`), "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])("of %s lead somewhere", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8")
      .replace(/^```[^]*?^```$/gm, "")
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
