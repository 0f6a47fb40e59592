/** Bodies of forms with `enctype="multipart/form-data"`: their text fields and files. */
import { httpError } from "../../base/errors.ts";

/** A `Content-Type`, in any case. */
export interface ContentType {
  readonly mediaType: string;
  /** What stands between the parts of a multipart body. */
  readonly boundary: string;
}

/** RFC 2046: 70 characters at most. */
const LONGEST_BOUNDARY = 70;
const LONGEST_HEAD = 8_192;

/** The parts of a `Content-Type` header that matter to a form. */
export function contentTypeOf(header = ""): ContentType {
  const [mediaType = "", ...parameters] = header.split(";").map((part) => part.trim());
  const boundary = parameters.find((parameter) => /^boundary=/i.test(parameter))?.slice("boundary=".length) ?? "";
  return { mediaType: mediaType.toLowerCase(), boundary: boundary.replace(/^"(.*)"$/, "$1") };
}

/** A file in a body. */
export interface FilePart {
  readonly name: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * Name and value of each text field, in order; files are left out. Takes time in proportion to the body. Throws 400
 * for a body that is cut off or not of this form.
 */
export function* partsOf(bytes: Uint8Array, boundary: string): Generator<readonly [name: string, value: string]> {
  for (const { name, fileName, content } of allParts(bytes, boundary)) {
    if (fileName === undefined) yield [name, content.toString("utf8")];
  }
}

/** The files of a form, in order; a field that was left empty is none. */
export function* filesOf(bytes: Uint8Array, boundary: string): Generator<FilePart> {
  for (const { name, fileName, contentType, content } of allParts(bytes, boundary)) {
    if (fileName !== undefined && fileName !== "") yield { name, fileName, contentType, bytes: content };
  }
}

interface Part {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string;
  readonly content: Buffer;
}

function* allParts(bytes: Uint8Array, boundary: string): Generator<Part> {
  if (boundary === "" || boundary.length > LONGEST_BOUNDARY) throw malformed("no boundary");
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  // The first boundary has no line break before it where nothing stands before it.
  let at = body.indexOf(delimiter.subarray(2));
  if (at < 0 || (at > 0 && body.toString("latin1", at - 2, at) !== "\r\n")) throw malformed("no boundary at its start");
  at += delimiter.length - 2;
  while (body.toString("latin1", at, at + 2) !== "--") {
    const end = body.indexOf(delimiter, at);
    if (end < 0) throw malformed("no boundary at its end");
    yield partOf(body.subarray(at, end));
    at = end + delimiter.length;
  }
}

/** `\r\n`, headers, an empty line and the value. */
function partOf(part: Buffer): Part {
  const split = part.subarray(0, LONGEST_HEAD).indexOf("\r\n\r\n");
  if (split < 0) throw malformed("a part without a value");
  const head = part.toString("utf8", 0, split);
  const [, disposition = ""] = /^content-disposition:[ \t]*form-data[ \t]*;([^\r\n]*)$/im.exec(head) ?? [];
  const [, name] = /(?:^|;)[ \t]*name="([^"]*)"/i.exec(disposition) ?? [];
  if (name === undefined) throw malformed("a part without a name");
  const isFile = /;[ \t]*filename\*?=/i.test(disposition);
  const [, fileName = ""] = /;[ \t]*filename="([^"]*)"/i.exec(disposition) ?? [];
  const [, contentType = "application/octet-stream"] = /^content-type:[ \t]*([^\r\n]*)$/im.exec(head) ?? [];
  return {
    name: unescapeName(name),
    fileName: isFile ? unescapeName(fileName) : undefined,
    contentType: contentType.trim(),
    content: part.subarray(split + 4),
  };
}

/** As browsers write names: only quotes and line breaks are escaped. */
function unescapeName(name: string): string {
  return name.replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));
}

function malformed(why: string): Error {
  return httpError(400, `The request's body is not a form: it has ${why}.`);
}
