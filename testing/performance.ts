/** What an action takes, and limits on it. */
import type { Page } from "./page.ts";
import { type Evaluated, since } from "./tally.ts";

/** Nothing of it may be more. */
export interface PerformanceLimits {
  /** Real milliseconds, which depend on the machine. */
  readonly maxMs?: number;
  /** Bytes of frames, both ways, before compression. */
  readonly maxBytes?: number;
  /** Expressions that the page's views evaluated. */
  readonly maxEvaluated?: number;
  /** Queries, as `queries` counts them. */
  readonly maxQueries?: number;
  /** Answers how many queries there were so far: a counter around your database. */
  readonly queries?: () => number;
}

/** What an action took. */
export interface Measured extends Evaluated {
  readonly ms: number;
  /** Bytes of frames from the page to the server, before compression. */
  readonly bytesUp: number;
  /** Bytes of frames from the server to the page, before compression. */
  readonly bytesDown: number;
  readonly queries: number;
}

/** Does `action` and throws where it took more than is allowed. */
export async function measured(limits: PerformanceLimits, action: () => unknown, page?: Page): Promise<Measured> {
  const { queries = () => 0 } = limits;
  if (limits.maxQueries !== undefined && limits.queries === undefined) {
    throw new TypeError("maxQueries needs queries: a function that answers how many there were so far.");
  }
  const frames = page?.wire.frames.length ?? 0;
  const [evaluated, asked, began] = [page?.evaluated, queries(), performance.now()];
  await action();
  const ms = performance.now() - began;
  await page?.rest();
  const sent = page?.wire.frames.slice(frames) ?? [];
  const bytes = (side: string): number =>
    sent.filter(({ from }) => from === side).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const work = page === undefined || evaluated === undefined ? { slots: 0, expressions: 0, rows: 0 } : since(evaluated, page.evaluated);
  const took: Measured = { ms, bytesUp: bytes("page"), bytesDown: bytes("server"), queries: queries() - asked, ...work };
  refuse(took, limits);
  return took;
}

/**
 * A test that fails where it takes longer than `maxMs` real milliseconds, or more queries than `maxQueries`.
 *
 * @example
 * test("search", performanceTest({ maxMs: 50, maxQueries: 3, queries: () => db.count }, async () => { … }));
 */
export function performanceTest(
  limits: Pick<PerformanceLimits, "maxMs" | "maxQueries" | "queries">,
  test: () => unknown,
): () => Promise<void> {
  return async () => void (await measured(limits, test));
}

function refuse(took: Measured, { maxMs, maxBytes, maxEvaluated, maxQueries }: PerformanceLimits): void {
  const bytes = took.bytesUp + took.bytesDown;
  const over = [
    maxMs !== undefined && took.ms > maxMs && `${took.ms.toFixed(1)} ms, ${maxMs} are allowed`,
    maxBytes !== undefined && bytes > maxBytes && `${bytes} bytes (${took.bytesUp} up, ${took.bytesDown} down), ${maxBytes} are allowed`,
    maxEvaluated !== undefined && took.expressions > maxEvaluated && `${took.expressions} expressions, ${maxEvaluated} are allowed`,
    maxQueries !== undefined && took.queries > maxQueries && `${took.queries} queries, ${maxQueries} are allowed`,
  ].filter((line) => line !== false);
  if (over.length > 0) throw new Error(`It took too much: ${over.join("; ")}.`);
}
