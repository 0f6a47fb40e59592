/** Modules of templates on the disk, for editors and `tsc`; the app that runs has them from memory. */
import { compile } from "../../compiler/compile.ts";
import { formatDiagnostic } from "../../compiler/frame.ts";
import type { Project } from "../../project/load.ts";
import { Builder } from "../build/builder.ts";
import { createReporter, type Reporter } from "../build/report.ts";
import type { Environment } from "../environment.ts";

export class DiskBuild {
  readonly #builder: Builder;
  readonly #report: Reporter;
  /** Whether what is wrong was told already. */
  #told = false;

  constructor(project: Project, environment: Environment) {
    this.#builder = new Builder(project, compile);
    this.#report = createReporter(environment, false, formatDiagnostic);
  }

  /**
   * Writes what changed; `tells` says whether errors, once, are news here: templates that no page shows have them too.
   */
  build(tells: boolean): void {
    const result = this.#builder.build();
    if (!result.ok && tells && !this.#told) this.#report.result(result);
    this.#told = !result.ok;
  }
}
