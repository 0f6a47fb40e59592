// @vitest-environment jsdom
/** Pages that other scripts alter while they are live: translators, and whoever normalises. */
import { describe, expect, it } from "vitest";
import { loadTemplate } from "../test/load-template.ts";
import { Stage } from "../test/stage.ts";

interface Row {
  readonly id: number;
  readonly name: string;
}
interface State {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly on: boolean;
}

const template = loadTemplate<State>(`<script lang="ts">
export interface Assigns { title: string; rows: { id: number; name: string }[]; on: boolean }
</script>
Static <h1>{title}</h1> of {rows.length} rows <b>and more</b> <input value={title}>
<ul><li :for={row of rows} :key={row.id}>{row.name}: <i>{row.id}</i><template :if={on}>, {title}</template></li></ul>
<template :for={row of rows} :key={row.id}>{row.name}<template :if={on}>!</template></template> {on && title}
<template :if={on}>on <input name="late"></template><p :else>off</p>`);

const names = (text: string): readonly Row[] => [...text].map((name) => ({ id: name.charCodeAt(0), name }));

/** All texts of a page that hold something. */
function texts(container: Node, empty: boolean): Text[] {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found.filter(({ data }) => (data.trim() === "") === empty);
}

function font(text: Text): Element {
  const element = document.createElement("font");
  element.append(document.createElement("font"));
  (element.firstChild as Element).textContent = `<${text.data}>`;
  return element;
}

const alterations: { readonly [name: string]: (container: Element) => void } = {
  "a translator replaces texts": (container) => {
    for (const text of texts(container, false)) text.replaceWith(font(text));
  },
  "a translator wraps texts": (container) => {
    for (const text of texts(container, false)) {
      const around = document.createElement("font");
      text.replaceWith(around);
      around.append(text);
    }
  },
  "the page is normalised": (container) => container.normalize(),
  "empty texts are removed": (container) => {
    for (const text of texts(container, true)) if (text.data === "") text.remove();
  },
};

/** What is on the page, whatever of it is translated. */
const shown = (container: Element): string => container.innerHTML.replace(/<\/?font>|&lt;|&gt;/g, "");

describe.each(Object.entries(alterations))("where %s", (_, alter) => {
  const steps: { readonly [name: string]: Partial<State> } = {
    "a text changes": { title: "Other" },
    "rows come and go": { rows: names("cxb") },
    "rows are turned round": { rows: names("cba") },
    "all rows go": { rows: [] },
    "a branch goes": { on: false },
    "everything changes": { title: "Else", rows: names("zbya"), on: false },
  };

  it.each(Object.entries(steps))("%s: the page is right, and what was typed is there", (_, change) => {
    const stage = new Stage<State>(template, { title: "First", rows: names("abc"), on: true });
    const { container } = stage.page;
    const [field] = container.querySelectorAll("input");
    if (field === undefined) throw new Error("The field is shown.");
    container.ownerDocument.body.replaceChildren(container);
    field.value = "typed";
    for (const next of [change, { on: true, rows: names("abc") }, change]) {
      alter(container);
      const { title } = stage.assigns;
      stage.assign(next);
      expect(shown(container)).toBe(shown(fresh(stage)));
      expect(container.querySelector("input")).toBe(field);
      if (stage.assigns.title === title) expect(field.value).toBe("typed");
      else field.value = "typed";
    }
  });
});

it("what was typed where everything had been deleted gives way to what the server says", () => {
  const editable = loadTemplate<{ text: string; n: number }>(
    '<script lang="ts">export interface Assigns { text: string; n: number }</script><div contenteditable="true"><b>{text}</b> {n} tail</div><p>{n}</p>',
  );
  const stage = new Stage<{ text: string; n: number }>(editable, { text: "hello", n: 1 });
  const { container } = stage.page;
  // What Chromium makes of "select all, delete, type".
  const bold = container.querySelector("b") as Element;
  bold.replaceChildren("new");
  container.firstElementChild?.replaceChildren(bold);
  stage.assign({ text: "server" });
  expect(container.innerHTML).toBe('<div contenteditable="true"><b>server</b> 1 tail</div><p>1</p>');
  stage.assign({ n: 5 });
  expect(container.innerHTML).toBe('<div contenteditable="true"><b>server</b> 5 tail</div><p>5</p>');
});

function fresh(stage: Stage<State>): Element {
  const element = document.createElement("div");
  element.innerHTML = stage.html;
  return element;
}
