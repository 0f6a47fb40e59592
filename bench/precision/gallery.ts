/** The gallery's templates, compiled here with their uses of names wrapped. */
import { readFile } from "node:fs/promises";
import tsBlankSpace from "ts-blank-space";
import { compile } from "../../compiler/compile.ts";
import type { Template } from "../../runtime-server/rendering/contract.ts";
import type { Block } from "../../runtime-server/rendering/slot.ts";
import * as livec from "../../runtime-server/template.ts";
import { type Inputs, instrumented } from "./inputs.ts";

const gallery = new URL("../../fixtures/gallery/", import.meta.url);

/** What reports call a slot. */
export interface SlotName {
  /** `table.live.html:47 class` */
  readonly name: string;
  /** False where nothing of its own is evaluated: `<slot/>`, a component without dynamic props. */
  readonly hasExpressions: boolean;
}

/** Templates by their path in the gallery, each compiled once. */
export class Templates {
  readonly #inputs: Inputs;
  readonly #loaded: Map<string, Promise<Template>> = new Map();
  readonly #slots: Map<Block, readonly SlotName[]> = new Map();

  constructor(inputs: Inputs) {
    this.#inputs = inputs;
  }

  load(path: string): Promise<Template> {
    const url = new URL(path, gallery).href;
    const loaded = this.#loaded.get(url) ?? this.#load(url);
    this.#loaded.set(url, loaded);
    return loaded;
  }

  slot(block: Block, slot: number, value?: number): SlotName {
    const found = this.#slots.get(block)?.[slot];
    if (found === undefined) throw new RangeError(`No slot ${slot} in block ${block.fingerprint}.`);
    return value === undefined ? found : { ...found, name: `${found.name} value ${value}` };
  }

  async #load(url: string): Promise<Template> {
    const file = url.slice(url.lastIndexOf("/") + 1);
    const { code, blocks } = compile(await readFile(new URL(url), "utf8"), { file });
    if (code === undefined) throw new Error(`${url} does not compile.`);
    const script = tsBlankSpace(code);
    const modules: { [specifier: string]: unknown } = { "livec/template": livec };
    for (const [, specifier = ""] of script.matchAll(/^\s*import .*? from "(\..*?)";/gm)) {
      const target = new URL(specifier, url).href;
      modules[specifier] = target.endsWith(".live.js")
        ? { default: await this.load(target.replace(/\.js$/, ".html")) }
        : await import(/* @vite-ignore */ target.replace(/\.js$/, ".ts"));
    }
    const template = new Function("modules", "read", instrumented(script))(modules, this.#inputs.read) as Template;
    for (const [index, block] of template.blocks.entries()) {
      const slots = blocks[index]?.slots ?? [];
      this.#slots.set(
        block,
        slots.map(({ kind, name, line, expressions }) => ({
          name: `${file}:${line} ${name ?? kind}`,
          hasExpressions: expressions.length > 0,
        })),
      );
    }
    return template;
  }
}
