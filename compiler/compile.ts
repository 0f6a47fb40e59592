/** The compiler: one template in, one TypeScript module out. A pure function of source and options. */
import { parse } from "./1-parse/parse.ts";
import { analyse } from "./2-analyse/analyse.ts";
import type { Editor } from "./3-generate/editor.ts";
import { defaultHash, type Hash } from "./3-generate/fingerprint.ts";
import { generate } from "./3-generate/module.ts";
import type { Mapping } from "./3-generate/segments.ts";
import type { SourceMap } from "./3-generate/sourcemap.ts";
import { type Outline, outlineOf } from "./4-link/outline.ts";
import { type Diagnostic, Reporter } from "./diagnostics.ts";
import { Excerpt } from "./excerpt.ts";
import { type BlockInfo, blockInfos } from "./info.ts";
import type { InlineTemplate } from "./inline.ts";
import { applyLevels, type Levels } from "./levels.ts";
import { lint } from "./lint/lint.ts";
import type { Span } from "./tree.ts";

export interface CompileOptions {
  /** Path of the template, as diagnostics shall show it. Its last part names the template in the module. */
  readonly file: string;
  /** Prefix of bindings; default `live-`. */
  readonly bindingPrefix?: string;
  /** What the module imports its constructors from; default `livec/template`. */
  readonly runtime?: string;
  /** What becomes of warnings, by code; others stay warnings. */
  readonly diagnostics?: Levels;
  /**
   * SHA-256 of a text, as base64url, by which blocks are named. Node's own by default; needed where there is no Node.
   */
  readonly hash?: Hash;
  /**
   * For development: a name for the template that no other has. When the module is evaluated again, the new template
   * takes the place of the one evaluated before; `app.refresh` then shows it.
   */
  readonly hot?: string;
}

export interface CompileResult {
  /** The module; `undefined` when any diagnostic is an error. */
  readonly code: string | undefined;
  /** Source map of the module, version 3. */
  readonly map: SourceMap | undefined;
  /**
   * Which ranges of the module came from which of the template, for tools that need more than a source map tells; empty
   * when there is no code.
   */
  readonly mappings: readonly Mapping[];
  /** All diagnostics, in source order. */
  readonly diagnostics: readonly Diagnostic[];
  /** What became of the markup, the template itself first; empty when there is no code. */
  readonly blocks: readonly BlockInfo[];
  /** Literal names of the events the template sends, aimed at `myself` or not, without those of its components. */
  readonly events: readonly string[];
  /** What comes with each of these events: names and types, as its markup tells them. */
  readonly payloads: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What others need to know of its markup, and what it uses: see `checkLinks`; `undefined` when there is no code. */
  readonly outline: Outline | undefined;
}

/**
 * Compiles a template.
 *
 * @example
 * const { code, map, diagnostics } = compile("<p>Hello {name}</p>", { file: "hello.live.html" });
 */
export function compile(source: string, options: CompileOptions): CompileResult {
  return compileExcerpt(Excerpt.whole(source), options, undefined);
}

/**
 * Compiles a template that stands in a TypeScript file; all places are places there. Its module exports the tag
 * besides.
 *
 * @example
 * const { templates, diagnostics } = inlineTemplates(source, "counter.ts");
 * const results = templates.map((template) => compileInline(template));
 */
export function compileInline(template: InlineTemplate, options: Omit<CompileOptions, "file"> = {}): CompileResult {
  return compileExcerpt(template.excerpt, { ...options, file: template.file }, template);
}

/** Compiles a template to the module that an editor asks about. */
export function compileForEditor(source: string, options: CompileOptions, editor: Editor): CompileResult {
  return compileExcerpt(Excerpt.whole(source), options, undefined, editor);
}

function compileExcerpt(excerpt: Excerpt, options: CompileOptions, inline: InlineTemplate | undefined, editor?: Editor): CompileResult {
  const { file, bindingPrefix, runtime = "livec/template", hash = defaultHash, hot } = options;
  const source = excerpt.text;
  const parsed = parse(source, file, bindingPrefix);
  const reporter = new Reporter(file, source);
  const analysis = analyse(parsed.template, reporter, {
    ...(bindingPrefix !== undefined && { bindingPrefix }),
    ...(inline !== undefined && { surroundings: inline.surroundings }),
  });
  const broken = parsed.diagnostics.some(({ severity }) => severity === "error");
  if (!broken) lint(parsed.template, analysis, reporter, bindingPrefix);
  const found = reporter.sorted().filter(({ code }) => !broken || !NEEDS_SCRIPT.has(code));
  const all = [...parsed.diagnostics, ...found].sort((a, b) => a.span.start - b.span.start);
  const levelled = applyLevels(all, parsed.template.ignores, options.diagnostics ?? {});
  const diagnostics = inline === undefined ? levelled : levelled.map((diagnostic) => inFile(diagnostic, excerpt));
  if (diagnostics.some(({ severity }) => severity === "error")) return failure(diagnostics);
  const name = baseName(file);
  const { code, map, mappings, blocks } = generate(parsed.template, analysis, { name, runtime, hash, hot, excerpt, inline, editor });
  const payloads = new Map([...analysis.events, ...analysis.aimedEvents].map(([event, { payload }]) => [event, payload]));
  const outline = outlineOf(parsed.template, analysis.localNames, excerpt);
  let infos: readonly BlockInfo[] | undefined;
  return {
    code,
    map,
    mappings,
    diagnostics,
    /** Only made where somebody looks at it, which a build does not. */
    get blocks() {
      infos ??= blockInfos(blocks, analysis.assigns, excerpt);
      return infos;
    },
    events: [...payloads.keys()],
    payloads,
    outline,
  };
}

/** A diagnostic of a text, at its place in the file. */
function inFile(diagnostic: Diagnostic, excerpt: Excerpt): Diagnostic {
  const { related } = diagnostic;
  const moved = <P extends { readonly span: Span }>(place: P): P => ({
    ...place,
    span: excerpt.span(place.span),
    ...excerpt.position(place.span.start),
  });
  return { ...moved(diagnostic), ...(related !== undefined && { related: related.map(moved) }) };
}

/** The last part of a path, fit for a comment. */
function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1).replace(/[\r\n\u2028\u2029]/g, " ");
}

/** Diagnostics that may only follow from a script that was not understood. */
const NEEDS_SCRIPT: ReadonlySet<string> = new Set(["LC4001", "LC4002"]);

function failure(diagnostics: readonly Diagnostic[]): CompileResult {
  return { code: undefined, map: undefined, mappings: [], diagnostics, blocks: [], events: [], payloads: new Map(), outline: undefined };
}
