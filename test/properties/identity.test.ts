// @vitest-environment jsdom
/**
 * Identity: an item that keeps its key keeps its DOM node; a node that no change names is not touched, moved or read.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClientBlock } from "../../protocol/slots.ts";
import type { Diff } from "../../protocol/wire.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import { loadTemplate } from "../load-template.ts";
import { Page } from "./page.ts";
import { type Item, type State, states } from "./random-state.ts";

const template = loadTemplate<State>(`<script lang="ts">
export interface Item { id: number; label: string; done: boolean; note: string | null }
export interface Assigns { items: Item[]; on: boolean }
</script>
<ul><template :for={item of items} :key={item.id}><li data-id={item.id}><input> <b :if={item.done}>{item.label}</b></li><li :if={on} class="more">{item.note}</li></template></ul>`);
const blocks = JSON.parse(staticsOf(template).json) as readonly ClientBlock[];

const idsOf = (items: readonly Item[]): readonly string[] => items.map(({ id }) => String(id));

describe("over random lists", () => {
  test("a key keeps its nodes, and only rows that an edit names are written to", () => {
    fc.assert(
      fc.property(states, ([first, ...rest]) => {
        if (first === undefined) return;
        const rendering = new Rendering(template);
        rendering.mount(first);
        const page = new Page(blocks, rendering.html(), rendering.skeleton());
        const rows = (): Map<string, Element> =>
          new Map([...page.container.querySelectorAll("li[data-id]")].map((row) => [row.getAttribute("data-id") ?? "", row]));
        for (const [index, state] of rest.entries()) {
          const previous = rest[index - 1] ?? first;
          const before = rows();
          for (const row of before.values()) (row.firstChild as HTMLInputElement).value = "typed";
          const observer = new MutationObserver(() => {});
          observer.observe(page.container, { attributes: true, characterData: true, childList: true, subtree: true });
          page.apply(JSON.parse(JSON.stringify(rendering.update(state) ?? null)) ?? (undefined as Diff | undefined));
          const records = observer.takeRecords();
          observer.disconnect();
          const after = rows();
          expect([...after.keys()]).toEqual(idsOf(state.items));
          const written = new Set(
            records.flatMap(({ target, type }) => (type === "childList" && target.nodeName === "UL" ? [] : [target])),
          );
          for (const item of state.items) {
            const row = before.get(String(item.id));
            if (row === undefined) continue;
            expect(after.get(String(item.id)), "keeps its node").toBe(row);
            expect((row.firstChild as HTMLInputElement).value, "keeps what was typed").toBe("typed");
            const same = previous.items.some((other) => other.id === item.id && other.label === item.label && other.done === item.done);
            if (same)
              expect(
                [...written].some((node) => row.contains(node)),
                "is not written to",
              ).toBe(false);
          }
          if (previous.items === state.items && previous.on === state.on) expect(records).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("rows that keep their order are not moved", () => {
    const rendering = new Rendering(template);
    const item = (id: number): Item => ({ id, label: "", done: false, note: null, tags: [] });
    const state = { items: [1, 2, 3, 4, 5].map(item), on: false } as unknown as State;
    rendering.mount(state);
    const page = new Page(blocks, rendering.html(), rendering.skeleton());
    const moved: string[] = [];
    const observer = new MutationObserver(() => {});
    observer.observe(page.container, { childList: true, subtree: true });
    page.apply(rendering.update({ ...state, items: [5, 1, 2, 3, 4].map((id) => state.items[id - 1] as Item) }));
    for (const { addedNodes } of observer.takeRecords())
      for (const node of addedNodes) if (node instanceof Element) moved.push(node.getAttribute("data-id") ?? "");
    expect(moved).toEqual(["5"]);
  });
});
