import { expect, test } from "vitest";
import { parse } from "./parse.ts";

/** What is said to write instead. */
function fixes(source: string): string[] {
  return parse(source, "test.live.html").diagnostics.map(({ code, fix }) => `${code} ${fix}`);
}

const EVENT = "the name of an event that the view handles.";
const BROWSER = "Leave it out: what runs in the browser goes into a script of the page.";
const CONDITION = "Write :if={…}, :else-if={…} and :else on elements, or on a <template> around several.";
const LIST = "Write :for={item of list} on the element, or on a <template> around several.";
const END = "Leave it out: what the directive stands on ends with its end tag.";

test.each([
  ['<p v-if="a > b">x</p>', "Write `:if={a > b}`."],
  ['<p v-else-if="a">x</p>', "Write `:else-if={a}`."],
  ["<p v-else>x</p>", "Write `:else`."],
  ['<p v-show="a">x</p>', "Write `:if={a}`."],
  ['<p *ngIf="a; else other">x</p>', "Write `:if={a}`."],
  ['<p v-for="(x, i) in xs">x</p>', "Write `:for={(x, i) of xs}`."],
  ['<p *ngFor="let x of xs; trackBy: id">x</p>', "Write `:for={x of xs}`."],
  ['<p ng-repeat="x in xs">x</p>', "Write `:for={x of xs}`."],
  ['<p v-html="a"></p>', "Write `:html={a}`, with a SafeHtml as its value."],
  ['<p x-text="a"></p>', "Write {a} between the tags."],
  ['<p @click="save">x</p>', `Write \`live-click="save"\`, ${EVENT}`],
  ['<p @click.prevent="n++">x</p>', `Write \`live-click="…"\`, ${EVENT}`],
  ['<p (click)="save($event)">x</p>', `Write \`live-click="save"\`, ${EVENT}`],
  ["<p on:click={() => save()}>x</p>", `Write \`live-click="…"\`, ${EVENT}`],
  ['<p ng-click="save()">x</p>', `Write \`live-click="save"\`, ${EVENT}`],
  [
    '<p @mouseover="save">x</p>',
    "The view hears of live-click, live-keydown, live-keyup, live-input, live-change, live-submit; for `mouseover`, listen in a script of the page.",
  ],
  ["<p phx-value-id={a}>x</p>", "Write `live-value-id`."],
  ['<input v-model.trim="a">', 'Write `value={a}`, and `live-change="…"` with the name of an event that the view handles.'],
  ['<input [(ngModel)]="a">', 'Write `value={a}`, and `live-change="…"` with the name of an event that the view handles.'],
  ["<input bind:value>", 'Write `value={value}`, and `live-change="…"` with the name of an event that the view handles.'],
  ["<input bind:this={a}>", BROWSER],
  ["<p use:action={a}>x</p>", BROWSER],
  ["<p #name>x</p>", BROWSER],
  ['<p v-bind:title="a">x</p>', "Write `title={a}`."],
  ['<p [attr.aria-label]="a">x</p>', "Write `aria-label={a}`."],
  ['<p [ngClass]="{ on: a }">x</p>', "Write `class={{ on: a }}`."],
  ["<p class:is-on={a}>x</p>", 'Write `class={{ "is-on": a }}`.'],
  ["<p style:color={a}>x</p>", "Write `style={{ color: a }}`."],
  ['<p className="a">x</p>', 'Write `class="a"`.'],
  ["<p className={a}>x</p>", "Write `class={a}`."],
  ['<label htmlFor="a">x</label>', 'Write `for="a"`.'],
  ["<p dangerouslySetInnerHTML={{ __html: a }}></p>", "Write `:html={…}`, with a SafeHtml as its value."],
])("%s", (source, fix) => {
  expect(fixes(source)).toEqual([`LC2011 ${fix}`]);
});

test("content for a slot, as Vue writes it", () => {
  expect(fixes('<Card><template #header="{ item }">x</template></Card>')).toEqual([
    'LC2011 Write `<template slot="header" :let={{ item }}>`.',
  ]);
});

test.each([
  ["<p if={a}>x</p>", [":if={a}"]],
  ['<p if="a">x</p>', [":if={a}"]],
  ["<p if={a}>x</p><p else-if={b}>y</p><p else>z</p>", [":if={a}", ":else-if={b}", ":else"]],
  ["<p :if={a}>x</p><p elseif={b}>y</p><p :else>z</p>", [":else-if={b}"]],
  ["<p for={(x, i) of xs} key={x.id}>{x}</p>", [":for={(x, i) of xs}", ":key={x.id}"]],
  ['<p for="x in xs">x</p>', [":for={x of xs}"]],
  ["<p for={xs}>x</p>", [":for={item of xs}"]],
  ["<label for={x of xs} key={x}>a</label>", [":for={x of xs}", ":key={x}"]],
  ["<Card for={x of xs} :key={x}/>", [":for={x of xs}"]],
  ["<p key={1}>x</p>", [":key={1}"]],
  ["<p html={a}></p>", [":html={a}"]],
  ["<svg><g if={a}/></svg>", [":if={a}"]],
])("%s lacks a colon", (source, directives) => {
  expect(fixes(source)).toEqual(directives.map((directive) => `LC2019 Did you mean \`${directive}\`?`));
});

test.each([
  '<label for="a">x</label><label for={a}>x</label><output for="a b"></output>',
  '<p key="a" html="b" for="c" let="d">x</p>',
  "<x-item if={a} for={b} key={c} html={d} else ref={e} className={f}></x-item>",
  '<p is="x-p" if={a} key={b}>x</p>',
  "<Card if={a} for={b} key={c} html={d} let={e} className={f} ref={g}/>",
  "<slot key={a} if={b}/>",
  '<svg xmlns:xlink="a" viewBox="0 0 1 1"><a xlink:href="/"><g in="x" xml:lang="en"/></a></svg>',
  '<p hx-get="/" x-data="a" data-v-if="b" title={{ a }} class="{{ a: b }}" live-values="{{ a }}">x</p>',
  "<p>a@for.example {a} @else, @if (b) and ${price} #{c}</p>",
])("%s is fine", (source) => {
  expect(fixes(source)).toEqual([]);
});

test.each([
  ["{{ user.name() }}", ["Write {user.name()}, with one pair of braces."]],
  ["{{ name | upper }}", ["Write {upper(name)}: a filter is a function of the script."]],
  ['{{ name|default:"x" }}', ["Write {name ?? …}."]],
  ["{{#each xs}}a{{else}}b{{/each}}", [LIST, CONDITION, END]],
  ["{{> header}}", ["Import the template in the script, and write it as a tag."]],
  ['<p title="a {{ b }}">x</p>', ["Write {b}, with one pair of braces."]],
  ["{% if a %}x{% endif %}", [CONDITION, END]],
  ["{% for x in xs %}x{% endfor %}", [LIST, END]],
  ["{% block a %}", ['Write <slot/>, or <slot name="…"/>.']],
  ["<% if a do %>x<% end %>", [CONDITION, END]],
  ["<%= @name %>", ["Write the expression in braces: {name}."]],
  ["{@name}", ["Write {name}: an assign is called by its name."]],
  ['<.link href="/">x</.link>', ["Write <a href=…>."]],
  ["<:header>x</:header>", ['Write <template slot="header">.']],
  ["@if (a) {<p>x</p>}", [CONDITION]],
  ["@if (a) {\n<p>x</p>\n} @else {\n<p>y</p>\n}", [CONDITION, CONDITION]],
  ["@for (x of xs; track x) {\n<p>{{ x }}</p>\n}", [LIST]],
  ["{#await a}x{:then b}y{/await}", ["Do this in the view, and hand the result over as an assign."]],
  ["{@render a()}", ['Write <slot/>, or <slot name="…"/>.']],
])("%s", (source, expected) => {
  expect(fixes(source)).toEqual(expected.map((fix) => `LC1017 ${fix}`));
});
