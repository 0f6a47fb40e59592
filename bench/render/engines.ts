/** The engines, each as functions from a state to HTML: compiled once, as in production, escaping every value. */
import { transformSync } from "@babel/core";
import solid from "babel-preset-solid";
import { Eta } from "eta";
import Handlebars from "handlebars";
import * as solidWeb from "solid-js/web";
import { compile as compileSvelte } from "svelte/compiler";
import * as svelteInternal from "svelte/internal/server";
import { render as renderSvelte } from "svelte/server";
import type { Home, Row } from "./states.ts";

export interface Engine {
  readonly name: string;
  readonly table: (state: { readonly rows: readonly Row[] }) => string;
  readonly home: (state: Home) => string;
}

export async function engines(): Promise<readonly Engine[]> {
  return [eta(), handlebars(), svelte(), await solidSsr(), byHand()];
}

function eta(): Engine {
  const engine = new Eta({ useWith: false, varName: "it", autoEscape: true, autoTrim: false });
  const table = engine.compile(
    "<table><tbody><% for (const row of it.rows) { %><tr><td><%= row.id %></td><td><%= row.name %></td><td><%= row.city %></td><td><%= row.score %></td></tr><% } %></tbody></table>",
  );
  const home = engine.compile(
    `<header><h1><%= it.title %></h1> <nav><% for (const link of it.links) { %><a href="<%= link.href %>"<% if (link.href === it.here) { %> class="here"<% } %>><%= link.label %></a><% } %></nav> ` +
      `<% if (it.user) { %><p>Signed in as <b><%= it.user.name %></b><% if (it.user.admin) { %><em>(admin)</em><% } %></p><% } else { %><p><a href="/login">Sign in</a></p><% } %></header> ` +
      `<main><% for (const article of it.articles) { %><article id="article-<%= article.id %>" class="article<%= article.isNew ? " new" : "" %>"><h2><a href="/articles/<%= article.id %>"><%= article.title %></a></h2> ` +
      `<p class="by">by <%= article.author %>, <%= article.comments %> comments</p> <p><%= article.summary %></p> <ul><% for (const tag of article.tags) { %><li><%= tag %></li><% } %></ul> ` +
      `<% if (article.comments === 0) { %><p><a href="/articles/<%= article.id %>/comments">Be the first to comment</a></p><% } %></article><% } %></main> <footer>© <%= it.year %> <%= it.title %></footer>`,
  );
  return { name: "eta", table: (state) => table.call(engine, state), home: (state) => home.call(engine, state) };
}

function handlebars(): Engine {
  Handlebars.registerHelper("eq", (a: unknown, b: unknown) => a === b);
  const table = Handlebars.compile(
    "<table><tbody>{{#each rows}}<tr><td>{{id}}</td><td>{{name}}</td><td>{{city}}</td><td>{{score}}</td></tr>{{/each}}</tbody></table>",
  );
  const home = Handlebars.compile(
    `<header><h1>{{title}}</h1> <nav>{{#each links}}<a href="{{href}}"{{#if (eq href ../here)}} class="here"{{/if}}>{{label}}</a>{{/each}}</nav> ` +
      `{{#if user}}<p>Signed in as <b>{{user.name}}</b>{{#if user.admin}}<em>(admin)</em>{{/if}}</p>{{else}}<p><a href="/login">Sign in</a></p>{{/if}}</header> ` +
      `<main>{{#each articles}}<article id="article-{{id}}" class="article{{#if isNew}} new{{/if}}"><h2><a href="/articles/{{id}}">{{title}}</a></h2> ` +
      `<p class="by">by {{author}}, {{comments}} comments</p> <p>{{summary}}</p> <ul>{{#each tags}}<li>{{this}}</li>{{/each}}</ul> ` +
      `{{#if (eq comments 0)}}<p><a href="/articles/{{id}}/comments">Be the first to comment</a></p>{{/if}}</article>{{/each}}</main> <footer>© {{year}} {{title}}</footer>`,
  );
  return { name: "handlebars", table: (state) => table(state), home: (state) => home(state) };
}

const SVELTE_TABLE = `<script>let { rows } = $props();</script>
<table><tbody>{#each rows as row (row.id)}<tr><td>{row.id}</td><td>{row.name}</td><td>{row.city}</td><td>{row.score}</td></tr>{/each}</tbody></table>`;
const SVELTE_HOME = `<script>let { title, user, links, here, articles, year } = $props();</script>
<header><h1>{title}</h1> <nav>{#each links as link}<a href={link.href} class={{ here: link.href === here }}>{link.label}</a>{/each}</nav>
{#if user}<p>Signed in as <b>{user.name}</b>{#if user.admin}<em>(admin)</em>{/if}</p>{:else}<p><a href="/login">Sign in</a></p>{/if}</header>
<main>{#each articles as article (article.id)}<article id="article-{article.id}" class={{ article: true, new: article.isNew }}>
<h2><a href="/articles/{article.id}">{article.title}</a></h2> <p class="by">by {article.author}, {article.comments} comments</p> <p>{article.summary}</p>
<ul>{#each article.tags as tag}<li>{tag}</li>{/each}</ul> {#if article.comments === 0}<p><a href="/articles/{article.id}/comments">Be the first to comment</a></p>{/if}
</article>{/each}</main> <footer>© {year} {title}</footer>`;

function svelte(): Engine {
  const component = (source: string): Parameters<typeof renderSvelte>[0] => {
    const { code } = compileSvelte(source, { generate: "server", dev: false }).js;
    return evaluate(code, { "svelte/internal/server": svelteInternal });
  };
  const table = component(SVELTE_TABLE);
  const home = component(SVELTE_HOME);
  return {
    name: "svelte/server",
    table: (state) => renderSvelte(table, { props: state as never }).body,
    home: (state) => renderSvelte(home, { props: state as never }).body,
  };
}

const SOLID_TABLE = `import { For } from "solid-js/web";
export default (props) => <table><tbody><For each={props.rows}>{(row) => <tr><td>{row.id}</td><td>{row.name}</td><td>{row.city}</td><td>{row.score}</td></tr>}</For></tbody></table>;`;
const SOLID_HOME = `import { For, Show } from "solid-js/web";
export default (props) => <>
  <header><h1>{props.title}</h1> <nav><For each={props.links}>{(link) => <a href={link.href} classList={{ here: link.href === props.here }}>{link.label}</a>}</For></nav>
  <Show when={props.user} fallback={<p><a href="/login">Sign in</a></p>}><p>Signed in as <b>{props.user.name}</b><Show when={props.user.admin}><em>(admin)</em></Show></p></Show></header>
  <main><For each={props.articles}>{(article) => <article id={"article-" + article.id} classList={{ article: true, new: article.isNew }}>
    <h2><a href={"/articles/" + article.id}>{article.title}</a></h2> <p class="by">by {article.author}, {article.comments} comments</p> <p>{article.summary}</p>
    <ul><For each={article.tags}>{(tag) => <li>{tag}</li>}</For></ul>
    <Show when={article.comments === 0}><p><a href={"/articles/" + article.id + "/comments"}>Be the first to comment</a></p></Show>
  </article>}</For></main> <footer>© {props.year} {props.title}</footer>
</>;`;

async function solidSsr(): Promise<Engine> {
  const component = (source: string): ((props: object) => never) => {
    const code = transformSync(source, {
      presets: [[solid, { generate: "ssr", hydratable: false }]],
      babelrc: false,
      configFile: false,
      filename: "page.jsx",
    })?.code;
    if (typeof code !== "string") throw new Error("Solid's preset gave no code.");
    return evaluate(code, { "solid-js/web": solidWeb });
  };
  const table = component(SOLID_TABLE);
  const home = component(SOLID_HOME);
  return {
    name: "solid SSR",
    table: (state) => solidWeb.renderToString(() => solidWeb.createComponent(table, state)),
    home: (state) => solidWeb.renderToString(() => solidWeb.createComponent(home, state)),
  };
}

/** What somebody would write who only wants it fast. */
function byHand(): Engine {
  return {
    name: "by hand",
    table({ rows }) {
      let html = "<table><tbody>";
      for (const row of rows)
        html += `<tr><td>${row.id}</td><td>${escaped(row.name)}</td><td>${escaped(row.city)}</td><td>${row.score}</td></tr>`;
      return `${html}</tbody></table>`;
    },
    home({ title, user, links, here, articles, year }) {
      let html = `<header><h1>${escaped(title)}</h1> <nav>`;
      for (const { href, label } of links)
        html += `<a href="${escaped(href)}"${href === here ? ' class="here"' : ""}>${escaped(label)}</a>`;
      html += "</nav> ";
      if (user) html += `<p>Signed in as <b>${escaped(user.name)}</b>${user.admin ? "<em>(admin)</em>" : ""}</p>`;
      else html += '<p><a href="/login">Sign in</a></p>';
      html += "</header> <main>";
      for (const { id, title, author, summary, tags, comments, isNew } of articles) {
        html += `<article id="article-${id}" class="article${isNew ? " new" : ""}"><h2><a href="/articles/${id}">${escaped(title)}</a></h2> <p class="by">by ${escaped(author)}, ${comments} comments</p> <p>${escaped(summary)}</p> <ul>`;
        for (const tag of tags) html += `<li>${escaped(tag)}</li>`;
        html += "</ul> ";
        if (comments === 0) html += `<p><a href="/articles/${id}/comments">Be the first to comment</a></p>`;
        html += "</article>";
      }
      return `${html}</main> <footer>© ${year} ${escaped(title)}</footer>`;
    },
  };
}

const SPECIAL = /[&<"]/g;

function escaped(text: string): string {
  return text.replace(SPECIAL, (character) => (character === "&" ? "&amp;" : character === "<" ? "&lt;" : "&quot;"));
}

/** The default export of a generated module. */
function evaluate<T>(code: string, modules: { readonly [specifier: string]: unknown }): T {
  const body = code
    .replace(/^import \* as (\w+|\$) from ["']([^"']+)["'];?/gm, 'const $1 = modules["$2"];')
    .replace(/^import \{([^}]+)\} from ["']([^"']+)["'];?/gm, (_, names: string, from: string) => {
      return `const {${names.replaceAll(" as ", ": ")}} = modules["${from}"];`;
    })
    .replace(/^export default (function \w+)/m, "return $1")
    .replace(/^export default /m, "return ");
  return new Function("modules", body)(modules) as T;
}
