/** The files of a generated page: list, form, one row, its data, its tests. */
import type { Column, Field, Names } from "./names.ts";

/** Texts by path, relative to the project. */
export type Files = ReadonlyMap<string, string>;

export function filesOf(names: Names, fields: readonly Field[]): Files {
  const folder = `views/${names.path}`;
  return new Map([
    [`data/${names.path}.ts`, data(names, fields)],
    [`${folder}/index.live.html`, indexTemplate(names, fields)],
    [`${folder}/index.ts`, indexView(names, fields)],
    [`${folder}/show.live.html`, showTemplate(names, fields)],
    [`${folder}/show.ts`, showView(names)],
    [`${folder}/form.live.html`, formTemplate(names, fields)],
    [`${folder}/form.ts`, formView(names, fields)],
    [`${folder}/${names.path}.test.ts`, tests(names, fields)],
  ]);
}

/** What goes into app.ts. */
export function routesOf({ type, path }: Names): { readonly imports: readonly string[]; readonly routes: readonly string[] } {
  return {
    imports: ["Index", "Show", "Form"].map((view) => `import ${type}${view} from "./views/${path}/${view.toLowerCase()}.js";`),
    routes: [
      `app.live("/${path}", ${type}Index);`,
      `app.live("/${path}/new", ${type}Form);`,
      `app.live("/${path}/:id", ${type}Show);`,
      `app.live("/${path}/:id/edit", ${type}Form);`,
    ],
  };
}

const typeOf: { readonly [K in Column]: string } = {
  string: "string",
  text: "string",
  date: "string",
  boolean: "boolean",
  integer: "number",
  number: "number",
};

function data({ type, many, labels }: Names, fields: readonly Field[]): string {
  return `/** ${labels}: in memory, or with DATABASE set, in SQLite. */
import { type Columns, memoryRepository, type Repository, type Row } from "./repository.js";
import { sqliteRepository } from "./sqlite.js";

export interface ${type} extends Row {
${lines(fields, ({ name, column }) => `  readonly ${name}: ${typeOf[column]};`)}
}

const columns: Columns<${type}> = {
${lines(fields, ({ name, column }) => `  ${name}: "${column}",`)}
};

const file = process.env["DATABASE"];

export const ${many}: Repository<${type}> =
  file === undefined ? memoryRepository(columns) : await sqliteRepository(file, "${many}", columns);
`;
}

/** What a list shows: all but long texts. */
function listed(fields: readonly Field[]): readonly Field[] {
  const short = fields.filter(({ column }) => column !== "text");
  return short.length === 0 ? fields.slice(0, 1) : short;
}

function indexTemplate({ type, one, path, label, labels }: Names, fields: readonly Field[]): string {
  const [first, ...others] = listed(fields);
  const head = ({
    name,
    label,
  }: Field): string => `        <th aria-sort={list.sort !== "${name}" ? null : list.descending ? "descending" : "ascending"}>
          <a href={sortedBy(list, "${name}")} live-patch>${label}</a>
        </th>`;
  return `<script lang="ts">
  import type { ${type} } from "../../data/${path}.js";
  import { type List, queryOf, sortedBy } from "../list.js";

  export interface Assigns {
    rows: readonly ${type}[];
    total: number;
    pages: number;
    list: List<keyof ${type} & string>;
  }
</script>

<h1>${labels}</h1>
<form class="row" role="search" method="get" action="/${path}">
  <input type="search" name="q" value={list.search} aria-label="Search">
  <button>Search</button>
</form>
<p><a href="/${path}/new" live-navigate>New ${label.toLowerCase()}</a></p>
<p :if={total === 0}>There are no ${labels.toLowerCase()}{list.search === "" ? "" : \` with “\${list.search}”\`}.</p>
<template :else>
  <table>
    <thead>
      <tr>
${lines(listed(fields), head)}
        <th aria-label="Actions"></th>
      </tr>
    </thead>
    <tbody>
      <tr :for={${one} of rows} :key={${one}.id}>
        <td><a href="/${path}/{${one}.id}" live-navigate>${shown(one, first)}</a></td>
${lines(others, (field) => `        <td>${shown(one, field)}</td>`)}
        <td>
          <a href="/${path}/{${one}.id}/edit" live-navigate>Edit</a>
          <button live-click="remove" live-value-id={${one}.id}>Delete</button>
        </td>
      </tr>
    </tbody>
  </table>
  <nav :if={pages > 1} aria-label="Pages">
    <a :if={list.page > 1} href={queryOf(list, { page: list.page - 1 })} rel="prev" live-patch>Previous</a>
    <span>Page {list.page} of {pages}</span>
    <a :if={list.page < pages} href={queryOf(list, { page: list.page + 1 })} rel="next" live-patch>Next</a>
  </nav>
</template>
`.replace(/\n\n(?= {8}<td>\n)/, "\n");
}

/** The value of a field in a template. */
function shown(row: string, field: Field | undefined): string {
  if (field === undefined) return `{${row}.id}`;
  return field.column === "boolean" ? `{${row}.${field.name} ? "Yes" : "No"}` : `{${row}.${field.name}}`;
}

function indexView({ type, many, path, labels }: Names, fields: readonly Field[]): string {
  return `import { defineView } from "livec/server";
import { type ${type}, ${many} } from "../../data/${path}.js";
import { type List, listOf } from "../list.js";
import template from "./index.live.js";

type Column = keyof ${type} & string;

/** What the list can be ordered by; the first where the URL does not say. */
const sorts: readonly [Column, ...Column[]] = [${listed(fields)
    .map(({ name }) => `"${name}"`)
    .join(", ")}];

/** Rows of a page. */
const SIZE = 10;

async function shown(list: List<Column>): Promise<{ list: List<Column>; rows: readonly ${type}[]; total: number; pages: number }> {
  const { rows, total } = await ${many}.find({ ...list, size: SIZE });
  return { list, rows, total, pages: Math.max(1, Math.ceil(total / SIZE)) };
}

export default defineView({
  template,
  mount: () => ({ list: listOf({}, sorts), rows: [], total: 0, pages: 1, pageTitle: "${labels}" }),
  async handleParams(socket, params) {
    socket.assign(await shown(listOf(params, sorts)));
  },
  events: {
    async remove(socket, { id }) {
      await ${many}.remove(Number(id));
      socket.assign(await shown(socket.assigns.list));
    },
  },
});
`;
}

function showTemplate({ type, one, path, label, labels }: Names, fields: readonly Field[]): string {
  const [first] = fields;
  return `<script lang="ts">
  import type { ${type} } from "../../data/${path}.js";

  export interface Assigns {
    ${one}: ${type};
  }
</script>

<h1>${first?.column === "string" ? shown(one, first) : `${label} {${one}.id}`}</h1>
<dl>
${lines(fields, (field) => `  <dt>${field.label}</dt>\n  <dd>${shown(one, field)}</dd>`)}
</dl>
<p>
  <a href="/${path}/{${one}.id}/edit" live-navigate>Edit</a>
  <a href="/${path}" live-navigate>All ${labels.toLowerCase()}</a>
</p>
`;
}

function showView({ one, many, path, label }: Names): string {
  return `import { defineView, notFound } from "livec/server";
import { ${many} } from "../../data/${path}.js";
import template from "./show.live.js";

export default defineView({
  template,
  async mount(_socket, params) {
    const ${one} = await ${many}.get(Number(params["id"]));
    if (${one} === undefined) throw notFound();
    return { ${one}, pageTitle: \`${label} \${${one}.id}\` };
  },
});
`;
}

const inputOf: { readonly [K in Column]: string } = {
  string: "",
  text: ' type="textarea"',
  boolean: ' type="checkbox"',
  integer: ' type="number"',
  number: ' type="number"',
  date: ' type="date"',
};

function formTemplate({ type, path }: Names, fields: readonly Field[]): string {
  return `<script lang="ts">
  import Field from "../../components/field.live.js";
  import type { ${type}Form } from "./form.js";

  export interface Assigns {
    form: ${type}Form;
    heading: string;
  }
</script>

<h1>{heading}</h1>
<form id="${path}-form" live-change="validateField" live-submit="submitForm" novalidate>
${lines(fields, ({ name, label, column }) => `  <Field field={form.field("${name}")} label="${label}"${inputOf[column]} />`)}
  <p>
    <button>Save</button>
    <a href="/${path}" live-navigate>Cancel</a>
  </p>
</form>
`;
}

const ruleOf: { readonly [K in Column]: string } = {
  string: "{ required: true, maxLength: 200 }",
  text: "{ maxLength: 20_000 }",
  boolean: "{}",
  integer: '{ required: true, pattern: "-?[0-9]{1,15}" }',
  number: '{ required: true, pattern: "-?[0-9]{1,15}([.][0-9]+)?" }',
  date: '{ required: true, pattern: "[0-9]{4}-[0-9]{2}-[0-9]{2}" }',
};

/** Of a value in the form what goes into the row, and the other way round. */
function fromForm({ name, column }: Field): string {
  const value = `data.${name}`;
  if (column === "boolean") return `${name}: ${value} === "on"`;
  return `${name}: ${column === "integer" || column === "number" ? `Number(${value})` : `String(${value} ?? "")`}`;
}

function intoForm(one: string, { name, column }: Field): string {
  const value = `${one}.${name}`;
  if (column === "boolean") return `${name}: ${value} ? "on" : ""`;
  return `${name}: ${column === "integer" || column === "number" ? `String(${value})` : value}`;
}

function formView({ type, one, many, path, label }: Names, fields: readonly Field[]): string {
  return `import { defineView, type FormOf, liveForm, notFound } from "livec/server";
import { type ${type}, ${many} } from "../../data/${path}.js";
import type { Values } from "../../data/repository.js";
import template from "./form.live.js";

const rules = {
${lines(fields, ({ name, column }) => `  ${name}: ${ruleOf[column]},`)}
} as const;
export type ${type}Form = FormOf<typeof rules>;

function valuesOf({ data }: ${type}Form): Values<${type}> {
  return {
${lines(fields, (field) => `    ${fromForm(field)},`)}
  };
}

function fieldsOf(${one}: ${type}): { [name: string]: string } {
  return {
${lines(fields, (field) => `    ${intoForm(one, field)},`)}
  };
}

/** A new one at /${path}/new, an old one at /${path}/:id/edit. */
export default defineView({
  template,
  form: rules,
  async mount(_socket, params) {
    const ${one} = params["id"] === undefined ? undefined : await ${many}.get(Number(params["id"]));
    if (params["id"] !== undefined && ${one} === undefined) throw notFound();
    const heading = ${one} === undefined ? "New ${label.toLowerCase()}" : "Edit ${label.toLowerCase()}";
    return { form: liveForm(rules, { initial: ${one} === undefined ? {} : fieldsOf(${one}) }), id: ${one}?.id, heading, pageTitle: heading };
  },
  async formValid(socket, form) {
    const { id } = socket.assigns;
    const saved = id === undefined ? await ${many}.create(valuesOf(form)) : await ${many}.update(id, valuesOf(form));
    socket.redirect({ to: saved === undefined ? "/${path}" : \`/${path}/\${saved.id}\` });
  },
});
`;
}

const samples: { readonly [K in Column]: readonly [inForm: string, inRow: string] } = {
  string: ['"First"', '"First"'],
  text: ['"Some words"', '"Some words"'],
  boolean: ["true", "true"],
  integer: ['"7"', "7"],
  number: ['"1.5"', "1.5"],
  date: ['"2026-01-31"', '"2026-01-31"'],
};

function tests({ type, many, path, label }: Names, fields: readonly Field[]): string {
  const searched = fields.find(({ column }) => column === "string" || column === "text");
  const required = fields.find(({ column }) => column !== "text" && column !== "boolean");
  const row = (name?: string): string =>
    fields.map((field) => `${field.name}: ${field.name === name ? "text" : samples[field.column][1]}`).join(", ");
  return `import { live } from "livec/testing";
import { afterEach, expect, test } from "vitest";
import app from "../../app.js";
import { ${many} } from "../../data/${path}.js";

const all = { search: "", sort: "id", descending: false, page: 1, size: 1000 } as const;

afterEach(async () => {
  for (const { id } of (await ${many}.find(all)).rows) await ${many}.remove(id);
});

test("one is made, and shown", async () => {
  const { view } = await live(app, "/${path}/new");
  await view.form("#${path}-form", { ${fields.map(({ name, column }) => `${name}: ${samples[column][0]}`).join(", ")} }).submit();
  const [made] = (await ${many}.find(all)).rows;
  expect(made).toEqual({ id: made?.id, ${row()} });
  expect((await live(app, \`/${path}/\${made?.id}\`)).html).toContain("<dt>${fields[0]?.label}</dt>");
});
${
  required === undefined
    ? ""
    : `
test("what is missing is told at its field, and nothing is saved", async () => {
  const { view } = await live(app, "/${path}/new");
  const html = await view.element("#${path}-form").submit();
  expect(html).toContain('aria-invalid="true"');
  expect((await ${many}.find(all)).total).toBe(0);
});
`
}
test("one is edited", async () => {
  const { id } = await ${many}.create({ ${row()} });
  const { view, html } = await live(app, \`/${path}/\${id}/edit\`);
  expect(html).toContain("Edit ${label.toLowerCase()}");
  await view.form("#${path}-form", { ${fields
    .slice(0, 1)
    .map(({ name, column }) => `${name}: ${column === "boolean" ? "false" : samples[column][0].replace("First", "Second")}`)
    .join("")} }).submit();
  expect((await ${many}.get(id))?.${fields[0]?.name}).toBe(${fields[0]?.column === "boolean" ? "false" : samples[fields[0]?.column ?? "string"][1].replace("First", "Second")});
});

test("one is deleted in the list", async () => {
  await ${many}.create({ ${row()} });
  const { view } = await live(app, "/${path}");
  expect(await view.element("button", "Delete").click()).toContain("There are no");
  expect((await ${many}.find(all)).total).toBe(0);
});

test("one that is not there is not found", async () => {
  await expect(live(app, "/${path}/12345")).rejects.toThrow();
});
${
  searched === undefined
    ? ""
    : `
test("the list is searched, sorted and paged by its URL", async () => {
  for (let number = 1; number <= 12; number++) {
    const text = \`${type} \${String(number).padStart(2, "0")}\`;
    await ${many}.create({ ${row(searched.name)} });
  }
  const rows = (html: string): number => html.split(">Delete<").length - 1;
  const first = await live(app, "/${path}");
  expect([rows(first.html), first.html.includes("Page 1 of 2")]).toEqual([10, true]);
  const second = await live(app, "/${path}?sort=-${listed(fields)[0]?.name}&page=2");
  expect([rows(second.html), second.html.includes("Previous")]).toEqual([2, true]);
  const found = await live(app, "/${path}?q=${type}+07");
  expect(rows(found.html)).toBe(1);
});
`
}`;
}

function lines<T>(items: readonly T[], line: (item: T) => string): string {
  return items.map(line).join("\n");
}
