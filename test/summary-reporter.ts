import { writeSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/**
 * Makes `N passed, N failed` the last line of a run, after the report of coverage. A file that cannot be loaded counts
 * as failed.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed += 1;
        else if (state === "failed") failed += 1;
      }
    }
    // Other reporters still write when a run ends; at exit nobody does.
    process.once("exit", () => writeSync(1, `${passed} passed, ${failed} failed\n`));
  }
}
