/**
 * What is compared to find what changed is also what a template guards against: a getter, or a Proxy, that throws where
 * nobody may read it.
 */
import { expect, test } from "vitest";
import { Rendering } from "../runtime-server/rendering/rendering.ts";
import { loadTemplate } from "./load-template.ts";

/** An outcome as libraries make them: its value may be asked for only where there is one. */
class Outcome {
  readonly ok: boolean;
  readonly #value: string;
  constructor(ok: boolean, value: string) {
    this.ok = ok;
    this.#value = value;
  }
  get value(): string {
    if (!this.ok) throw new TypeError("A failure has no value.");
    return this.#value;
  }
}

/** Throws for every key but `ok`, as a revoked Proxy or a strict mock does. */
function strict(ok: boolean): Outcome {
  return new Proxy(new Outcome(ok, "never"), {
    get(target, key) {
      if (key !== "ok") throw new TypeError(`${String(key)} may not be read.`);
      return target.ok;
    },
    ownKeys() {
      throw new TypeError("No keys.");
    },
  });
}

const script = '<script lang="ts">export type Assigns = { [name: string]: any };</script>';
const guarded = "<p :if={r.ok}>{r.value.length} {r.value}</p>";

function renders<A extends object>(source: string, states: readonly A[], modules = {}): readonly string[] {
  const rendering = new Rendering(loadTemplate<A>(script.replace(">", `>import Part from "./part.live.js";`) + source, modules));
  return states.map((state) => {
    if (rendering.mounted) rendering.update(state);
    else rendering.mount(state);
    return rendering.html();
  });
}

const failed = new Outcome(false, "");
const outcomes = [failed, new Outcome(false, ""), new Outcome(true, "a"), new Outcome(true, "bc"), strict(false), failed];
const shown = ["", "", "<p>1 a</p>", "<p>2 bc</p>", "", ""];

test("of the assigns", () => {
  expect(
    renders(
      guarded,
      outcomes.map((r) => ({ r })),
    ),
  ).toEqual(shown);
});

test("of the items of a list", () => {
  const states = outcomes.map((r) => ({ all: [{ r }] }));
  expect(renders(`<template :for={{ r } of all}>${guarded}</template>`, states)).toEqual(shown);
  expect(
    renders(
      `<template :for={r of all}>${guarded}</template>`,
      outcomes.map((r) => ({ all: [r] })),
    ),
  ).toEqual(shown);
});

test("of props", () => {
  const part = { "./part.live.js": loadTemplate(script + guarded) };
  expect(
    renders(
      "<Part r={r} />",
      outcomes.map((r) => ({ r })),
      part,
    ),
  ).toEqual(shown);
});

test("of what a slot hands back", () => {
  const slots = script.replace("</script>", "export interface Slots { default: { r: any } }</script>");
  const part = { "./part.live.js": loadTemplate(`${slots}<slot r={r} />`) };
  expect(
    renders(
      `<Part r={r} :let={{ r }}>${guarded}</Part>`,
      outcomes.map((r) => ({ r })),
      part,
    ),
  ).toEqual(shown);
});

test("of assigns that throw themselves", () => {
  class State {
    readonly n: number;
    constructor(n: number) {
      this.n = n;
    }
    get secret(): string {
      throw new TypeError("Not for everybody.");
    }
  }
  const source = "<i>{n}</i><p :if={n > 5}>{assigns.secret}</p><b :if={n > 5}>{JSON.stringify(assigns)}</b>";
  expect(renders(source, [new State(1), new State(2)])).toEqual(["<i>1</i>", "<i>2</i>"]);
});
