/** `livec/compiler`: templates to modules, without files or processes. */

export type { Mapping } from "./3-generate/segments.ts";
export type { SourceMap } from "./3-generate/sourcemap.ts";
export { type CompileOptions, type CompileResult, compile, compileInline } from "./compile.ts";
export type { Diagnostic, Severity } from "./diagnostics.ts";
export { formatDiagnostic } from "./frame.ts";
export type { BlockInfo, ExpressionInfo, SlotInfo } from "./info.ts";
export { type InlineFile, type InlineTemplate, inlineTemplates } from "./inline.ts";
export type { Level, Levels } from "./levels.ts";
export type { Span } from "./tree.ts";
