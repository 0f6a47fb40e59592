/** Memory: what a view keeps of a table of a thousand rows, rows included. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { makeRows } from "./states.ts";
import { load } from "./templates.ts";

const VIEWS = 200;

export interface Kept {
  /** Bytes per view: the rows, and all that is kept of them. */
  readonly view: number;
  /** Of which the rows alone. */
  readonly rows: number;
}

export function measureMemory(): Kept {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  const template = load<{ rows: ReturnType<typeof makeRows> }>("table");
  const bytesOf = (make: () => unknown): number => {
    make();
    gc();
    const before = process.memoryUsage().heapUsed;
    const kept = Array.from({ length: VIEWS }, make);
    gc();
    const bytes = (process.memoryUsage().heapUsed - before) / VIEWS;
    return kept.length === VIEWS ? bytes : 0;
  };
  const rows = bytesOf(() => makeRows(1000));
  const view = bytesOf(() => {
    const rendering = new Rendering(template);
    rendering.mount({ rows: makeRows(1000) });
    rendering.html();
    return rendering;
  });
  return { view, rows };
}
