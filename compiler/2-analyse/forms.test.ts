import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";

const FIELD = '<input type="hidden" name="_csrf_token"';

function compiled(form: string, bindingPrefix = "live-") {
  const source = `<script lang="ts">export interface Assigns { url: string; id: number; html: never; rest: Record<string, string> }</script>\n${form}`;
  return compile(source, { file: "a.live.html", bindingPrefix });
}

describe("a form that a browser posts by itself has a field for the CSRF token", () => {
  test.each([
    ['<form method="post"><p>x</p></form>', "r.csrf(0, true);"],
    ["<form method=POST action='/save'>x</form>", "r.csrf(0, true);"],
    ['<form method={"post"} action={"/save"}></form>', "r.csrf(0, true);"],
    ['<form method="post" action></form>', "r.csrf(0, true);"],
    ['<form method="post" live-change="validate"></form>', "r.csrf(0, true);"],
    ['<form method="post" class={url} action={url}></form>', "r.csrf(2, true, [1]);"],
    ['<form method="post" action="/todos/{id}"></form>', "r.csrf(1, true, [0]);"],
    ["<form method={url}></form>", "r.csrf(1, false, [0]);"],
    ["<form {...rest}></form>", "r.csrf(1, false, [0]);"],
    ['<form method="post" {...rest}></form>', "r.csrf(1, true, [0]);"],
    ['<form method="post"><button formaction="/other/{id}">x</button></form>', "r.csrf(0, true);"],
  ])("%s", (form, statement) => {
    const { code, diagnostics } = compiled(form);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(code).toContain(FIELD);
    expect(code).toContain(statement);
  });
});

describe("there is none where the form", () => {
  test.each([
    ["is not posted", "<form><p>x</p></form>"],
    ["is sent as a query", '<form method="get" {...rest}></form>'],
    ["closes its dialog", '<form method="dialog"></form>'],
    ["is sent by the client alone", '<form live-submit="save"></form>'],
    ["is sent by the client, or elsewhere", '<form method="post" action="/x" live-submit="save"></form>'],
    ["is sent by the client, as what event the page decides", '<form method="post" live-submit={url}></form>'],
    ["is sent to another site", '<form method="post" action="https://pay.example/"></form>'],
    ["is sent to another host", '<form method="post" action="//pay.example/"></form>'],
    ["has the field already", '<form method="post"><p :if={id}><input name="_csrf_token" type="hidden" value={url}></p></form>'],
    ["has trusted HTML as its content", '<form method="post" :html={html}></form>'],
    ["is no form of HTML", '<svg><form method="post"></form></svg>'],
  ])("%s", (_, form) => {
    expect(compiled(form).code ?? "").not.toContain("csrf(");
  });

  test("is sent by the client alone, under another prefix", () => {
    const form = '<form method="post" action="/x" x-submit="save"></form>';
    expect([compiled(form, "x-").code?.includes("csrf("), compiled(form).code?.includes("csrf(")]).toEqual([false, true]);
  });
});

test("a form that the client sends, and a browser without JavaScript, names its event", () => {
  const { code } = compiled('<form method="post" live-submit="save"></form>');
  expect(code).toContain('<input type="hidden" name="_live_event" value="save"><input type="hidden" name="_csrf_token"');
});

describe("a form that is rendered once", () => {
  const errors = (source: string) => compiled(source).diagnostics.flatMap(({ code, severity }) => (severity === "error" ? [code] : []));

  test("has the field among what is in it", () => {
    const { code } = compiled(
      '<form method="post" live-update="ignore"><p>x</p></form><form method="post" live-update="ignore">{id}</form>',
    );
    expect(code?.split("r.csrf(0, true)").length).toBe(3);
  });

  test("is not sent where an expression says: the field could not follow", () => {
    expect(errors('<form method="post" action={url} live-update="ignore">{id}</form>')).toEqual(["LC4004"]);
    expect(errors('<div live-update="ignore"><form method="post" action={url}>{id}</form></div>')).toEqual([]);
  });
});

test.each([
  ['<form method="post"><button formaction="https://pay.example/">x</button></form>', ["LC4210"]],
  ['<form method="post"><p :if={id}><input type="submit" formaction={url}></p></form>', ["LC4210"]],
  ['<form method="post" live-submit="save"><button formaction={url}>x</button></form>', ["LC4210"]],
  ['<form live-submit="save"><button formaction={url}>x</button></form>', []],
  ["<form><button formaction={url}>x</button></form>", []],
])("a button may not take the token to another site: %s", (form, codes) => {
  expect(compiled(form).diagnostics.flatMap(({ code, severity }) => (severity === "error" ? [code] : []))).toEqual(codes);
});
