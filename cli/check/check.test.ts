import { expect, test } from "vitest";
import { lines, project, readReport } from "./project.testing.ts";

const timeout = 20_000;

const COUNTER = `<script lang="ts">
  import Badge from "./badge.live.js";
  export interface Assigns { count: number; label: string }
</script>
<h1>{label}</h1>
<button live-click="add" live-value-by="5">{count}</button>
<Badge/>
`;
const BADGE = '<button live-click="dismiss">x</button>\n';

/** A view of the counter, of which some lines are others. */
function view(mount: string, events: string): string {
  return `import { defineView } from "livec/server";
import template from "./counter.live.js";

export default defineView({
  template,
  mount: ${mount},
  ${events}
});
`;
}

const GOOD_MOUNT = '() => ({ count: 0, label: "Clicks" })';
const GOOD_EVENTS = 'events: { add: (socket) => socket.update("count", (count) => count + 1), dismiss: () => {} },';

test("views are checked against their templates, and templates without a build", { timeout }, async () => {
  const { livec, has } = project({
    "counter.live.html": COUNTER,
    "badge.live.html": BADGE,
    "good.ts": view(GOOD_MOUNT, GOOD_EVENTS),
    "by-source.ts": view(GOOD_MOUNT, GOOD_EVENTS).replace("counter.live.js", "counter.live.ts"),
    "missing-handlers.ts": view(GOOD_MOUNT, "events: { ad: () => {} },"),
    "no-events.ts": view(GOOD_MOUNT, ""),
    "wrong-assign.ts": view('() => ({ count: "0", label: "Clicks" })', GOOD_EVENTS),
    "missing-assign.ts": view("() => ({ count: 0 })", GOOD_EVENTS),
    "wrong-payload.ts": view(
      GOOD_MOUNT,
      'events: { add: (socket, { by }) => socket.update("count", (count) => count + by), dismiss: () => {} },',
    ),
    "elsewhere.ts": "export const nothing: string = 1;\n",
  });
  const { code, out } = await livec("check", "--format", "json");
  const report = readReport(out);
  expect(code).toBe(1);
  expect(lines(report)).toEqual([
    "missing-assign.ts:6:16 TS2322 mount returns no `label`, which the view's template needs.",
    "missing-handlers.ts:7:3 TS2322 The view has no handler for `add`, `dismiss`, which its template sends.",
    "no-events.ts:4:27 TS2345 The view has no handler for `add`, `dismiss`, which its template sends.",
    "wrong-assign.ts:6:19 TS2322 Type 'string' is not assignable to type 'number'.",
    "wrong-payload.ts:7:72 TS2322 Type 'string' is not assignable to type 'number'.",
    "wrong-payload.ts:7:80 TS18048 'by' is possibly 'undefined'.",
  ]);
  const missing = report.diagnostics.find(({ file }) => file === "missing-handlers.ts");
  expect(missing?.fix).toBe("Did you mean `add` where it says `ad`?");
  expect(missing?.related).toEqual([
    { file: "counter.live.html", span: { start: 165, end: 168 }, line: 6, column: 21, message: "`add` is bound here" },
    { file: "badge.live.html", span: { start: 20, end: 27 }, line: 1, column: 21, message: "`dismiss` is bound here" },
  ]);
  expect(report).toMatchObject({ ok: false, templates: 2, modules: 7, problems: [], typescript: "6.0.3" });
  expect(has("counter.live.ts")).toBe(false);
});

const WRONG = {
  "a.live.html": `<script lang="ts">\n  export interface Assigns { name: string }\n</script>\n<p>{nmae}</p>\n<p>{name.lenght}</p>\n`,
};

test("pretty: each error with its code frame, and a summary", { timeout }, async () => {
  const { code, out, err } = await project(WRONG).livec("check");
  expect(code).toBe(1);
  expect(err).toBe(`error[TS2339]: Property 'nmae' does not exist on type 'Assigns'.
 --> a.live.html:4:5
  |
4 | <p>{nmae}</p>
  |     ^^^^
  = fix: Did you mean \`name\`?

error[TS2551]: Property 'lenght' does not exist on type 'string'. Did you mean 'length'?
 --> a.live.html:5:10
  |
5 | <p>{name.lenght}</p>
  |          ^^^^^^

`);
  expect(out).toMatch(/^2 errors in 1 file \(checked 1 template and 0 modules in \d+ ms, TypeScript 6\.0\.3\)\n$/);
});

test("pretty: what belongs to an error in another file follows it", { timeout }, async () => {
  const { err } = await project({
    "counter.live.html": COUNTER,
    "badge.live.html": BADGE,
    "counter.ts": view(GOOD_MOUNT, "events: { ad: () => {}, dismiss: () => {} },"),
  }).livec("check");
  expect(err).toBe(`error[TS2322]: The view has no handler for \`add\`, which its template sends.
 --> counter.ts:7:3
  |
7 |   events: { ad: () => {}, dismiss: () => {} },
  |   ^^^^^^
  = fix: Did you mean \`add\` where it says \`ad\`?
  = counter.live.html:6:21: \`add\` is bound here

`);
});

const DATED = '<script lang="ts">export interface Assigns { when: Date }</script>{[1].lenght}';

test("github: annotations with paths from the repository's root", { timeout }, async () => {
  const { livec } = project({ "app/a.live.html": `${DATED}\n<p>{when}, 100%</p>`, "app/b.live.html": "<p>Hi</b></p>" });
  const { code, out } = await livec("check", "app", "--format", "github");
  expect(code).toBe(1);
  expect(out.split("\n").slice(0, -2)).toEqual([
    "::error file=app/a.live.html,line=1,col=72,endColumn=78,title=TS2551::Property 'lenght' does not exist on type 'number[]'. Did you mean 'length'?",
    "::error file=app/a.live.html,line=2,col=5,endColumn=9,title=TS2345::Argument of type 'Date' is not assignable to parameter of type 'TextValue'.%0ASay how a date is to be written: {when.toLocaleDateString()} or {when.toISOString()}.",
    expect.stringMatching(/^::error file=app\/b\.live\.html,line=1,col=6,endColumn=10,title=LC1032::<\/b> closes nothing/),
  ]);
});

test("a template with errors of its own is not blamed on those who import it", { timeout }, async () => {
  const { livec } = project({
    "counter.live.html": COUNTER.replace("<h1>", "<h1></b>"),
    "badge.live.html": BADGE,
    "counter.ts": view(GOOD_MOUNT, "events: { add: (socket) => socket.assign({ count: 1 }) },"),
  });
  const { out } = await livec("check", "--format=json");
  expect(lines(readReport(out))).toEqual(["counter.live.html:5:5 LC1032 </b> closes nothing: no <b> is open here."]);
});

test("components out of place are found, with the place in their templates", { timeout }, async () => {
  const page = '<script lang="ts">import Part from "./part.live.js";</script>\n<p>Hi <Part/></p>\n';
  const { livec } = project({ "page.live.html": page, "part.live.html": "<section>a</section>" });
  const { code, out } = await livec("check", "--format", "json");
  expect(code).toBe(1);
  const report = readReport(out);
  expect(lines(report)).toEqual(["page.live.html:2:7 LC3012 <Part> does not fit here: a browser closes the <p> before its <section>."]);
  expect(report.diagnostics[0]?.related).toMatchObject([
    { file: "part.live.html", line: 1, column: 1, message: "its <section>" },
    { file: "page.live.html", line: 2, column: 1, message: "this <p>" },
  ]);
  expect((await livec("check")).err).toContain("  |       ^^^^^\n  | -- this <p>\n");
});

test("a file that TypeScript cannot check is named, and the others are checked", { timeout }, async () => {
  const { livec } = project({
    "badge.live.html": "<b>{nmae}</b>",
    "huge.ts": `import "./badge.live.js";
interface Huge { f(): boolean; g(x: unknown): void }
export default {
  huge(r: Huge, { a }: { a: string | null }) {
${"    if (r.f()) r.g(a);\n".repeat(3000)}  },
};
`,
  });
  const { code, out } = await livec("check", "--format", "json");
  const { diagnostics, problems } = readReport(out);
  expect(code).toBe(1);
  expect(problems).toEqual([{ file: "huge.ts", message: "it is too large for TypeScript to check: make components of its parts." }]);
  expect(diagnostics.map(({ file, code }) => `${file} ${code}`)).toEqual(["badge.live.html LC4001"]);
});

test("a file that TypeScript cannot even parse ends in one line", { timeout }, async () => {
  const { livec } = project({
    "huge.ts": `export const huge = ${"[".repeat(20_000)}${"]".repeat(20_000)};\n`,
    "badge.live.html": "<b>x</b>",
  });
  const { code, err } = await livec("check");
  expect(code).toBe(2);
  expect(err).toBe("error: TypeScript cannot read this project: Maximum call stack size exceeded\n");
});
