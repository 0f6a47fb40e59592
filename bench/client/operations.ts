/**
 * The operations of js-framework-benchmark, as states of one table, and what a server sends of each: frames of ours,
 * and what the others would be sent.
 */
import type { Diff } from "../../protocol/wire.ts";
import type { Template } from "../../runtime-server/rendering/contract.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import { loadTemplate } from "../../test/load-template.ts";

export interface Row {
  readonly id: number;
  readonly label: string;
}
export interface State {
  readonly rows: readonly Row[];
  readonly selected: number | null;
}

/** What hand-written code is told: no more than it needs. */
export type Command =
  | readonly ["rows", readonly Row[]]
  | readonly ["append", readonly Row[]]
  | readonly ["labels", readonly (readonly [index: number, label: string])[]]
  | readonly ["select", id: number]
  | readonly ["swap", a: number, b: number]
  | readonly ["remove", index: number]
  | readonly ["order", readonly number[]]
  | readonly ["clear"];

export interface Operation {
  readonly name: string;
  readonly before: State;
  readonly after: State;
  readonly command: Command;
}

/** What each contestant gets: the page before, and one message. */
export interface Sample {
  readonly name: string;
  readonly livec: { readonly html: string; readonly skeleton: string; readonly message: string };
  readonly before: State;
  readonly command: string;
  readonly state: string;
  readonly html: string;
  /** The body of the table afterwards, to see that all did it. */
  readonly expected: string;
}

const template = loadTemplate<State>(`<script lang="ts">
export interface Assigns { rows: readonly { id: number; label: string }[]; selected: number | null }
</script>
<table><tbody><tr :for={row of rows} :key={row.id} class={{ danger: row.id === selected }}><td class="col-md-1">{row.id}</td><td class="col-md-4"><a live-click="select" live-value-id={row.id}>{row.label}</a></td><td class="col-md-1"><a live-click="remove" live-value-id={row.id}><span class="remove"></span></a></td><td class="col-md-6"></td></tr></tbody></table>`);

const words =
  "pretty large big small tall short long handsome plain quaint clean elegant easy angry crazy helpful mushy odd unsightly".split(" ");
const label = (id: number): string => `${words[id % words.length]} ${words[(id * 7) % words.length]} table`;
const rowsFrom = (first: number, count: number): readonly Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: first + index, label: label(first + index) }));

const rows = rowsFrom(1, 1000);
const none: State = { rows: [], selected: null };
const full: State = { rows, selected: null };
const at = (index: number): Row => rows[index] as Row;
const every10th = [...rows.keys()].filter((index) => index % 10 === 0);
/** The same for everybody, and each time. */
const shuffled = [...rows.keys()].sort((a, b) => ((a * 7919) % 1009) - ((b * 7919) % 1009));

export const operations: readonly Operation[] = [
  { name: "create 1,000", before: none, after: full, command: ["rows", rows] },
  { name: "replace 1,000", before: full, after: { ...full, rows: rowsFrom(1001, 1000) }, command: ["rows", rowsFrom(1001, 1000)] },
  {
    name: "update every 10th",
    before: full,
    after: { ...full, rows: rows.map((row, index) => (index % 10 === 0 ? { ...row, label: `${row.label} !!!` } : row)) },
    command: ["labels", every10th.map((index): readonly [number, string] => [index, `${at(index).label} !!!`])],
  },
  { name: "select", before: full, after: { ...full, selected: 500 }, command: ["select", 500] },
  {
    name: "swap 2 and 999",
    before: full,
    after: { ...full, rows: rows.with(1, at(998)).with(998, at(1)) },
    command: ["swap", 1, 998],
  },
  { name: "remove one", before: full, after: { ...full, rows: rows.toSpliced(500, 1) }, command: ["remove", 500] },
  { name: "shuffle", before: full, after: { ...full, rows: shuffled.map(at) }, command: ["order", shuffled] },
  {
    name: "append 1,000",
    before: full,
    after: { ...full, rows: [...rows, ...rowsFrom(1001, 1000)] },
    command: ["append", rowsFrom(1001, 1000)],
  },
  { name: "clear", before: full, after: none, command: ["clear"] },
];

export const statics: string = staticsOf(template as unknown as Template).json;

export function sampleOf({ name, before, after, command }: Operation): Sample {
  const rendering = new Rendering(template);
  rendering.mount(before);
  const [html, skeleton] = [rendering.html(), rendering.skeleton()];
  const diff = rendering.update(after) as Diff;
  const body = /<tbody>(.*)<\/tbody>/s.exec(rendering.html())?.[1] ?? "";
  return {
    name,
    livec: { html, skeleton, message: JSON.stringify([1, 1, diff]) },
    before,
    command: JSON.stringify(command),
    state: JSON.stringify(after),
    html: JSON.stringify(body),
    expected: body,
  };
}
