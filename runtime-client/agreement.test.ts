// @vitest-environment jsdom
/**
 * Over random trees of blocks: what is hydrated and what is cloned are the same page; edit scripts do what arrays
 * would.
 */
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { type ClientBlock, type ClientSlot, SlotKind } from "../protocol/slots.ts";
import type { ListOp, Value } from "../protocol/wire.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

/** A block of the model: an element each, or a bare text. */
type Part = { readonly kind: "text" } | { readonly kind: "attr" } | { readonly kind: "branch" | "list"; readonly inner: Tree };
interface Tree {
  readonly parts: readonly Part[];
}

const { tree } = fc.letrec<{ tree: Tree; part: Part }>((tie) => ({
  tree: fc.record({ parts: fc.array(tie("part"), { maxLength: 4 }) }),
  part: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant<Part>({ kind: "text" }),
    fc.constant<Part>({ kind: "attr" }),
    fc.record({ kind: fc.constantFrom("branch" as const, "list" as const), inner: tie("tree") }),
  ),
}));

/** The blocks of a tree, the root first, built the simple way. */
function blocksOf(root: Tree): { blocks: ClientBlock[]; numberOf: Map<Tree, number> } {
  const numberOf = new Map<Tree, number>();
  const blocks: ClientBlock[] = [];
  const add = (tree: Tree): number => {
    const number = blocks.length;
    numberOf.set(tree, number);
    blocks.push(["", []]);
    let html = "<!>";
    const slots: ClientSlot[] = [];
    for (const part of tree.parts) {
      if (part.kind === "text") {
        html += "<!--$--><!>";
        slots.push([SlotKind.text]);
      } else if (part.kind === "attr") {
        html += '<b :="1">bold</b>';
        slots.push([SlotKind.attr, "title"]);
      } else {
        html += "<!--$--><!>";
        slots.push(part.kind === "branch" ? [SlotKind.block] : [SlotKind.list, 0]);
      }
    }
    const inner = tree.parts.flatMap((part) => ("inner" in part ? [part] : []));
    const numbers = inner.map((part) => add(part.inner));
    let next = 0;
    const linked = slots.map((slot): ClientSlot => {
      if (slot[0] < SlotKind.block) return slot;
      const number = numbers[next++] as number;
      return slot[0] === SlotKind.list ? [SlotKind.list, number] : slot;
    });
    blocks[number] = [html, linked];
    return number;
  };
  add(root);
  return { blocks, numberOf };
}

interface Page {
  readonly html: string;
  readonly skeleton: readonly number[];
  readonly values: readonly Value[];
}

/** As a browser writes it. */
const escapeText = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** One random page of a tree: its HTML, skeleton and values. `random` gives small numbers. */
function pageOf(tree: Tree, numberOf: ReadonlyMap<Tree, number>, random: () => number): Page {
  let html = "<!---->";
  const skeleton: number[] = [];
  const values: Value[] = [];
  for (const part of tree.parts) {
    if (part.kind === "text") {
      const text = ["", "a", "<i>", "x & y"][random() % 4] as string;
      html += `${escapeText(text)}<!---->`;
      values.push(text);
    } else if (part.kind === "attr") {
      const title = ["", null, 'say "hi"'][random() % 3] as string | null;
      html += title === null ? "<b>bold</b>" : `<b title="${escapeText(title)}">bold</b>`;
      values.push(title);
    } else if (part.kind === "branch") {
      const page = random() % 2 ? pageOf(part.inner, numberOf, random) : undefined;
      const number = numberOf.get(part.inner) as number;
      html += `${page?.html ?? ""}<!---->`;
      skeleton.push(...(page ? [number + 1, ...page.skeleton] : [0]));
      values.push(page ? [number, ...page.values] : 0);
    } else {
      const pages = Array.from({ length: random() % 3 }, () => pageOf(part.inner, numberOf, random));
      html += `${pages.map((page) => page.html).join("")}<!---->`;
      skeleton.push(pages.length, ...pages.flatMap((page) => page.skeleton));
      values.push(pages.flatMap((page) => (page.values.length ? page.values : [0])));
    }
  }
  return { html, skeleton, values };
}

const seeds = fc.array(fc.nat(11), { minLength: 60, maxLength: 60 });
const randomOf = (seed: readonly number[]): (() => number) => {
  let next = 0;
  return () => seed[next++ % seed.length] as number;
};

it("a hydrated page is intact, and takes any other state of itself", async () => {
  await fc.assert(
    fc.asyncProperty(tree, seeds, seeds, async (root, seed, next) => {
      const { blocks, numberOf } = blocksOf(root);
      const first = pageOf(root, numberOf, randomOf(seed));
      const second = pageOf(root, numberOf, randomOf(next));
      const live = await LivePage.load({ html: first.html, blocks, skeleton: first.skeleton.join(",") });
      live.liveSocket.connect();
      live.socket.open();
      expect((live.socket.take()[0] as [0, 0, 0, object])[3]).not.toHaveProperty("values");
      live.answer([[0, ...first.values]]);
      expect(live.html).toBe(first.html);
      live.socket.receive([1, 0, [[0, ...second.values]]]);
      expect(live.html).toBe(second.html);
      unloadPages();
    }),
    { numRuns: 150 },
  );
});

it("a cloned page is the same as the page of the server", async () => {
  await fc.assert(
    fc.asyncProperty(tree, seeds, async (root, seed) => {
      const { blocks, numberOf } = blocksOf(root);
      const page = pageOf(root, numberOf, randomOf(seed));
      const live = await LivePage.joined({ html: "<s>something else</s>", blocks, skeleton: "" }, [[0, ...page.values]]);
      expect(live.html).toBe(page.html);
      unloadPages();
    }),
    { numRuns: 150 },
  );
});

/** What a script says, on an array. */
function run(script: readonly ListOp[], rows: readonly string[]): string[] {
  const left = rows.map((row, index) => ({ row, index }));
  const after: string[] = [];
  const take = (index: number): void => {
    const at = left.findIndex((entry) => entry.index === index);
    after.push(...left.splice(at, 1).map(({ row }) => row));
  };
  let skipped = 0;
  for (const step of script) {
    if (typeof step === "number") {
      for (let count = step; count > 0; count--) after.push(...left.splice(skipped, 1).map(({ row }) => row));
      if (step < 0) skipped -= step;
    } else if (typeof step === "string") {
      const at = left.findIndex((entry) => entry.index === Number(step));
      if (at < skipped) skipped--;
      take(Number(step));
    } else if (typeof step[0] === "number") after[after.length - 1] = step[1] as string;
    else after.push(...(step[0] as string[]));
  }
  return [...after, ...left.slice(skipped).map(({ row }) => row)];
}

it("an edit script leaves the rows that an array would have, and never makes a row anew that stays", async () => {
  const rows = "abcdefgh".split("");
  /** Steps that fit, made from small numbers as they come. */
  const scriptOf = (numbers: readonly number[]): ListOp[] => {
    const script: ListOp[] = [];
    const left = new Set(rows.keys());
    let visible = [...left];
    let patchable = false;
    for (const number of numbers) {
      const choice = number % 5;
      const amount = Math.min(1 + (number % 3), visible.length);
      if (choice === 0 && visible.length) {
        script.push(amount);
        for (const row of visible.splice(0, amount)) left.delete(row);
        patchable = true;
      } else if (choice === 1 && visible.length) {
        script.push(-amount);
        visible.splice(0, amount);
      } else if (choice === 2 && left.size) {
        const row = [...left][number % left.size] as number;
        script.push(String(row));
        left.delete(row);
        visible = visible.filter((other) => other !== row);
        patchable = true;
      } else if (choice === 3 && patchable) {
        script.push([0, `p${number}`]);
        patchable = false;
      } else if (choice === 4) {
        script.push([[`n${number}`, `m${number}`]]);
        patchable = false;
      }
    }
    return script;
  };
  const blocks: ClientBlock[] = [
    ["<ul><!--$--></ul>", [[SlotKind.list, 1]]],
    ["<li><!--$--></li>", [[SlotKind.text]]],
  ];
  const html = `<ul>${rows.map((row) => `<li>${row}</li>`).join("")}</ul>`;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(29), { maxLength: 12 }), async (numbers) => {
      const script = scriptOf(numbers);
      const live = await LivePage.joined({ html, skeleton: String(rows.length), blocks });
      const nodes = new Map([...live.container.querySelectorAll("li")].map((node) => [node.textContent as string, node]));
      if (script.length) live.socket.receive([1, 0, [0, script]]);
      const shown = [...live.container.querySelectorAll("li")];
      expect(shown.map((node) => node.textContent)).toEqual(run(script, rows));
      for (const node of shown) if (rows.includes(node.textContent as string)) expect(node).toBe(nodes.get(node.textContent as string));
      unloadPages();
    }),
    { numRuns: 200 },
  );
});
