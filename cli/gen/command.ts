/** `livec gen`: what is made once and then belongs to the project. */
import { randomBytes } from "node:crypto";
import { didYouMean } from "../../base/suggest.ts";
import { UsageError } from "../../project/usage.ts";
import type { Command } from "../command.ts";
import { type Environment, Exit } from "../environment.ts";

const kinds: { readonly [name: string]: (args: readonly string[], environment: Environment) => Promise<Exit> } = {
  live: async (args, environment) => (await import("./live/command.ts")).genLive(args, environment),
  secret,
};

export const gen: Command = {
  name: "gen",
  summary: "make pages for rows of data (livec gen live Article title:string …), or a secret",
  operands: ["<what>", "[arguments…]"],
  choices: Object.keys(kinds),
  options: {},
  details: [
    "livec gen live Article title:string body:text published:boolean makes pages to list, search, show and edit articles,",
    "a repository in memory or SQLite, and tests. Fields are string, text, boolean, integer, number or date.",
    "livec gen secret prints a key for LIVEC_SECRET: 32 random bytes.",
  ].join("\n"),
  run(call, environment) {
    const [kind = "", ...args] = call.operands;
    const make = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (make !== undefined) return make(args, environment);
    const names = Object.keys(kinds);
    throw new UsageError(`livec gen makes no "${kind}".${didYouMean(kind, names) || ` It makes: ${names.join(", ")}.`}`);
  },
};

/** Bytes of a secret: as many as the keys made of it have. */
const SECRET_BYTES = 32;

function secret([unexpected]: readonly string[], { stdout }: Environment): Promise<Exit> {
  if (unexpected !== undefined) throw new UsageError(`Unexpected argument "${unexpected}". See livec gen --help.`);
  stdout.write(`${randomBytes(SECRET_BYTES).toString("base64url")}\n`);
  return Promise.resolve(Exit.ok);
}
