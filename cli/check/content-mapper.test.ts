/** The real `tsc` 7.1 and its language server, with livec as it is built. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LanguageServer, type Place } from "./lsp.testing.ts";
import { ROOT } from "./project.testing.ts";

const TSC = join(ROOT, "node_modules/typescript-7.1/bin/tsc");
const timeout = 30_000;

const PAGE = `<script lang="ts">
  import Badge from "./badge.live.js";
  export interface Assigns { user: { name: string; age: number }; when: Date }
</script>
<h1>{user.name}</h1>
<Badge kind="muted"/>
<button live-click="add">{user.age}</button>
`;
const BADGE = `<script lang="ts">
  export interface Assigns { kind: "muted" | "loud"; count?: number }
</script>
<b class={kind}>{count}</b>
`;
const NOTE = `<script lang="ts">
  export interface Assigns { text: string; tone: "calm" | "urgent" }
</script>
<p class={tone} live-click="calm" live-target={myself}>{text}</p>
`;
const NOTE_TS = `import { defineComponent } from "livec/server";
import template from "./note.live.html";
export default defineComponent({
  template,
  mount: (_, props: { id: string; text: string; tone: "calm" | "urgent" }) => ({ text: props.text, tone: props.tone }),
  events: { calm: (socket) => socket.assign({ tone: "calm" }) },
});
`;
const NOTES = `<script lang="ts">
  import Note from "./note.js";
</script>
<Note id="a" text="Milk" tone="calm"/>
`;
const WRONG = `<script lang="ts">
  import Badge from "./badge.live.js";
  export interface Assigns { name: string; when: Date }
</script>
<p>{nmae} – {name.lenght}</p>
<p>{when}</p>
<Badge kind="quiet"/>
<Badge/>
`;

let dir = "";

beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "livec-mapper-")));
  mkdirSync(join(dir, "node_modules"));
  symlinkSync(ROOT, join(dir, "node_modules/livec"));
  symlinkSync(join(ROOT, "node_modules/@types"), join(dir, "node_modules/@types"));
  write("package.json", '{ "type": "module" }');
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: { target: "es2023", module: "nodenext", types: ["node"], strict: true, skipLibCheck: true, noEmit: true },
      contentMappers: [{ package: "livec", extensions: [".live.html"] }],
    }),
  );
  write("page.live.html", PAGE);
  write("badge.live.html", BADGE);
  write("note.live.html", NOTE);
  write("note.ts", NOTE_TS);
  write("notes.live.html", NOTES);
});

afterAll(() => rmSync(dir, { recursive: true }));

function write(file: string, text: string): void {
  writeFileSync(join(dir, file), text);
}

/** What `tsc` prints about the project. */
async function tsc(): Promise<readonly string[]> {
  const run = promisify(execFile)(process.execPath, [TSC, "--runExternalCode", "--pretty", "false"], { cwd: dir });
  const { stdout } = await run.catch((error: { readonly stdout: string }) => error);
  return stdout.split("\n").filter((line) => line !== "");
}

describe("tsc --runExternalCode", () => {
  test("finds nothing in templates that are right, without a build", { timeout }, async () => {
    expect(await tsc()).toEqual([]);
  });

  test("reports each type error at its place in the template", { timeout }, async () => {
    write("wrong.live.html", WRONG);
    expect(await tsc()).toEqual([
      "wrong.live.html(5,5): error TS2339: Property 'nmae' does not exist on type 'Assigns'.",
      "wrong.live.html(5,19): error TS2551: Property 'lenght' does not exist on type 'string'. Did you mean 'length'?",
      "wrong.live.html(6,5): error TS2345: Argument of type 'Date' is not assignable to parameter of type 'TextValue'.",
      'wrong.live.html(7,8): error TS2322: Type \'"quiet"\' is not assignable to type \'"loud" | "muted"\'.',
      "wrong.live.html(8,2): error TS2741: Property 'kind' is missing in type '{}' but required in type 'Assigns'.",
    ]);
    rmSync(join(dir, "wrong.live.html"));
  });

  test("reports livec's own errors, with their codes", { timeout }, async () => {
    write("broken.live.html", "<p>Hi</b></p>");
    expect(await tsc()).toEqual([
      "broken.live.html(1,6): error LC1032: </b> closes nothing: no <b> is open here. Remove it, or add the missing <b>.",
    ]);
    rmSync(join(dir, "broken.live.html"));
  });

  test("lets TypeScript files import templates by their own name", { timeout }, async () => {
    write(
      "view.ts",
      'import page, { type Assigns } from "./page.live.html";\nexport const assigns: Assigns = { user: 1 };\nexport default page;\n',
    );
    expect(await tsc()).toEqual(["view.ts(2,35): error TS2322: Type 'number' is not assignable to type '{ name: string; age: number; }'."]);
    rmSync(join(dir, "view.ts"));
  });
});

describe("the language server", () => {
  let server: LanguageServer;
  const page = (): string => join(dir, "page.live.html");
  const badge = (): string => join(dir, "badge.live.html");
  /** The place some characters into a piece of a text. */
  const at = (text: string, piece: string, offset = 0): Place => {
    const before = text.slice(0, text.indexOf(piece) + offset).split("\n");
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };

  beforeAll(async () => {
    server = await LanguageServer.start(TSC, dir);
    server.open(page(), PAGE);
  }, timeout);

  afterAll(() => server.stop());

  test("shows the type under the cursor", { timeout }, async () => {
    expect(await server.ask("hover", page(), at(PAGE, "user.age}", 1))).toMatchObject({
      contents: { value: "const user: {\n    name: string;\n    age: number;\n}" },
      range: { start: at(PAGE, "user.age}"), end: at(PAGE, "user.age}", 4) },
    });
    expect(await server.ask("hover", page(), at(PAGE, "kind=", 1))).toMatchObject({
      contents: { value: '(property) Assigns.kind: "loud" | "muted"' },
    });
  });

  test("goes from a tag to its template, from a prop to its declaration, from an assign to Assigns", { timeout }, async () => {
    const target = async (piece: string, offset: number): Promise<readonly unknown[]> =>
      ((await server.ask("definition", page(), at(PAGE, piece, offset))) as { uri: string; range: { start: Place } }[]).map(
        ({ uri, range }) => [uri.slice(uri.lastIndexOf("/") + 1), range.start],
      );
    expect(await target("<Badge", 2)).toEqual([["badge.live.html", { line: 0, character: 0 }]]);
    expect(await target("kind=", 1)).toEqual([["badge.live.html", at(BADGE, "kind:")]]);
    expect(await target("user.age}", 6)).toEqual([["page.live.html", at(PAGE, "age:")]]);
  });

  test("completes members, also of an expression that is not finished, and the values of a prop", { timeout }, async () => {
    const labels = async (text: string, piece: string, offset: number, version: number): Promise<readonly string[]> => {
      server.change(page(), text, version);
      const { items } = (await server.ask("completion", page(), at(text, piece, offset))) as { items: { label: string }[] };
      return items.map(({ label }) => label).sort();
    };
    expect(await labels(PAGE.replace("{user.name}", "{user.}"), "{user.}", 6, 2)).toEqual(["age", "name"]);
    expect(await labels(PAGE, '"muted"', 3, 3)).toEqual(["loud", "muted"]);
    expect(await labels(PAGE.replace("{user.name}", "{us}"), "{us}", 3, 4)).toContain("user");
  });

  test("knows the props of a stateful component, whose tag leads to its definition", { timeout }, async () => {
    const notes = join(dir, "notes.live.html");
    server.open(notes, NOTES);
    const definition = async (piece: string, offset: number): Promise<unknown> => {
      const [place] = (await server.ask("definition", notes, at(NOTES, piece, offset))) as { uri: string; range: { start: Place } }[];
      return place && [place.uri.slice(place.uri.lastIndexOf("/") + 1), place.range.start];
    };
    expect(await definition("<Note", 2)).toEqual(["note.ts", at(NOTE_TS, "export default")]);
    expect(await definition("tone=", 1)).toEqual(["note.ts", at(NOTE_TS, "tone:")]);
    expect(await server.ask("hover", notes, at(NOTES, "tone=", 1))).toMatchObject({
      contents: { value: '(property) tone: "calm" | "urgent"' },
    });
    const { items } = (await server.ask("completion", notes, at(NOTES, '"calm"', 3))) as { items: { label: string }[] };
    expect(items.map(({ label }) => label).sort()).toEqual(["calm", "urgent"]);
  });

  test("reports errors of a template that is only in the editor, and of what it imports", { timeout }, async () => {
    const diagnostics = async (): Promise<readonly unknown[]> => {
      const { items } = (await server.ask("diagnostic", page())) as {
        items: { range: { start: Place }; code: number; source: string }[];
      };
      return items.map(({ range, code, source }) => [range.start, source, code]);
    };
    const text = PAGE.replace("user.age}", "user.aeg}");
    server.change(page(), text, 5);
    expect(await diagnostics()).toEqual([[at(text, "aeg}"), "ts", 2339]]);
    server.change(page(), PAGE.replace("</h1>", "</h2>"), 6);
    expect(await diagnostics()).toEqual(expect.arrayContaining([[expect.anything(), "LC", expect.any(Number)]]));
    server.change(page(), PAGE, 7);
    server.open(badge(), BADGE.replace("count?:", "count:"));
    expect(await diagnostics()).toEqual([[at(PAGE, "Badge kind"), "ts", 2741]]);
  });
});
