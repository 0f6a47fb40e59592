/** JSON of a client: how deep and how much of it is taken, and into what. */

/** Why a frame was refused, in words for the log and the page. */
export class BadFrame extends Error {
  override readonly name = "BadFrame";
}

export interface JsonLimits {
  /** Nesting of arrays and objects. */
  readonly frameDepth: number;
  /** Names and items, all together. */
  readonly frameNames: number;
}

/** A value that was checked; its objects have no prototype. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** An object without members, and without a prototype. Nobody can add any. */
export const NO_VALUES: JsonObject = Object.freeze(Object.create(null) as JsonObject);

const forbiddenNames = new Set(["__proto__", "constructor", "prototype"]);

/** Throws {@link BadFrame} for a name that means something to JavaScript. */
export function checkName(name: string): string {
  if (forbiddenNames.has(name)) throw new BadFrame(`the name ${name} in a payload`);
  return name;
}

/** The value of a JSON text, not yet checked but for its depth; `undefined` where it is malformed. */
export function parseJson(text: string, depth: number): unknown {
  checkDepth(text, depth);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How much may still be taken. */
export class Budget {
  #left: number;

  constructor({ frameNames }: JsonLimits) {
    this.#left = frameNames;
  }

  /** Throws {@link BadFrame} when there is nothing left. */
  take(): void {
    if (--this.#left < 0) throw new BadFrame("more names and items than frameNames");
  }
}

/** A deep copy whose objects have no prototype, so that no name in it means anything to JavaScript. */
export function copyObject(value: unknown, budget: Budget): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadFrame("a payload that is no object");
  const copy = Object.create(null) as Record<string, Json>;
  for (const [name, item] of Object.entries(value)) copy[checkName(name)] = copyValue(item, budget);
  return copy;
}

export function copyValue(value: unknown, budget: Budget): Json {
  budget.take();
  if (Array.isArray(value)) return value.map((item) => copyValue(item, budget));
  if (typeof value === "object" && value !== null) return copyObject(value, budget);
  return value as string | number | boolean | null;
}

/** Looks at brackets only, before the parser builds (and a logger walks) what they nest. */
function checkDepth(text: string, most: number): void {
  // Each level takes two brackets, or it is not JSON: a click's frame is too short to be nested too deep.
  if (text.length < 2 * (most + 1)) return;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 92) i++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      if (++depth > most) throw new BadFrame("values nested deeper than frameDepth");
    } else if (code === 93 || code === 125) depth--;
  }
}
