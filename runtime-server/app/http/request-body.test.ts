/** What a handler is given of a request's body. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testApp } from "../visitor.testing.ts";
import type { PostedFile } from "./request-body.ts";

const { app, server } = testApp();
let posted: readonly PostedFile[] = [];
let texts: readonly string[] = [];
app.post("/json", async (conn) => conn.json({ got: await conn.readJson() }), { csrf: false });
app.post(
  "/files",
  async (conn) => {
    const [files, again, form] = await Promise.all([conn.files(), conn.files(), conn.form()]);
    posted = files;
    texts = files.map(({ path }) => readFileSync(path, "utf8"));
    conn.json({ same: files === again, form });
  },
  { csrf: false },
);

const json = { "content-type": "application/json" };
const multipart = { "content-type": "multipart/form-data; boundary=x" };

test("JSON is read, and what is none, or too deep, is a bad request", async () => {
  expect(JSON.parse((await server.request("POST", "/json", json, '{"a":[1,null]}')).body)).toEqual({ got: { a: [1, null] } });
  expect((await server.request("POST", "/json", json, "{")).status).toBe(400);
  expect((await server.request("POST", "/json", json, "[".repeat(200) + "]".repeat(200))).status).toBe(400);
  expect((await server.request("POST", "/json", json, '{"__proto__":{"a":1}}')).status).toBe(400);
});

test("files are there while the request is answered, under names of ours, and gone afterwards", async () => {
  const part = (name: string, file: string, text: string): string =>
    `--x\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`;
  const field = '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nHello\r\n';
  const body = `${part("a", "../../etc/passwd", "one")}${field}${part("a", "b.txt", "two")}${part("none", "", "")}--x--\r\n`;
  const answer = await server.request("POST", "/files", multipart, body);
  expect(JSON.parse(answer.body)).toEqual({ same: true, form: { title: "Hello" } });
  expect(posted.map(({ name, fileName, contentType, size }) => [name, fileName, contentType, size])).toEqual([
    ["a", "../../etc/passwd", "text/plain", 3],
    ["a", "b.txt", "text/plain", 3],
  ]);
  expect(texts).toEqual(["one", "two"]);
  expect(posted.every(({ path }) => /^\S+livec-\w+[/\\]\d$/.test(path))).toBe(true);
  await expect.poll(() => posted.filter(({ path }) => existsSync(path))).toEqual([]);
});

test("a body that is cut off, or without a boundary, is a bad request", async () => {
  const cut = '--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nhalf';
  expect((await server.request("POST", "/files", multipart, cut)).status).toBe(400);
  expect((await server.request("POST", "/files", { "content-type": "multipart/form-data" }, "x")).status).toBe(400);
});
