/** For tests: where a source map says that a piece of code comes from. */
import { SourceMap, type SourceMapPayload } from "node:module";

/** The source and the rest of its line from the place on that `text` in the code comes from. */
export function originOf(code: string, map: string, text: string): readonly [source: string, rest: string] {
  const payload = JSON.parse(map) as SourceMapPayload;
  const lines = code.slice(0, code.indexOf(text)).split("\n");
  const entry = new SourceMap(payload).findEntry(lines.length - 1, lines.at(-1)?.length ?? 0);
  if (!("originalSource" in entry)) return ["", ""];
  const { originalSource, originalLine, originalColumn } = entry;
  const source = payload.sourcesContent[payload.sources.indexOf(originalSource)] ?? "";
  return [originalSource, source.split("\n")[originalLine]?.slice(originalColumn) ?? ""];
}
