/**
 * Generated modules in front of the real type checkers: what is right must pass under strict options, what is wrong
 * must not.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile } from "../compile.ts";

const ROOT = join(import.meta.dirname, "../..");
const OPTIONS = {
  target: "es2023",
  lib: ["es2024", "esnext.disposable"],
  module: "nodenext",
  types: ["node"],
  typeRoots: [join(ROOT, "node_modules/@types")],
  paths: { "livec/template": [join(ROOT, "runtime-server/template.ts")] },
  rootDir: "/",
  outDir: "out",
  declaration: true,
  emitDeclarationOnly: true,
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipLibCheck: true,
  verbatimModuleSyntax: true,
};

const BADGE = `<script lang="ts">
  export interface Assigns { kind: "muted" | "loud"; count?: number }
</script>
<span class="badge {kind}" live-click="dismiss" live-value-count={count}><slot>none</slot></span>
`;

const TABLE = `<script lang="ts">
  export interface Assigns { rows: readonly { id: number }[] }
  export interface Slots {
    header: { label: string; extra?: string };
    default: { row: { id: number }; index: number };
    "no-rows": {};
  }
</script>
<slot name="header" label="ID"/>
<slot :for={(row, index) of rows} row={row} index={index}>{row.id}</slot>
<slot :if={rows.length === 0} name="no-rows">Empty</slot>
`;

const GOOD: { readonly [file: string]: string } = {
  "badge.live.html": BADGE,
  "table.live.html": TABLE,
  "static.live.html": "<p>Nothing here changes.</p>",
  "slots.live.html": `<script lang="ts">
  import Table from "./table.live.js";
  export interface Assigns { rows: { id: number }[] }
</script>
<Table rows={rows} :let={{ row }}>{row.id.toFixed()}</Table>
<Table rows={rows} :let={{ row: { id }, index }}>
  <template slot="header" :let={values}>{values.label.length} {values.extra ?? "none"}</template>
  <template slot="header" :let={{ label, extra: unused }}>{label}</template>
  <template slot="no-rows">Nothing.</template>
  {id}
</Table>
<Table :for={row of rows} :key={row.id} rows={[row]}/>
`,
  "conditional-slots.live.html": `<script lang="ts">
  import Table from "./table.live.js";
  export interface Assigns { item: { user?: { id: number } }; rows: readonly { id: number }[] | null; labels: string[] }
</script>
<Table rows={rows ?? []}>
  <template slot="header" :if={item.user} :let={{ label }}>{item.user.id.toFixed()} {label}</template>
  <template slot="no-rows" :else-if={rows === null}>none</template>
  <template slot="header" :else :let={{ label }}>{rows.length} {label}</template>
</Table>
<Table rows={[]}><template slot="header" :for={label of labels} :key={label} :let={{ extra }}>{label} {extra}</template></Table>
`,
  "one.live.html": `<script lang="ts">
  import Two from "./two.live.js";
  export interface Assigns { depth: number }
</script>
<b live-click="one" live-value-depth={depth}>{depth}</b><Two :if={depth > 0} depth={depth - 1}/>
`,
  "two.live.html": `<script lang="ts">
  import One from "./one.live.js";
  export interface Assigns { depth: number }
</script>
<b live-click="two">{depth}</b><One :if={depth > 0} depth={depth - 1}/>
`,
  "page.live.html": `<script lang="ts">
  import Badge from "./badge.live.js";
  type Shape = { type: "circle"; r: number } | { type: "text"; text: string };
  export type Assigns = {
    name: string; nick?: string | null; items: readonly (string | null)[]; shape: Shape; unused: Date;
    rows: Map<string, { n: number; list: { id: bigint }[] }>; attrs: Record<string, string | number>;
    user: { avatar: { url: string; sizes: (number | null)[] } | null };
  };
</script>
<h1 title={nick} class={[name, { nick }]} style={{ color: nick }}>{name} {nick}</h1>
<p :if={nick}>{nick.length}</p>
<p :else-if={shape.type === "circle"}>{shape.r.toFixed(2)}</p>
<p :else>{shape.text.length}</p>
<p :for={(item, i) of items} :if={item !== null} :key={i}>{item.length}</p>
<p :for={(_, i) of items} :key={i}>{i}</p>
<ul :for={[key, { n, list: [first, ...rest] }] of rows} :key={key} {...attrs}>
  <li :if={n > 1}>{first?.id}</li>
  <li :for={{ id } of rest} :key={id}>{id} {n}</li>
</ul>
<Badge kind="muted"/>
<Badge kind={nick ? "muted" : "loud"} count={1}><b>{name}</b></Badge>
<textarea name="note">{name}</textarea>
<figure :if={user.avatar}>
  <img src={user.avatar.url} alt=""><b :for={size of user.avatar.sizes} :if={size !== null} :key={size}>{user.avatar.url} {size.toFixed()}</b>
</figure>
`,
  "narrowing.live.html": `<script lang="ts">
  import Badge from "./badge.live.js";
  import Table from "./table.live.js";
  type Shape = { kind: "circle"; r: number } | { kind: "square"; side: number } | { kind: "text"; text: string };
  interface Task { id: number; due: Date | null; owner?: { name: string }; shape: Shape }
  export interface Assigns {
    t: Task; tasks: Task[]; maybe: (Task | null)[]; shape: Shape; rows: { id: number }[]; strings: (string | undefined)[];
    state: { loading: true } | { loading: false; user: { name: string | null } };
  }
</script>
<Badge kind="muted" :if={t.due}>{t.due.toISOString()}</Badge>
<Badge kind="muted" :if={t.due && t.owner}><b :if={t.owner.name}>{t.due.toISOString()} {t.owner.name}</b></Badge>
<Badge kind="muted" :if={t.due === null}>never</Badge>
<Badge kind="muted" :else><Badge kind="loud">{t.due.toISOString()}</Badge></Badge>
<p :if={t.owner}><slot>{t.owner.name}</slot></p>
<p :if={t.shape.kind === "circle"}><slot>{t.shape.r}</slot></p>
<p :else-if={t.shape.kind === "square"}><slot>{t.shape.side}</slot></p>
<p :else><slot>{t.shape.text.length}</slot></p>
<p :if={shape.kind === "circle"}><slot>{shape.r}</slot></p>
<p :else-if={shape.kind !== "text"}><slot>{shape.side}</slot></p>
<p :else><slot>{shape.text.length}</slot></p>
<p :if={!state.loading && state.user.name}><slot>{state.user.name.length}</slot></p>
<p :for={x of maybe} :if={x} :key={x.id}>{x.id}</p>
<p :for={x of tasks} :if={x.due} :key={x.due.getTime()}>{x.due.toISOString()} <Badge kind="muted">{x.due.getTime()}</Badge></p>
<p :for={(x, i) of maybe} :if={x && i > 0 && x.due} :key={x.id}><Badge kind="muted">{x.due.getTime()}</Badge></p>
<p :for={{ due, id } of tasks} :if={due !== null && id > 1} :key={due.getTime()}><Badge kind="muted">{due.getTime()}</Badge></p>
<p :for={x of tasks} :if={x.shape.kind !== "circle"} :key={x.id}><b :if={x.shape.kind === "text"}>{x.shape.text}</b></p>
<p :for={s of strings} :if={s} :key={s.length}>{s.toUpperCase()}</p>
<template :if={t.due}>
  <p :for={t of tasks} :key={t.id}><Badge kind="muted">{String(t.due)}</Badge></p>
  <p :for={x of tasks} :key={x.id + t.due.getTime()}><Badge kind="muted">{t.due.getTime()}</Badge></p>
  <Table rows={rows} :let={{ row }}>{row.id} {t.due.getTime()}</Table>
  <Table {...assigns} :let={{ row: t }}>{t.id}</Table>
</template>
`,
  "types.ts": `export interface Props { name: string; items: { id: number; rest: string }[] }
export interface Slots { default: { title: string } }
`,
  "handed-on.live.html": `<script lang="ts">export type { Props as Assigns, Slots } from "./types.js";</script>
<p :for={{ id, ...rest } of items} :key={id} {...rest}>{name}</p><slot title={name}/>
`,
  "handed-on-unused.live.html": `<script lang="ts">export type { Props as Assigns, Slots } from "./types.js";</script>{name}`,
  "any-rest.live.html": `<script lang="ts">export interface Assigns { items: any[]; x: unknown; key: { n: string } }</script>
<p :for={{ id, ...rest } of items} :key={id} {...rest}><b :for={[first, ...others] of rest.list} :key={first}>{others.length}</b></p>
<p :for={{ id, ...rest } of items} :key={id}>{id}</p><p :for={[id, ...rest] of items} :key={id}>{rest.length}</p>
{(x as typeof key).n} {(x as { y: typeof key.n }).y}<p :for={item of items} :key={item.id}>{(x as typeof item).name}</p>
`,
  "union.live.html": `<script lang="ts">
  export type Assigns = { kind: "text"; text: string; shared: number } | { kind: "image"; src: string; width: number; shared: number };
</script>
<p :if={kind === "text"}>{text.length} {shared}</p><img :else src={src} alt="" width={width.toFixed()}>{text}
`,
  "many-slots.live.html": `<script lang="ts">
  export interface Assigns { name: string | null; t: { due: Date | null } }
</script>
${"<p title={name}>{name}</p>".repeat(600)}
<section :if={t.due}>
${"<p :if={name}>{name.length} {t.due.getTime()}</p>".repeat(300)}
</section>
`,
  "tree.live.html": `<script lang="ts">
  import Tree from "./tree.live.js";
  interface Node { name: string; children: Node[] }
  interface Assigns { node: Node; depth: number }
</script>
<li live-click="open" live-value-name={node.name}>{node.name}
  <ul :if={node.children.length > 0}><Tree :for={child of node.children} :key={child.name} {...assigns} node={child} depth={depth + 1} /></ul>
</li>
`,
  "use.ts": `import type { EventsOf, Template } from "livec/template";
import page from "./page.live.js";
import tree from "./tree.live.js";
import fixed from "./static.live.js";
import one from "./one.live.js";
type Handlers<T> = { readonly [E in keyof EventsOf<T>]: (payload: EventsOf<T>[E]) => unknown };
export const forPage: Handlers<typeof page> = { dismiss: ({ count = "0" }) => count.length };
export const forTree: Handlers<typeof tree> = { open: ({ name }) => name?.length };
export const forBoth: Handlers<typeof one> = { one: ({ depth }) => depth?.length, two: () => 0 };
// @ts-expect-error a handler of the other one is missing
export const forOne: Handlers<typeof one> = { one: () => 0 };
// @ts-expect-error a handler is missing
export const forgotten: Handlers<typeof tree> = {};
// @ts-expect-error no such event
export const misspelt: Handlers<typeof tree> = { open: () => 0, opne: () => 0 };
export const anyTemplate: Template<{}, {}> = fixed;
`,
};

const BAD: { readonly [file: string]: string } = {
  "badge.live.html": BADGE,
  "bad.live.html": `<script lang="ts">
  import Badge from "./badge.live.js";
  export interface Assigns { name: string; when: Date; nick?: string }
</script>
<p>{nmae}</p>
<p>{name.lenght}</p>
<p>{when}</p>
<p>{nick.length}</p>
<Badge kind="quiet"/>
<Badge kind="muted" cuont={1}/>
<p :for={x of name.length}>{x}</p>
<p class={() => name}></p>
<p :if={nick}>{nick.length}</p>
`,
  "table.live.html": TABLE,
  "bad-slots.live.html": `<script lang="ts">
  import Table from "./table.live.js";
  export interface Assigns { rows: { id: number }[] }
  export interface Slots { item: { row: { id: number } } }
</script>
<Table rows={rows}>
  <template slot="haeder">x</template>
</Table>
<Table rows={rows}>
  <template slot="header" :let={{ lable }}>{lable}</template>
</Table>
<Table rows={rows}>
  <template slot="header" :let={values}>{values.label.foo}</template>
</Table>
<Table rows={rows} :let={{ rwo }}>{rwo}</Table>
<slot name="itme"/>
<slot name="item" row={rows.length}/>
<slot name="item" rwo={rows[0]}/>
`,
};

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "livec-types-"));
  project("good", GOOD);
  project("bad", BAD);
});

afterAll(() => rmSync(folder, { recursive: true }));

function project(name: string, files: { readonly [file: string]: string }): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, name, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["*.ts"] }));
  for (const [file, source] of Object.entries(files)) {
    if (!file.endsWith(".html")) writeFileSync(join(folder, name, file), source);
    else {
      const { code, diagnostics } = compile(source, { file });
      if (code === undefined) throw new Error(JSON.stringify(diagnostics));
      writeFileSync(join(folder, name, file.replace(/html$/, "ts")), code);
    }
  }
}

/** The errors a compiler finds in a project. */
async function check(typescript: string, name: string): Promise<readonly { file: string; line: number; text: string }[]> {
  const tsc = join(ROOT, "node_modules", typescript, "bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", join(folder, name), "--pretty", "false"], { cwd: join(folder, name) });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return [...stdout.matchAll(/^(.+?)\((\d+),\d+\): error TS\d+: (.*)$/gm)].map(([, file = "", line = "", text = ""]) => ({
    file,
    line: Number(line),
    text,
  }));
}

describe.each(["typescript-5", "typescript", "typescript-7"])("with %s", (typescript) => {
  test("generated modules pass under strict options", { timeout: 60_000 }, async () => {
    expect(await check(typescript, "good")).toEqual([]);
  });

  test("mistakes are errors on lines that name the template's line", { timeout: 60_000 }, async () => {
    const errors = await check(typescript, "bad");
    const places = errors.map(({ file, line }) => {
      const written = readFileSync(join(folder, "bad", file), "utf8").split("\n")[line - 1] ?? "";
      return /bad(?:-slots)?\.live\.html:\d+$/.exec(written)?.[0] ?? written.trim();
    });
    expect([...new Set(places)].sort()).toEqual([
      "bad-slots.live.html:10",
      "bad-slots.live.html:13",
      "bad-slots.live.html:15",
      "bad-slots.live.html:16",
      "bad-slots.live.html:17",
      "bad-slots.live.html:18",
      "bad-slots.live.html:7",
      "bad.live.html:10",
      "bad.live.html:11",
      "bad.live.html:12",
      "bad.live.html:5",
      "bad.live.html:6",
      "bad.live.html:7",
      "bad.live.html:8",
      "bad.live.html:9",
    ]);
    expect(errors.map(({ text }) => text)).toContain("Property 'nmae' does not exist on type 'Assigns'.");
  });
});
