/** TypeScript as Node runs it: types become spaces, so that lines and columns stay. */
import * as nodeModule from "node:module";
import { UsageError } from "../project/usage.ts";

export type Strip = (code: string) => string;

/** Node's own, from 22.13 on. */
interface WithStrip {
  readonly stripTypeScriptTypes?: Strip;
}

/**
 * What takes types out: Node itself where it can, else `ts-blank-space`. What the result throws says where code is more
 * than types (an `enum`, a `namespace`).
 *
 * @throws {UsageError} where there is neither
 */
export async function typeStripper(): Promise<Strip> {
  const { stripTypeScriptTypes: own } = nodeModule as WithStrip;
  if (own !== undefined) return own;
  const { default: blankSpace } = await import("ts-blank-space").catch(() => {
    throw new UsageError(
      `Node ${process.versions.node} does not run TypeScript. Install what takes types out (npm install --save-dev ts-blank-space typescript), or use Node 22.18.`,
    );
  });
  return (code) =>
    blankSpace(code, ({ kind, pos }) => {
      const line = code.slice(0, pos).split("\n").length;
      throw new SyntaxError(
        `Line ${line}: TypeScript that is more than types (an enum, a namespace, …; kind ${kind}) does not run as it is.`,
      );
    });
}
