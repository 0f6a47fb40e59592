/** The body of a request: text, JSON, or a form with its files. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { httpError } from "../../base/errors.ts";
import { BodyTooLarge, TooManyBodies } from "../../transport/body.ts";
import type { Request } from "../../transport/transport.ts";
import { decodeFields, type FormFields } from "../../view/form-fields.ts";
import { BadFrame, Budget, copyValue, type JsonLimits, parseJson } from "../../wire/checked-json.ts";
import { contentTypeOf, filesOf, partsOf } from "./multipart.ts";

/** A file of a posted form. It is deleted when the request has been answered. */
export interface PostedFile {
  /** Name of the form's field. */
  readonly name: string;
  /** What the visitor calls it; never a path to be trusted. */
  readonly fileName: string;
  /** What the browser says it is. */
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Where it is meanwhile. */
  readonly path: string;
}

export class RequestBody {
  readonly #request: Request;
  readonly #limits: JsonLimits;
  #bytes: Promise<Uint8Array> | undefined;
  #form: Promise<FormFields> | undefined;
  #folder: string | undefined;
  #files: Promise<readonly PostedFile[]> | undefined;

  constructor(request: Request, limits: JsonLimits) {
    this.#request = request;
    this.#limits = limits;
  }

  async text(): Promise<string> {
    const bytes = await this.#read();
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw httpError(400, "The request's body is not readable text.");
    }
  }

  /** Objects have no prototype. Throws 400 for what is not JSON, or exceeds `frameDepth` or `frameNames`. */
  async json(): Promise<unknown> {
    const text = await this.text();
    return this.#checked(() => {
      const parsed = parseJson(text, this.#limits.frameDepth + 1);
      if (parsed === undefined) throw httpError(400, "The request's body is not JSON.");
      return copyValue(parsed, new Budget(this.#limits));
    });
  }

  form(): Promise<FormFields> {
    this.#form ??= this.#readForm();
    return this.#form;
  }

  async #readForm(): Promise<FormFields> {
    const { mediaType, boundary } = this.#type;
    const isForm = mediaType === "application/x-www-form-urlencoded";
    if (!isForm && mediaType !== "multipart/form-data") return decodeFields([], this.#limits);
    const fields = isForm ? new URLSearchParams(await this.text()) : partsOf(await this.#read(), boundary);
    return this.#checked(() => decodeFields(fields, this.#limits));
  }

  /** Files of a multipart form, written to a folder of their own. */
  files(): Promise<readonly PostedFile[]> {
    this.#files ??= this.#writeFiles();
    return this.#files;
  }

  async #writeFiles(): Promise<readonly PostedFile[]> {
    const { mediaType, boundary } = this.#type;
    if (mediaType !== "multipart/form-data") return [];
    const files: PostedFile[] = [];
    for (const { bytes, ...file } of filesOf(await this.#read(), boundary)) {
      if (files.length >= this.#limits.frameNames) throw httpError(400, "The form has more files than frameNames.");
      this.#folder ??= await mkdtemp(join(tmpdir(), "livec-"));
      // Its name is ours: a visitor's could lead anywhere.
      const path = join(this.#folder, String(files.length));
      await writeFile(path, bytes, { mode: 0o600 });
      files.push({ ...file, size: bytes.length, path });
    }
    return files;
  }

  /** The request was answered: its files go. */
  async discard(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  get #type(): ReturnType<typeof contentTypeOf> {
    return contentTypeOf(this.#request.headers.get("content-type"));
  }

  #checked<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof BadFrame) throw httpError(400, `The body was refused: ${error.message}.`);
      throw error;
    }
  }

  async #read(): Promise<Uint8Array> {
    this.#bytes ??= this.#request.body();
    try {
      return await this.#bytes;
    } catch (error) {
      if (error instanceof BodyTooLarge) throw httpError(413, "The request's body is too large.");
      if (error instanceof TooManyBodies) throw httpError(503, "There are more bodies on their way than the limit allows.");
      throw httpError(400, "The request's body could not be read.");
    }
  }
}
