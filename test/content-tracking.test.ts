/**
 * What is evaluated around a `<slot/>`: the component's own markup only to get at content of which something changed.
 */
import { describe, expect, test } from "vitest";
import type { Template } from "../runtime-server/rendering/contract.ts";
import { Rendering } from "../runtime-server/rendering/rendering.ts";
import { loadTemplate } from "./load-template.ts";

interface State {
  readonly a: string;
  readonly b: string;
  /** Notes that an expression ran, and gives its value back. */
  readonly seen: (value: string) => string;
}

const script =
  '<script lang="ts">export type Assigns = { [name: string]: any }; export interface Slots { default: { h?: string }; head: {} }</script>';
const importing = script.replace(">", '>import Part from "./part.live.js";');

interface Page {
  readonly template: Template<State>;
  readonly rendering: Rendering<State>;
  readonly state: State;
  /** What ran since it was asked last. */
  ran(): readonly string[];
}

/** A page with a component. */
function pageOf(page: string, part: string): Page {
  const template = loadTemplate<State>(importing + page, { "./part.live.js": loadTemplate(script + part) });
  const log: string[] = [];
  const seen = (value: string): string => {
    log.push(value);
    return value;
  };
  const state = { a: "a", b: "b", seen };
  const rendering = new Rendering(template);
  rendering.mount(state);
  log.length = 0;
  return { template, rendering, state, ran: () => log.splice(0) };
}

describe("a component that shows content in a branch", () => {
  const make = () => pageOf("<Part title={a} seen={seen}>{seen(b)}</Part>", '<h1>{title}</h1><div :if={seen("test") !== ""}><slot/></div>');

  test("does not look at it again for another prop", () => {
    const { rendering, state, ran } = make();
    expect(rendering.update({ ...state, a: "A" })).toEqual([0, [0, "A"]]);
    expect(ran()).toEqual([]);
  });

  test("does where something in the content changed", () => {
    const { rendering, state, ran } = make();
    expect(rendering.update({ ...state, b: "B" })).toEqual([0, [1, [0, [0, "B"]]]]);
    expect(ran()).toEqual(["test", "B"]);
  });
});

test("content follows what its slot hands back, though nothing of the caller changed in it", () => {
  const { rendering, state, ran } = pageOf(
    "<Part title={a} seen={seen} :let={{ h }}>{seen(h)}{seen(b)}</Part>",
    "<slot h={title} /><i>{seen(`own ${title}`)}</i>",
  );
  rendering.update({ ...state, a: "A" });
  expect(ran()).toEqual(["A", "own A"]);
  expect(rendering.html()).toBe("Ab<i>own A</i>");
});

describe("content under a condition", () => {
  const make = () =>
    pageOf(
      '<Part title={a} seen={seen}><template slot="head" :if={b !== ""}>On {seen(b)} <b>{a}</b></template></Part>',
      '<h2 :if={seen("test") !== ""}><slot name="head">Books</slot></h2><i>{title}</i>',
    );

  test("makes place for the default content when it goes", () => {
    const { rendering, state } = make();
    expect(rendering.html()).toBe("<h2>On b <b>a</b></h2><i>a</i>");
    expect(rendering.update({ ...state, b: "" })).toEqual([0, [0, [0, [[5]]]]]);
    expect(rendering.html()).toBe("<h2>Books</h2><i>a</i>");
  });

  test("is evaluated whole when it comes back", () => {
    const { rendering, state } = make();
    rendering.update({ ...state, b: "" });
    rendering.update({ ...state, b: "", a: "A" });
    rendering.update({ ...state, b: "B", a: "A" });
    expect(rendering.html()).toBe("<h2>On B <b>A</b></h2><i>A</i>");
  });

  test("is not looked for again while it stays away", () => {
    const { rendering, state, ran } = make();
    rendering.update({ ...state, b: "" });
    ran();
    rendering.update({ ...state, b: "", a: "A" });
    expect(ran()).toEqual([]);
  });
});

describe("what a tag says", () => {
  const part = "<h1>{title}</h1><slot/>";

  test("is not evaluated where only its content changed, and is kept", () => {
    const { rendering, state, ran } = pageOf("<Part title={seen(a)}>{b}</Part>", part);
    expect(rendering.update({ ...state, b: "B" })).toEqual([0, [1, [0, "B"]]]);
    expect(ran()).toEqual([]);
    expect(rendering.html()).toBe("<h1>a</h1>B");
  });

  test("is evaluated where it changed, and the content is not", () => {
    const { rendering, state, ran } = pageOf("<Part title={seen(a)}>{seen(b)}</Part>", part);
    expect(rendering.update({ ...state, a: "A" })).toEqual([0, [0, "A"]]);
    expect(ran()).toEqual(["A"]);
  });

  test("is that of its own row, and of its own component inside of content", () => {
    const rows = pageOf("<Part :for={x of [a, 'z']} title={seen(x)}><Part title={seen(x + b)}>{b}</Part></Part>", part);
    rows.rendering.update({ ...rows.state, b: "B" });
    expect(rows.ran()).toEqual(["aB", "zB"]);
    expect(rows.rendering.html()).toBe("<!><h1>a</h1><h1>aB</h1>B<!><h1>z</h1><h1>zB</h1>B");
  });

  test("is evaluated again where data may be forgotten", () => {
    const { template, state, ran } = pageOf("<Part title={seen(a)}>{b}</Part>", part);
    const rendering = new Rendering(template, { forgets: true });
    rendering.mount(state);
    ran();
    rendering.update({ ...state, b: "B" });
    expect(ran()).toEqual(["a"]);
    expect(rendering.html()).toBe("<h1>a</h1>B");
  });
});
