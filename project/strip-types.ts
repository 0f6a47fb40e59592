/** TypeScript as Node runs it: types become spaces, so that lines and columns stay. */
import * as nodeModule from "node:module";
import { UsageError } from "./usage.ts";

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
  const { default: blankSpace } = await import("ts-blank-space").catch(missing);
  return (code) =>
    blankSpace(code, ({ kind, pos }) => {
      const line = code.slice(0, pos).split("\n").length;
      throw new SyntaxError(
        `Line ${line}: TypeScript that is more than types (an enum, a namespace, …; kind ${kind}) does not run as it is.`,
      );
    });
}

/**
 * Lets this process import TypeScript, where Node does not by itself.
 *
 * @throws {UsageError} where what takes the types out is not installed
 */
export async function registerTypeScript(): Promise<void> {
  const { typescript } = process.features as { typescript?: unknown };
  if (!typescript) await import("ts-blank-space/register").catch(missing);
}

function missing(): never {
  throw new UsageError(
    `Node ${process.versions.node} does not run TypeScript. Install what takes types out, npm install --save-dev ts-blank-space, or use Node 22.18.`,
  );
}
