import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import { type Handler, serve } from "./rpc.ts";

const handlers = new Map<string, Handler>([
  ["double", (parameters) => (parameters as { readonly n: number }).n * 2],
  [
    "fail",
    () => {
      throw new Error("no luck");
    },
  ],
]);

const framed = (message: object): string => {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};

/** What the server answers to some chunks of bytes. */
async function answers(chunks: Iterable<string | Buffer>): Promise<readonly unknown[]> {
  const input = new PassThrough();
  let text = "";
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const served = serve(handlers, input, output);
  for (const chunk of chunks) input.write(chunk);
  input.end();
  await served;
  return text
    .split(/Content-Length: \d+\r\n\r\n/)
    .slice(1)
    .map((body) => JSON.parse(body) as unknown);
}

test("answers requests in their order", async () => {
  const requests = framed({ id: 1, method: "double", params: { n: 2 } }) + framed({ id: "b", method: "double", params: { n: 4 } });
  expect(await answers([requests])).toEqual([
    { jsonrpc: "2.0", id: 1, result: 4 },
    { jsonrpc: "2.0", id: "b", result: 8 },
  ]);
});

test("takes messages apart and together as they come, also within a character", async () => {
  const bytes = Buffer.from(framed({ id: 1, method: "double", params: { n: 1, text: "äöü→" } }));
  const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
  expect(await answers(single)).toEqual([{ jsonrpc: "2.0", id: 1, result: 2 }]);
});

test("answers nothing to a notification", async () => {
  expect(await answers([framed({ method: "double", params: { n: 1 } })])).toEqual([]);
});

test("answers an error to what fails and to what it does not know", async () => {
  expect(await answers([framed({ id: 1, method: "fail" }), framed({ id: 2, method: "toString" })])).toEqual([
    { jsonrpc: "2.0", id: 1, error: { code: -32603, message: "no luck" } },
    { jsonrpc: "2.0", id: 2, error: { code: -32601, message: 'There is no method "toString".' } },
  ]);
});

test.each([
  ["a message without headers", "x".repeat(5000)],
  ["a message without a length", "Content-Type: x\r\n\r\n{}"],
  ["a message of 300 MB", "Content-Length: 314572800\r\n\r\n"],
])("ends at %s", async (_, bytes) => {
  await expect(answers([bytes])).rejects.toThrow(/^a message/);
});
