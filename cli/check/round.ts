/** One check: from TypeScript's diagnostics to diagnostics. */
import type ts from "typescript";
import { origin } from "../../compiler/5-editor/origin.ts";
import { Lines } from "../../compiler/positions.ts";
import { type CheckDiagnostic, fromDiagnostic, type Place } from "./diagnostic.ts";
import { hint, outsideHint } from "./hints.ts";
import { listsAround, nodeAt } from "./syntax.ts";
import { tagMistake } from "./tags.ts";
import type { TemplateModules, VirtualModule } from "./templates.ts";
import type { TypeScript } from "./typescript.ts";
import { definitionAround, viewMistake } from "./views.ts";

/** Related places shown with a diagnostic. */
const MAX_RELATED = 3;
/** Errors that follow from a list that cannot be gone over, about its items. */
const UNKNOWN_ITEM = 18046;
/** Errors that follow from a definition that TypeScript cannot make sense of, about parameters without a type. */
const IMPLICIT_ANY_CODES: ReadonlySet<number> = new Set([7006, 7031]);
/** A template in a CommonJS package: ECMAScript syntax where `require` is asked for. */
const COMMONJS_CODES: ReadonlySet<number> = new Set([1286, 1287, 1295]);

export class Round {
  readonly diagnostics: CheckDiagnostic[] = [];
  unplaced = 0;
  inCommonJs = false;
  readonly #ts: TypeScript;
  readonly #program: ts.Program;
  readonly #templates: TemplateModules;
  readonly #nameOf: (path: string) => string;

  constructor(ts: TypeScript, program: ts.Program, templates: TemplateModules, nameOf: (path: string) => string) {
    this.#ts = ts;
    this.#program = program;
    this.#templates = templates;
    this.#nameOf = nameOf;
  }

  take(file: ts.SourceFile, diagnostics: readonly ts.Diagnostic[]): void {
    const module = this.#templates.at(file.fileName);
    this.diagnostics.push(...(module?.diagnostics ?? []).map(fromDiagnostic));
    if (module?.broken === true) return;
    const told = diagnostics.filter(
      (each) => !this.#follows(each, diagnostics) && !this.#repeats(each, diagnostics) && !this.#followsMistake(each, diagnostics),
    );
    for (const diagnostic of told) {
      if (module !== undefined && COMMONJS_CODES.has(diagnostic.code)) this.inCommonJs = true;
      else this.diagnostics.push(this.#shown(file, diagnostic, module));
    }
  }

  /** True for an error about the items of a list that is an error itself, or whose name is. */
  #follows({ file, start = 0, length = 0, code, messageText }: ts.Diagnostic, all: readonly ts.Diagnostic[]): boolean {
    const ts = this.#ts;
    if (file === undefined || (code !== UNKNOWN_ITEM && !/\bunknown\b/.test(ts.flattenDiagnosticMessageText(messageText, "\n"))))
      return false;
    const lists = listsAround(ts, nodeAt(ts, file, start, length)).filter((list) => list.getStart() !== start);
    return lists.some(
      (list) =>
        all.some((other) => other.start === list.getStart()) ||
        (this.#program.getTypeChecker().getTypeAtLocation(list).flags & ts.TypeFlags.Any) !== 0,
    );
  }

  /** True for a module that is missing where a generated module names it once more, to have its events. */
  #repeats({ file, start = 0, length = 0, code, messageText }: ts.Diagnostic, all: readonly ts.Diagnostic[]): boolean {
    const ts = this.#ts;
    if (file === undefined || !ts.isImportTypeNode(nodeAt(ts, file, start, length).parent?.parent ?? file)) return false;
    return all.some((other) => other.code === code && (other.start ?? 0) < start && other.messageText === messageText);
  }

  /** True for an error about the type of a parameter in a definition that has a mistake. */
  #followsMistake({ file, start = 0, length = 0, code }: ts.Diagnostic, all: readonly ts.Diagnostic[]): boolean {
    if (file === undefined || !IMPLICIT_ANY_CODES.has(code)) return false;
    const definition = definitionAround(this.#ts, nodeAt(this.#ts, file, start, length));
    const inside = ({ start: at = 0 }: ts.Diagnostic): boolean =>
      definition !== undefined && definition.getStart() <= at && at < definition.end;
    return all.some((other) => inside(other) && viewMistake(this.#ts, this.#program.getTypeChecker(), other) !== undefined);
  }

  #shown(file: ts.SourceFile, diagnostic: ts.Diagnostic, module: VirtualModule | undefined): CheckDiagnostic {
    const ts = this.#ts;
    const checker = this.#program.getTypeChecker();
    const { start = 0, length = 0, code, relatedInformation = [] } = diagnostic;
    const [message = "", ...details] = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n").split("\n");
    const place = this.#place(file, start, length);
    if (module !== undefined && origin(module.mappings, start, length) === undefined) this.unplaced++;
    const base = {
      ...place,
      code: `TS${code}`,
      severity: diagnostic.category === ts.DiagnosticCategory.Error ? ("error" as const) : ("warning" as const),
    };
    const mistake = module === undefined ? viewMistake(ts, checker, diagnostic) : undefined;
    if (mistake !== undefined) {
      const { asked, ...told } = mistake;
      const related = asked.map(({ name, message }) => ({
        ...this.#place(name.getSourceFile(), name.getStart(), name.getWidth()),
        message,
      }));
      return { ...base, ...told, details: [], related };
    }
    const ofTag = module === undefined ? undefined : tagMistake(ts, checker, nodeAt(ts, file, start, length), [message, ...details]);
    if (ofTag !== undefined) return { ...base, ...ofTag, details: [], related: this.#related(file, relatedInformation) };
    const fix = outsideHint(ts, diagnostic, module) ?? hint(ts, checker, diagnostic, [message, ...details].join("\n"));
    const related = this.#related(file, relatedInformation);
    return { ...base, message, details: details.map((line) => line.trim()), ...(fix === undefined ? {} : { fix }), related };
  }

  #related(file: ts.SourceFile, places: readonly ts.DiagnosticRelatedInformation[]): CheckDiagnostic["related"] {
    return places
      .filter((place) => place.file !== undefined && !place.file.isDeclarationFile)
      .slice(0, MAX_RELATED)
      .map((place) => ({
        ...this.#place(place.file ?? file, place.start ?? 0, place.length ?? 0),
        message: this.#ts.flattenDiagnosticMessageText(place.messageText, " "),
      }));
  }

  /** A place of the program as a person knows it; code of our own is led to where the template begins. */
  #place(file: ts.SourceFile, start: number, length: number): Place {
    const module = this.#templates.at(file.fileName);
    if (module === undefined) {
      const { line, character } = file.getLineAndCharacterOfPosition(start);
      return { file: this.#nameOf(file.fileName), span: { start, end: start + length }, line: line + 1, column: character + 1 };
    }
    const span = origin(module.mappings, start, length) ?? { start: module.start, end: module.start };
    return { file: this.#nameOf(module.file), span, ...new Lines(module.source).position(span.start) };
  }
}
