/** Who brings a table to its next state, in a browser. Each parses its message by itself. */
import type { ClientBlock } from "../../protocol/slots.ts";
import type { Diff } from "../../protocol/wire.ts";
import { Page } from "../../test/properties/page.ts";
import type { Command, Row, Sample, State } from "./operations.ts";

/** A table before an operation; what it answers does the operation. */
export type Contestant = (container: Element, sample: Sample) => () => void;

/** What the page has of others' libraries, which know no types of ours. */
interface Libraries {
  readonly html: (strings: TemplateStringsArray, ...values: unknown[]) => unknown;
  readonly render: (template: unknown, container: Element) => void;
  readonly repeat: (items: readonly Row[], key: (row: Row) => unknown, template: (row: Row) => unknown) => unknown;
  readonly nothing: unknown;
  readonly morphdom: (from: Element, to: string) => void;
}

export function contestants(statics: string, libraries: Libraries): { readonly [name: string]: Contestant } {
  const blocks = JSON.parse(statics) as ClientBlock[];
  return {
    livec: (container, { livec: { html, skeleton, message } }) => {
      container.innerHTML = html;
      const page = new Page(blocks, container, skeleton);
      if (!page.intact) throw new Error("The page does not fit.");
      return () => page.apply((JSON.parse(message) as [number, number, Diff])[2]);
    },
    "hand-written": (container, { before, command }) => {
      const table = new HandWritten(container, before);
      return () => table.run(JSON.parse(command) as Command);
    },
    "lit-html": (container, { before, state }) => {
      const { html, render, repeat, nothing } = libraries;
      const row = (selected: number | null) => (row: Row) =>
        html`<tr class=${row.id === selected ? "danger" : nothing}><td class="col-md-1">${row.id}</td><td class="col-md-4"><a live-click="select" live-value-id=${row.id}>${row.label}</a></td><td class="col-md-1"><a live-click="remove" live-value-id=${row.id}><span class="remove"></span></a></td><td class="col-md-6"></td></tr>`;
      const show = ({ rows, selected }: State): void =>
        render(html`<table><tbody>${repeat(rows, ({ id }) => id, row(selected))}</tbody></table>`, container);
      show(before);
      return () => show(JSON.parse(state) as State);
    },
    "innerHTML + morphdom": (container, { livec, html }) => {
      container.innerHTML = livec.html;
      const body = container.querySelector("tbody") as Element;
      return () => libraries.morphdom(body, `<tbody>${JSON.parse(html)}</tbody>`);
    },
  };
}

/** What someone would write who cares for nothing but this table. */
class HandWritten {
  readonly #body: Element;
  readonly #prototype: Element;
  #rows: Element[] = [];
  #selected: Element | undefined;

  constructor(container: Element, { rows }: State) {
    container.innerHTML = "<table><tbody></tbody></table>";
    this.#body = container.querySelector("tbody") as Element;
    const template = document.createElement("template");
    template.innerHTML =
      '<tr><td class="col-md-1"> </td><td class="col-md-4"><a live-click="select"> </a></td><td class="col-md-1"><a live-click="remove"><span class="remove"></span></a></td><td class="col-md-6"></td></tr>';
    this.#prototype = template.content.firstChild as Element;
    this.#append(rows);
  }

  run(command: Command): void {
    switch (command[0]) {
      case "rows":
        this.#clear();
        return this.#append(command[1]);
      case "append":
        return this.#append(command[1]);
      case "labels":
        for (const [index, label] of command[1]) (this.#link(index).firstChild as Text).data = label;
        return;
      case "select": {
        this.#selected?.removeAttribute("class");
        this.#selected = this.#rows.find((_, index) => this.#link(index).getAttribute("live-value-id") === String(command[1]));
        return this.#selected?.setAttribute("class", "danger");
      }
      case "swap": {
        const [, a, b] = command;
        const [first, second] = [this.#rows[a] as Element, this.#rows[b] as Element];
        const after = second.nextSibling;
        this.#body.insertBefore(second, first.nextSibling);
        this.#body.insertBefore(first, after);
        [this.#rows[a], this.#rows[b]] = [second, first];
        return;
      }
      case "remove":
        return this.#rows.splice(command[1], 1)[0]?.remove();
      case "order":
        this.#rows = command[1].map((index) => this.#rows[index] as Element);
        return this.#body.append(...this.#rows);
      case "clear":
        return this.#clear();
    }
  }

  #link(index: number): Element {
    return this.#rows[index]?.children[1]?.firstChild as Element;
  }

  #append(rows: readonly Row[]): void {
    const fragment = document.createDocumentFragment();
    for (const { id, label } of rows) {
      const row = this.#prototype.cloneNode(true) as Element;
      const number = row.firstChild as Element;
      const second = number.nextSibling as Element;
      const link = second.firstChild as Element;
      const remove = (second.nextSibling as Element).firstChild as Element;
      (number.firstChild as Text).data = String(id);
      (link.firstChild as Text).data = label;
      link.setAttribute("live-value-id", String(id));
      remove.setAttribute("live-value-id", String(id));
      this.#rows.push(row);
      fragment.append(row);
    }
    this.#body.append(fragment);
  }

  #clear(): void {
    this.#body.textContent = "";
    this.#rows = [];
    this.#selected = undefined;
  }
}
