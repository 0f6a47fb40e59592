/**
 * What is read of a visitor takes time in proportion to its length, whatever it says: nobody stops the server with a
 * text.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeAttribute, escapeText } from "../../protocol/escape.ts";
import { isOwnUrl, isPost } from "../../protocol/forms.ts";
import { contentTypeOf, partsOf } from "../../runtime-server/app/http/multipart.ts";
import { decode, normalisePath } from "../../runtime-server/app/http/path.ts";
import { decodeQuery, Router } from "../../runtime-server/app/http/router.ts";
import { isHashed, parseRange } from "../../runtime-server/app/http/static.ts";
import { defaultLimits } from "../../runtime-server/app/limits.ts";
import { originAllowed } from "../../runtime-server/app/security/origin.ts";
import { Sessions } from "../../runtime-server/app/security/session.ts";
import { Sealer } from "../../runtime-server/app/security/token.ts";
import { testApp } from "../../runtime-server/app/visitor.testing.ts";
import { systemClock } from "../../runtime-server/base/host.ts";
import { spreadLeaves } from "../../runtime-server/rendering/spread.ts";
import { isSafeUrl, keepsHost } from "../../runtime-server/rendering/url.ts";
import { classLeaf, styleLeaf } from "../../runtime-server/rendering/value.ts";
import { wellFormed } from "../../runtime-server/rendering/well-formed.ts";
import { spread } from "../../runtime-server/template.ts";
import { readHead, upgradeRefusal } from "../../runtime-server/transport/head.ts";
import { decodeFields } from "../../runtime-server/view/form-fields.ts";
import { readPayload } from "../../runtime-server/view/payload.ts";
import { redact } from "../../runtime-server/view/redact.ts";
import { checkExternal, checkPath } from "../../runtime-server/view/redirect.ts";
import { readFrame } from "../../runtime-server/wire/decode.ts";

const sealer = new Sealer(["x".repeat(32)], systemClock);
const sessions = new Sessions(sealer, {});
const router = new Router<number>();
router.add("GET", "/a/:b/c/:d", 1);
router.add("GET", "/a/**", 2);
const slot = spread([0], "img", []);
const limits = { ...defaultLimits, frameBytes: 1e9 };

const head = (headers: { readonly [name: string]: string }, path = "/") => {
  const all = Object.entries({ host: "a", ...headers });
  const read = readHead({ method: "GET", path, query: "", headers: all, remoteAddress: "", secure: false });
  return read === undefined ? undefined : upgradeRefusal(read);
};

/** Everything a visitor's text reaches before, or in place of, the program's own code. */
const checks: readonly (readonly [name: string, check: (text: string) => unknown])[] = [
  ["a URL", (text) => isSafeUrl(text, "url")],
  ["a media URL", (text) => isSafeUrl(text, "media")],
  ["a data URL", (text) => isSafeUrl(`data:image/png;base64,${text}`, "media")],
  ["URLs", (text) => isSafeUrl(text, "urls")],
  ["image candidates", (text) => isSafeUrl(text, "srcset")],
  ["a URL after a slash", (text) => keepsHost(text, "/")],
  ["a spread's name", (text) => spreadLeaves({ [text]: "x" }, slot, () => {})],
  ["a spread's URL", (text) => spreadLeaves({ src: text, srcset: text }, slot, () => {})],
  ["a style", (text) => styleLeaf({ color: text })],
  ["a style's name", (text) => styleLeaf({ [text]: "red" })],
  ["classes", (text) => classLeaf([text, { [text]: true }])],
  ["a text", (text) => escapeText(wellFormed(text))],
  ["an attribute", (text) => escapeAttribute(wellFormed(text))],
  ["a form's method", (text) => isPost(text)],
  ["a form's action", (text) => isOwnUrl(text)],
  ["a path", (text) => router.find("GET", normalisePath(`/${text}`))],
  ["a path's parameters", (text) => router.find("GET", normalisePath(`/a/${text}/c/${text}`))],
  ["a path without a route", (text) => router.allowed(normalisePath(`/a/b/c/d/${text}`))],
  ["a part of a URL", (text) => decode(text)],
  ["a query", (text) => decodeQuery(text)],
  ["a query of names", (text) => decodeQuery(`${text}=${text}&${text}`)],
  ["a file's name", (text) => isHashed(`a-${text}.js`)],
  ["a range", (text) => parseRange(`bytes=${text}`, 100)],
  ["cookies", (text) => sessions.read(text)],
  ["a session", (text) => sessions.read(`_livec=${text}`)],
  ["a CSRF token", (text) => sessions.checkCsrf(sessions.create(), text)],
  ["a mount token", (text) => sealer.open("mount", text)],
  ["an origin", (text) => originAllowed(text, "a", undefined)],
  ["an origin's host", (text) => originAllowed(`http://${text}`, text, undefined)],
  ["a header", (text) => head({ x: text })],
  ["a host", (text) => head({ host: text })],
  ["a length", (text) => head({ "content-length": text })],
  ["an upgrade", (text) => head({ upgrade: text, connection: text, "sec-websocket-key": text, "sec-websocket-version": "13" })],
  ["a path's characters", (text) => head({}, `/${text}`)],
  ["a method", (text) => readHead({ method: text, path: "/", query: "", headers: [], remoteAddress: "", secure: false })],
  ["a frame", (text) => readFrame(text, limits)],
  ["a payload", (text) => readFrame(JSON.stringify([1, 1, "e", { [text]: text }]), limits)],
  ["a payload's types", (text) => readPayload({ own: { "a:int": text, "b:float": text, "c:json": text } }, limits)],
  ["a form's fields in a frame", (text) => readFrame(JSON.stringify([1, 1, "e", [{ [text]: [text, text] }, 0]]), limits)],
  ["the name of a field", (text) => readPayload({ fields: { [text]: text, [`a[${text}]`]: text }, own: {} }, limits)],
  ["a posted form", (text) => decodeFields(new URLSearchParams(text), limits)],
  ["a content type", (text) => contentTypeOf(text)],
  ["a form in parts", (text) => [...partsOf(Buffer.from(`--X${text}`), "X")]],
  ["the head of a part", (text) => [...partsOf(Buffer.from(`--X\r\nContent-Disposition: form-data; ${text}\r\n\r\n`), "X")]],
  ["a redirect", (text) => checkPath(`/${text}`)],
  ["a redirect elsewhere", (text) => checkExternal(`http://a/${text}`)],
  ["a logged payload", (text) => redact({ [text]: text })],
];

/** What checks look for, and what they do not. */
const token = fc.constantFrom(
  ..." \t\n\r,;:/\\?#&=%.-_+*()[]{}'\"<>@|^$~`\0éa1A",
  "//",
  "..",
  "%2e",
  "%2f",
  "%41",
  "%",
  "a=b&",
  "[]",
  "__proto__",
  "data:",
  "java",
  "/*",
  "*/",
  "q=0",
  "br",
  "\ud800",
);
/** A beginning, a piece that is repeated, an end. */
const hostile = fc.tuple(
  fc.string({ unit: token, maxLength: 3 }),
  fc.string({ unit: token, minLength: 1, maxLength: 4 }),
  fc.string({ unit: token, maxLength: 3 }),
);

const SMALL = 2_000;
const TIMES = 16;
/** Beside the sixteenfold that is in proportion. A square would be sixteen times as much again. */
const TOLERANCE = 5;
/** Below it a measurement says nothing, ms. */
const NOISE = 0.05;
const LEAST_RUNS = 5;
/** How long a check that seems too slow is run again and again, ms. */
const PATIENCE = 1_000;

const textOf = ([beginning, piece, end]: readonly [string, string, string], length: number): string =>
  beginning + piece.repeat(Math.ceil(length / piece.length)) + end;

function run(check: (text: string) => unknown, text: string): void {
  try {
    check(text);
  } catch {
    // To be refused is an answer too.
  }
}

/** Processor time, ms: on a busy machine a long run is interrupted, and a short one is not. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function time(check: (text: string) => unknown, text: string): number {
  const start = spent();
  run(check, text);
  return spent() - start;
}

/**
 * How much longer sixteen times the text takes than would be in proportion. What else goes on takes time, and never
 * gives any: the shortest of some runs counts, of both lengths in turn. What seems too long is run again for a while; a
 * square stays one however often it is run.
 */
function excess(check: (text: string) => unknown, parts: readonly [string, string, string]): number {
  const [small, large] = [textOf(parts, SMALL), textOf(parts, SMALL * TIMES)];
  let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const start = spent();
  for (let runs = 0; runs < LEAST_RUNS || spent() - start < PATIENCE; runs++) {
    short = Math.min(short, time(check, small));
    long = Math.min(long, time(check, large));
    if (long / TIMES < TOLERANCE * Math.max(short, NOISE)) break;
  }
  return long / TIMES / Math.max(short, NOISE);
}

describe("time in proportion to length", { timeout: 60_000 }, () => {
  it.each(checks)("%s", (_name, check) => {
    fc.assert(
      fc.property(hostile, (parts) => excess(check, parts) < TOLERANCE),
      {
        numRuns: 70,
        examples: [[["a", ",", "x"]], [["", ", ", ""]], [["a", " ", "b"]], [["", "(", ""]], [["", "%41", "%"]]],
        endOnFailure: true,
      },
    );
  });

  it("would be noticed if it were a square", () => {
    const square = (text: string): unknown => `${text.slice(0, text.length / 2)}x`.replace(/,+$/, "");
    expect(excess(square, ["", ",", "x"])).toBeGreaterThan(TOLERANCE);
  });
});

describe("time of a whole request", { timeout: 60_000 }, () => {
  const { app, server } = testApp({ client: "/client.js" });
  const directory = mkdtempSync(join(tmpdir(), "livec-linear-"));
  for (const name of ["a.txt", "a.txt.br", "a.txt.gz"]) writeFileSync(join(directory, name), "a");
  app.static("/files", directory);
  app.post("/form", async (conn) => conn.json(await conn.form()), { csrf: false });

  it.each(["accept-encoding", "if-none-match", "if-range", "range", "cookie", "content-type", "x-csrf-token"])(
    "with a long %s",
    async (header) => {
      for (const piece of [",", " ", ";", "br;q=0", "br ;", '"', "W/", "a=", "_livec=a;", "bytes=0-"]) {
        const took = async (length: number): Promise<number> => {
          const start = spent();
          await server.get("/files/a.txt", { [header]: piece.repeat(length / piece.length) });
          return spent() - start;
        };
        let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
        const start = spent();
        for (let runs = 0; runs < LEAST_RUNS || spent() - start < PATIENCE; runs++) {
          short = Math.min(short, await took(SMALL));
          long = Math.min(long, await took(SMALL * TIMES));
          if (long / TIMES < TOLERANCE * Math.max(short, NOISE * TIMES)) break;
        }
        expect(long / TIMES / Math.max(short, NOISE * TIMES), piece).toBeLessThan(TOLERANCE);
      }
    },
  );
});
