/** An inspection as a person reads it. */
import { styleText } from "node:util";
import type { SlotInfo } from "../../compiler/info.ts";
import { type InspectedBlock, type Inspection, SLOT_MARK } from "./inspection.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** Of markup. */
const MAX_COLUMNS = 118;

const slotMark = new RegExp(`${SLOT_MARK[0]}\\d+${SLOT_MARK[1]}`, "g");

/**
 * The whole of it.
 *
 * @example
 * todo.live.html: 2 blocks, 3 slots
 *
 * root  eJ3k-aB9_x  line 5:1
 *   <ul>‹0›</ul>
 *   0  list  5:12  :for todo of todos  reads todos  shows li
 */
export function inspectionText({ file, blocks, assigns, events, sizes }: Inspection, color: boolean): string {
  const paint: Paint = (style, text) => (color && text !== "" ? styleText(style, text, { validateStream: false }) : text);
  const slots = blocks.reduce((count, block) => count + block.slots.length, 0);
  const heading = (text: string): string => `\n${paint("bold", text)}\n`;
  return [
    `${paint("bold", file)}: ${plural(blocks.length, "block")}, ${plural(slots, "slot")}\n`,
    ...blocks.map((block) => blockText(block, paint)),
    heading("assigns, and the slots that are evaluated when they change"),
    rows(
      Object.entries(assigns).map(([path, touched]) => [
        paint("cyan", path),
        touched.map(({ block, slot }) => `${block}${SLOT_MARK[0]}${slot}${SLOT_MARK[1]}`).join(" "),
      ]),
    ) || "  none: the template never changes\n",
    heading("events, and what comes with them"),
    rows(Object.entries(events).map(([name, payload]) => [paint("magenta", name), payloadText(payload)])) || "  none\n",
    heading("sizes"),
    rows([
      ["source", bytes(sizes.source)],
      ["statics", bytes(sizes.statics)],
      ["module", bytes(sizes.module)],
    ]),
  ].join("");
}

function blockText({ name, fingerprint, line, column, html, slots }: InspectedBlock, paint: Paint): string {
  const table = slots.map((slot, number) => [
    paint("yellow", `${SLOT_MARK[0]}${number}${SLOT_MARK[1]}`),
    slot.name === undefined || slot.name === slot.kind ? slot.kind : `${slot.kind} ${slot.name}`,
    paint("dim", `${slot.line}:${slot.column}`),
    expressionsText(slot, paint),
    slot.reads.length === 0 ? "" : `${paint("dim", "reads")} ${slot.reads.map((read) => paint("cyan", readText(read))).join(", ")}`,
    slot.blocks.length === 0 ? "" : `${paint("dim", "shows")} ${slot.blocks.join(", ")}`,
  ]);
  const lines = wrapped(html).map((text) => `  ${text.replace(slotMark, (mark) => paint("yellow", mark))}\n`);
  return `\n${paint("bold", name)}  ${paint("dim", `${fingerprint}  ${line}:${column}`)}\n${lines.join("")}${rows(table)}`;
}

/** Markup in lines that are not too wide, broken where a tag ends or at a space. */
function wrapped(html: string): readonly string[] {
  return html.split("\n").flatMap((text) => {
    const lines: string[] = [];
    let line = "";
    for (const piece of text.split(/(?<=>)(?=<)|(?<= )/)) {
      if (line !== "" && line.length + piece.trimEnd().length > MAX_COLUMNS) {
        lines.push(line);
        line = "";
      }
      line += piece;
    }
    return [...lines, line].map((line) => line.trimEnd());
  });
}

function expressionsText({ expressions }: SlotInfo, paint: Paint): string {
  return expressions
    .map(({ role, code }) => `${role === undefined ? "" : `${paint("dim", role)} `}${code.replace(/\s+/g, " ")}`)
    .join(paint("dim", " · "));
}

/** A read in words, where it is no path. */
function readText(read: string): string {
  if (read === "@slots") return "contents";
  return read.endsWith(".@index") ? `position of ${read.slice(0, -".@index".length)}` : read;
}

function payloadText(payload: { readonly [name: string]: string }): string {
  const members = Object.entries(payload).map(([name, type]) => `${name}: ${type}`);
  return members.length === 0 ? "nothing" : members.join(", ");
}

// biome-ignore lint/complexity/useRegexLiterals: a control character in a literal is hard to see
const escapes = new RegExp("\\u001b\\[\\d+m", "g");

/**
 * Lines with aligned columns. Columns that are empty everywhere are left out, and nothing follows the last text of a
 * line.
 */
function rows(cells: readonly (readonly string[])[]): string {
  const width = (cell: string): number => cell.replace(escapes, "").length;
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...cells.map((row) => width(row[column] ?? ""))));
  return cells
    .map((row) => {
      const padded = row.map((cell, column) => (widths[column] === 0 ? "" : `  ${cell}${" ".repeat((widths[column] ?? 0) - width(cell))}`));
      return `${padded.join("").trimEnd()}\n`;
    })
    .join("");
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function bytes(count: number): string {
  return `${count.toLocaleString("en")} bytes`;
}
