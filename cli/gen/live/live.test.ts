import { expect, test } from "vitest";
import { workspace } from "../../harness.testing.ts";
import { fieldsOf, namesOf } from "./names.ts";

const app =
  'import { createApp } from "livec/server";\nimport Home from "./views/home.js";\n\nconst app = createApp();\napp.live("/", Home);\n\nexport default app;\n';

test.each([
  ["Article", { one: "article", many: "articles", path: "articles", label: "Article", labels: "Articles" }],
  ["BlogPost", { one: "blogPost", many: "blogPosts", path: "blog-posts", label: "Blog post", labels: "Blog posts" }],
  ["Category", { one: "category", many: "categories", path: "categories", label: "Category", labels: "Categories" }],
  ["Box", { one: "box", many: "boxes", path: "boxes", label: "Box", labels: "Boxes" }],
])("what %s is called", (type, names) => {
  expect(namesOf(type)).toEqual({ type, ...names });
});

test("a field without a column holds a string", () => {
  expect(fieldsOf(["title", "publishedAt:date"])).toEqual([
    { name: "title", column: "string", label: "Title" },
    { name: "publishedAt", column: "date", label: "Published at" },
  ]);
});

test("pages, data and tests are made, and the routes are in the app", async () => {
  const { livec, read, has } = workspace({ "app.ts": app });
  const { code, out } = await livec("gen", "live", "Article", "title:string", "body:text");
  expect(code).toBe(0);
  for (const file of ["index", "show", "form"].flatMap((name) => [`views/articles/${name}.ts`, `views/articles/${name}.live.html`]))
    expect([file, has(file), out.includes(`made     ${file}\n`)]).toEqual([file, true, true]);
  expect(read("app.ts")).toBe(
    app
      .replace(
        'home.js";\n',
        'home.js";\nimport ArticleIndex from "./views/articles/index.js";\nimport ArticleShow from "./views/articles/show.js";\nimport ArticleForm from "./views/articles/form.js";\n',
      )
      .replace(
        "Home);\n",
        'Home);\napp.live("/articles", ArticleIndex);\napp.live("/articles/new", ArticleForm);\napp.live("/articles/:id", ArticleShow);\napp.live("/articles/:id/edit", ArticleForm);\n',
      ),
  );
});

test("every kind of field makes templates that compile", async () => {
  const { livec } = workspace({ "app.ts": app });
  await livec("gen", "live", "Thing", "a:string", "b:text", "c:boolean", "d:integer", "e:number", "f:date");
  await livec("gen", "live", "Flag", "on:boolean");
  await livec("gen", "live", "Note", "body:text");
  expect(await livec("build")).toMatchObject({ code: 0 });
  expect(await livec("fmt", "--check")).toMatchObject({ code: 0 });
});

test("where an app has no routes yet, it is said what to write", async () => {
  const { livec, read } = workspace({ "app.ts": "export default {};\n" });
  const { out } = await livec("gen", "live", "Article", "title");
  expect(out).toContain('Add to app.ts:\n\nimport ArticleIndex from "./views/articles/index.js";');
  expect(read("app.ts")).toBe("export default {};\n");
});

test.each([
  [["Article"], "Name its fields: livec gen live Article title:string body:text published:boolean."],
  [["article", "title"], '"article" is no name for a type: it begins with a capital letter and has letters and digits only, like Article.'],
  [["Article", "title:sting"], '"title:sting": there is no column "sting". Did you mean "string"?'],
  [["Article", "Title"], '"Title" is no field: write a name and what it holds, like title:string.'],
  [["Article", "id"], '"id" is no field: write a name and what it holds, like title:string.'],
  [["Article", "a", "a:text"], 'There are two fields "a".'],
])("livec gen live %j is a usage error, and nothing is written", async (args, message) => {
  const { livec, has } = workspace({ "app.ts": app });
  expect(await livec("gen", "live", ...args)).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
  expect(has("views")).toBe(false);
});

test("what is there already is not written over", async () => {
  const { livec, read } = workspace({ "app.ts": app, "views/articles/show.ts": "mine" });
  const { code, err } = await livec("gen", "live", "Article", "title");
  expect({ code, err }).toEqual({ code: 2, err: "error: There is already views/articles/show.ts. Nothing was written.\n" });
  expect(read("views/articles/show.ts")).toBe("mine");
});
