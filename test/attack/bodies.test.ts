/** Bodies and field names as no form sends them: they are data, refused, or not read at all. */
import { describe, expect, it } from "vitest";
import { attacked, transports } from "./app.ts";

const FORM = "application/x-www-form-urlencoded";

interface Row {
  readonly what: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly type?: string | undefined;
  readonly status: number;
  /** What the program saw of it. */
  readonly json?: string;
}

const rows: readonly Row[] = [
  { what: "a form", body: "a=1&b=2", status: 200, json: '{"a":"1","b":"2"}' },
  { what: "a form whose type has a charset", body: "a=1", type: `${FORM}; charset=utf-8`, status: 200, json: '{"a":"1"}' },
  { what: "a field twice", body: "a=1&a=2", status: 200, json: '{"a":["1","2"]}' },
  { what: "a field without a value", body: "a", status: 200, json: '{"a":""}' },
  { what: "a field without a name", body: "=1", status: 200, json: '{"":"1"}' },
  {
    what: "a name that is an object's prototype",
    body: "__proto__=1&__proto__[admin]=1",
    status: 400,
  },
  {
    what: "a name that is a function of every object",
    body: "valueOf=1&toString=2&hasOwnProperty[call]=3",
    status: 200,
    json: '{"valueOf":"1","toString":"2","hasOwnProperty":{"call":"3"}}',
  },
  {
    what: "names with brackets",
    body: "a[prototypes][admin]=1&b[]=1&c[=2&d]=3&[]=4",
    status: 200,
    json: '{"a":{"prototypes":{"admin":"1"}},"b":["1"],"c[":"2","d]":"3","[]":"4"}',
  },
  { what: "a way to every object", body: "constructor[prototype][admin]=1", status: 400 },
  { what: "names too deep", body: `a${"[b]".repeat(9)}=1`, status: 400 },
  { what: "a form in parts without a boundary", body: "--X--", type: "multipart/form-data", status: 400 },
  { what: "a form in parts that is cut off", body: "--X\r\n\r\n", type: "multipart/form-data; boundary=X", status: 400 },
  {
    what: "names a form's properties have",
    body: "attributes=1&elements=2&action=3&method=4&submit=5",
    status: 200,
    json: '{"attributes":"1","elements":"2","action":"3","method":"4","submit":"5"}',
  },
  { what: "a name that is a number", body: "1=a&0=b", status: 200, json: '{"0":"b","1":"a"}' },
  { what: "broken percent signs", body: "a=%&b=%zz&c=%e9", status: 200, json: '{"a":"%","b":"%zz","c":"\ufffd"}' },
  { what: "a NUL", body: "a=%00", status: 200, json: '{"a":"\\u0000"}' },
  { what: "bytes that are not UTF-8", body: Uint8Array.of(0x61, 0x3d, 0xff), status: 400 },
  { what: "JSON told to be a form", body: '{"a":1}', status: 200, json: '{"{\\"a\\":1}":""}' },
  { what: "JSON", body: '{"a":1}', type: "application/json", status: 200, json: "{}" },
  { what: "a form told to be text", body: "a=1", type: "text/plain", status: 200, json: "{}" },
  { what: "no type", body: "a=1", type: undefined, status: 200, json: "{}" },
  { what: "nothing", body: "", status: 200, json: "{}" },
  { what: "more than the limit", body: `a=${"x".repeat(1_000)}`, status: 413 },
];

describe.each(transports)("over %s", (transport) => {
  it.each(rows)("$what: $status", async ({ body, status, json, ...row }) => {
    const { app } = await attacked(transport, (made) => made.post("/open", async (conn) => conn.json(await conn.form()), { csrf: false }));
    const type = "type" in row ? row.type : FORM;
    const response = await fetch(`${app.url}/open`, { method: "POST", body: new Blob([body], { type: type ?? "" }) });
    expect(response.status).toBe(status);
    if (json !== undefined) expect(await response.text()).toBe(json);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it.each([
    ["no token", {}, "a=1"],
    ["a token that is none", {}, "_csrf_token=x"],
    ["a token in the URL", {}, "", "?_csrf_token=x"],
    ["a token that is none in a header", { "X-CSRF-Token": "x" }, ""],
    ["two tokens in headers", { "X-CSRF-Token": "x, y" }, ""],
  ])("a form with %s does not reach the program", async (_what, headers, body, query = "") => {
    const { app, ran } = await attacked(transport);
    const response = await fetch(`${app.url}/form${query}`, { method: "POST", headers: { "Content-Type": FORM, ...headers }, body });
    expect([response.status, ran]).toEqual([403, []]);
  });

  it("the form of somebody without a session is refused before it is read", async () => {
    const { app, ran } = await attacked(transport);
    const response = await fetch(`${app.url}/form`, { method: "POST", headers: { "Content-Type": FORM }, body: "x".repeat(5_000) });
    expect([response.status, ran]).toEqual([403, []]);
  });
});
