/**
 * What TypeScript infers of a definition, in every version that livec supports: files that must pass, with each mistake
 * marked in them.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const OPTIONS = {
  target: "es2023",
  lib: ["es2024", "esnext.disposable"],
  module: "nodenext",
  types: ["node"],
  paths: { "livec/server": [join(ROOT, "runtime-server/index.ts")], "livec/template": [join(ROOT, "runtime-server/template.ts")] },
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

const PRELUDE = `import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type ComponentSocket, defineComponent, defineView, type FormOf, liveForm, type MountSocket, on, type Socket } from "livec/server";
import type { Myself, Template } from "livec/template";
interface Assigns { count: number; filter: "all" | "done" }
type Events = { save: { by?: string } };
declare const template: Template<Assigns, Events>;
declare const schema: StandardSchemaV1<unknown, { by: number }>;
`;

/**
 * An `on` that follows a `mount` whose parameters have no types (or which is a method, in TypeScript 5) knows what the
 * template needs. Any other knows also what `mount` added.
 */
const ON = `on(schema, (socket, { by }) => {
    const sum: number = socket.assigns.count + by;
    socket.assign({ count: sum, filter: "done" });
    // @ts-expect-error not in the union
    socket.assign({ filter: "some" });
    // @ts-expect-error by is a number
    by.length;
  }, { invalid: (socket, issues) => socket.assign({ count: issues.length }) })`;
const ON_KNOWING_ALL = `on(schema, async (socket, { by }) => {
    socket.assign({ secret: socket.assigns.secret + by, lines: ["x"] });
    // @ts-expect-error a misspelt assign
    socket.assign({ secrte: 1 });
  })`;
const PLAIN = "(socket, { by }) => socket.assign({ secret: socket.assigns.secret + Number(by) })";
const STATE = '{ count: 0, filter: "all", secret: 1, lines: ["a"] }';

/** A view for each way to write its `mount`, its options and its events. */
function views(): string {
  const mounts = ["()", "(socket)", "(socket, params)", "(socket, params, session)", "(socket: MountSocket)"].flatMap((parameters) => [
    { parameters, mount: `mount: ${parameters} => (${STATE})` },
    { parameters, mount: `async mount${parameters} { return ${STATE}; }` },
  ]);
  const options = [
    "",
    'temporaryAssigns: ["lines"],',
    "temporaryAssigns: { lines: [], secret: 0 },",
    "handleInfo(socket) { socket.assigns.secret.toFixed(); },",
  ];
  return mounts
    .flatMap(({ parameters, mount }) =>
      options.flatMap((option) => {
        const knowsAll = (mount.includes("=>") && (parameters === "()" || parameters.includes(":"))) || option.startsWith("handleInfo");
        const first = knowsAll ? ON_KNOWING_ALL : ON;
        return [
          `{ template, ${mount}, ${option} events: {\n  save: ${first},\n  other: ${PLAIN} } }`,
          `{ template, ${mount}, ${option} events: {\n  other: ${PLAIN},\n  save: ${ON_KNOWING_ALL} } }`,
        ];
      }),
    )
    .map((definition) => `defineView(${definition});`)
    .join("\n");
}

const MISTAKES = `
// @ts-expect-error no temporary assign of that name
defineView({ template, mount: (socket) => (${STATE}), temporaryAssigns: { line: [] }, events: { save() {} } });
// @ts-expect-error lines are strings
defineView({ template, mount: (socket) => (${STATE}), temporaryAssigns: { lines: [1] }, events: { save() {} } });
// @ts-expect-error secret is not an array
defineView({ template, mount: (socket) => (${STATE}), temporaryAssigns: ["secret"], events: { save() {} } });
// @ts-expect-error count is missing
defineView({ template, mount: (socket) => ({ filter: "all" }), events: { save: ${ON} } });
// @ts-expect-error not in the union
defineView({ template, mount: (socket) => ({ count: 0, filter: "some" }), events: { save() {} } });
// @ts-expect-error save has no handler
defineView({ template, mount: (socket) => (${STATE}), events: { other: on(schema, () => {}) } });
// @ts-expect-error no handlers at all
defineView({ template, mount: (socket) => (${STATE}) });
`;

/** Handlers written apart, for a state that somebody named. */
const APART = `
interface State extends Assigns { secret: number }
interface Other { count: string }
const save = (socket: Socket<State>, { by }: { by?: string }) => socket.assign({ secret: Number(by), count: 1 });
const countOnly = (socket: Socket<{ count: number }>) => { socket.update("count", (count) => count + 1); socket.update((draft) => { draft.count++; }); };
const other = (socket: Socket<Other>) => socket.assign({ count: "" });
defineView({ template, mount: () => (${STATE}), events: { save, countOnly } });
defineView({ template, mount: (socket) => (${STATE}), events: { save, countOnly } });
defineView({ template, mount: async (socket, params) => (${STATE}), handleInfo: (socket) => save(socket, {}), events: { save } });
defineView({ template, mount: (socket): State => ({ count: 0, filter: "all", secret: 1 }), events: { save } });
// @ts-expect-error the view has no secret
defineView({ template, mount: () => ({ count: 0, filter: "all" }), events: { save } });
// @ts-expect-error nor this one
defineView({ template, mount: (socket) => ({ count: 0, filter: "all" }), events: { save } });
// @ts-expect-error count is a number
defineView({ template, mount: (socket) => (${STATE}), events: { save: other } });
`;

const COMPONENTS = `
declare const card: Template<Assigns, Events, {}, { readonly myself: Myself<Events> }>;
const shown = (socket: Socket<State>) => socket.assign({ secret: 1 });
const aimed = (socket: ComponentSocket<State>) => { socket.sendParent("x"); };
defineComponent({ template: card, mount: (socket, props: { id: string }) => (${STATE}), events: { save: ${ON} } });
defineComponent({ template: card, mount: (socket) => (${STATE}), terminate(socket) { socket.assigns.secret.toFixed(); }, events: { save: ${ON_KNOWING_ALL} } });
defineComponent({ template: card, mount: () => (${STATE}), events: { save: ${ON_KNOWING_ALL} } });
defineComponent({ template: card, update: (socket, props: { id: string }) => { socket.assign({ count: 1 }); }, events: { save: ${ON} } });
defineComponent({ template: card, events: { save: ${ON} } });
defineComponent({ template: card, mount: (socket, props: { id: string }) => (${STATE}), events: { save: shown, aimed } });
defineComponent({ template: card, mount: () => (${STATE}), events: { save: shown, aimed } });
// @ts-expect-error the component has no secret
defineComponent({ template: card, mount: (socket, props: { id: string }) => ({ count: 0, filter: "all" }), events: { save: shown } });
`;

/** Forms: from the option, or from `mount`. */
const FORMS = `
const rules = { name: { required: true }, age: { min: 0 } } as const;
interface Page { form: FormOf<typeof rules>; saved: string | null }
declare const page: Template<Page, { validateField: {}; submitForm: {}; save: { by?: string } }>;
defineView({ template: page, form: rules, mount: (socket) => ({ saved: null, log: ["x"] }), formValid: (socket, form) => {
  const name: string | number | boolean = form.output.name;
  socket.assign({ saved: String(name), log: [] });
  socket.update(({ form }) => { form.validateField("age", 1); });
  // @ts-expect-error a misspelt field
  form.field("naem");
}, events: { save: (socket, { by }) => socket.assign({ log: [by ?? ""] }) } });
defineView({ template: page, form: liveForm(rules), mount: () => ({ saved: null }), formInvalid: (socket, form) => socket.pushEvent("focus", form.errors.name), events: { save() {} } });
defineView({ template: page, mount: () => ({ saved: null, form: liveForm(rules) }), events: { save: (socket) => socket.assign({ form: socket.assigns.form.copy() }) } });
// @ts-expect-error no form
defineView({ template: page, mount: () => ({ saved: null }), events: { save() {} } });
// @ts-expect-error save has no handler
defineView({ template: page, form: rules, mount: () => ({ saved: null }), events: {} });
// @ts-expect-error another form
defineView({ template: page, form: { other: {} }, mount: () => ({ saved: null }), events: { save() {} } });
// @ts-expect-error saved is missing
defineView({ template: page, form: rules, mount: () => ({}), events: { save() {} } });
`;

/** Types that contain themselves. */
const RECURSIVE = `
type Json = null | string | number | boolean | Json[] | { [name: string]: Json };
type Frozen = null | string | number | boolean | readonly Frozen[] | { readonly [name: string]: Frozen };
interface Tree { name: string; children: Tree[]; parent?: Tree }
interface Doc { json: Json; frozen: Frozen; tree: Tree; when: Date; trees: Map<string, Tree>; rows: ReadonlyMap<string, readonly { readonly n: number }[]>; pair: [number, string] }
declare const doc: Template<Doc, {}>;
declare const all: Doc;
const literal = { json: { a: [1, { b: null }] }, frozen: [1, ["x"]] } as const;
const edit = (socket: Socket<Doc>) => socket.update((draft) => {
  draft.json = { a: [draft.json] };
  draft.tree.children.push({ name: "", children: [] });
  draft.trees.set("a", draft.tree);
  for (const row of draft.rows.get("a") ?? []) row.n++;
  draft.pair[1] = draft.when.toISOString();
  draft.when = new Date();
});
defineView({ template: doc, mount: () => ({ ...all, json: { a: [1, { b: null }] }, frozen: [1, ["x"]] }), events: { edit } });
defineView({ template: doc, mount: (socket) => ({ ...all, others: [] as Json[] }), events: { edit, push: (socket) => socket.update((draft) => { draft.others.push([{ a: draft.json }]); }) } });
defineView({ template: doc, mount: async () => ({ ...all, json: [{ a: [[1]] }] }), events: { set: on(schema, (socket) => socket.assign({ json: [1] })) } });
// @ts-expect-error a Date is not JSON
defineView({ template: doc, mount: () => ({ ...all, json: { a: [[new Date()]] } }) });
`;

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "livec-inference-"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["*.ts"] }));
  for (const [name, text] of Object.entries({ views: views() + MISTAKES, parts: APART + COMPONENTS, forms: FORMS, recursive: RECURSIVE })) {
    writeFileSync(join(folder, `${name}.ts`), PRELUDE + text);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

test.each(["typescript-5", "typescript", "typescript-7"])(
  "%s infers the state of every handler",
  { timeout: 120_000 },
  async (typescript) => {
    const tsc = join(ROOT, "node_modules", typescript, "bin/tsc");
    const options = { cwd: folder, timeout: 100_000 };
    const run = promisify(execFile)(process.execPath, [tsc, "-p", folder, "--pretty", "false"], options);
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    expect(stdout.split("\n", 20)).toEqual([""]);
  },
);
