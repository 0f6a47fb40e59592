/** The examples of the catalogue, as templates. */

import { checkLinks } from "../4-link/link.ts";
import type { Entry, Sample } from "../catalogue.ts";
import { compile, compileInline } from "../compile.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { inlineTemplates } from "../inline.ts";
import type { Span } from "../tree.ts";

export interface Example {
  readonly source: string;
  /** The source, or what is shown in its place where it is too long. */
  readonly shown: string;
  /** Where its diagnostic is: in the catalogue it stands between « and ». */
  readonly place: Span | undefined;
}

/** Takes the marks out of an example. */
export function readSample(sample: Sample): Example {
  if (typeof sample !== "string") return { source: sample.source(), shown: sample.shown, place: undefined };
  const start = sample.indexOf("«");
  const source = sample.replace(/[«»]/g, "");
  return { source, shown: source, place: start === -1 ? undefined : { start, end: sample.indexOf("»") - 1 } };
}

/** What follows from a snippet that leaves out its script. */
const NEEDS_SCRIPT: ReadonlySet<string> = new Set(["LC4001", "LC4002"]);

/**
 * What the compiler says to an example of a code. An example need not declare what it reads, unless that is what it
 * shows.
 */
export function diagnose(
  code: string,
  source: string,
  { beside = {}, file = "example.live.html" }: Pick<Entry, "beside" | "file">,
): readonly Diagnostic[] {
  if (file.endsWith(".ts")) {
    const { templates, diagnostics } = inlineTemplates(source, file);
    return [...diagnostics, ...templates.flatMap((template) => compileInline(template).diagnostics)];
  }
  const results = Object.entries({ ...beside, [file]: source }).map(([name, text]) => [name, compile(text, { file: name })] as const);
  const outlines = new Map(results.flatMap(([name, { outline }]) => (outline === undefined ? [] : [[name, outline] as const])));
  const found = [...results.flatMap(([, { diagnostics }]) => diagnostics), ...checkLinks(outlines)];
  return found.filter((one) => one.code === code || !NEEDS_SCRIPT.has(one.code));
}

/** The diagnostic that an entry's wrong example shows. */
export function wrongDiagnostic(code: string, entry: Entry): Diagnostic | undefined {
  return diagnose(code, readSample(entry.wrong).source, entry).find((found) => found.code === code);
}
