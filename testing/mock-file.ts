/** Files for tests of uploads. */

/** What a file is, besides its name. */
export interface MockFileOptions {
  /** Its MIME type; by default by its extension, for some, else none. */
  readonly type?: string;
  /** What is in it; by default as many spaces as `size` says. */
  readonly content?: string | Uint8Array;
  /** Its size in bytes, where `content` does not matter; 0. */
  readonly size?: number;
  /** When it was changed last, in milliseconds since 1970; 0. */
  readonly lastModified?: number;
}

const types: { readonly [extension: string]: string } = {
  csv: "text/csv",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain",
  webp: "image/webp",
};

/**
 * A file as a visitor would choose it.
 *
 * @example
 * await view.fileInput("input[name=avatar]", [mockFile("me.png", { size: 20_000 })]).choose();
 */
export function mockFile(name: string, { type, content, size = 0, lastModified = 0 }: MockFileOptions = {}): File {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const part = typeof content === "string" ? content : content === undefined ? " ".repeat(size) : new Uint8Array(content);
  return new File([part], name, { type: type ?? types[extension] ?? "", lastModified });
}
