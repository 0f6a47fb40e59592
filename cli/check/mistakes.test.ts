/** Mistakes, and what `livec check` says of each: where, what, and what to do. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadProject } from "../../project/load.ts";
import { Checker, type CheckResult } from "./checker.ts";
import { compilerOptions } from "./project.testing.ts";
import { type LoadedTypeScript, loadTypeScript } from "./typescript.ts";

const SCRIPT = `<script lang="ts">
  import Badge from "./badge.live.js";
  import Empty from "./empty.live.js";
  import Panel from "./panel.live.js";
  import { shout } from "./shout.js";
  export interface Assigns {
    name: string; nick?: string | null; when: Date; user: { name: string; age: number }; tags: string[];
    shape: { kind: "circle"; r: number } | { kind: "caption"; text: string }; later: Promise<string>; count: number;
  }
</script>
<Badge kind="muted"/><Empty/><Panel/>{shout("")}
`;

const BADGE = `<script lang="ts">
  export interface Assigns { kind: "muted" | "loud"; count?: number; when?: Date }
</script>
<button class="badge {kind}" live-click="dismiss">{count}</button>
`;

const PANEL = `<script lang="ts">
  export interface Slots { header: { label: string; n: number } }
</script>
<slot name="header" label="a" n={1}/>
`;
const SLOTS = '<script lang="ts">export interface Slots { header: { label: string; n: number } }</script>\n';

/** A line of a template, `^` beneath the place that must be named, and what is said. */
interface Mistake {
  readonly of: string;
  readonly line: string;
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly details?: readonly string[];
  readonly fix?: string;
  readonly related?: string;
}

const MISTAKES: readonly Mistake[] = [
  {
    of: "a misspelt assign",
    line: "<p>{nmae}</p>",
    at: "    ^^^^",
    code: "TS2339",
    message: "Property 'nmae' does not exist on type 'Assigns'.",
    fix: "Did you mean `name`?",
  },
  {
    of: "an assign remembered wrongly, where the type tells which was meant",
    line: "<p :for={x of tagged} :key={x}>{x}</p>",
    at: "              ^^^^^^",
    code: "TS2339",
    message: "Property 'tagged' does not exist on type 'Assigns'.",
    fix: "Did you mean `tags`?",
  },
  {
    of: "an assign that nothing resembles",
    line: "<p>{zebra}</p>",
    at: "    ^^^^^",
    code: "TS2339",
    message: "Property 'zebra' does not exist on type 'Assigns'.",
    fix: "Add `zebra` to Assigns.",
  },
  {
    of: "a misspelt member",
    line: "<p>{name.lenght}</p>",
    at: "         ^^^^^^",
    code: "TS2551",
    message: "Property 'lenght' does not exist on type 'string'. Did you mean 'length'?",
  },
  {
    of: "a member on a later line of an expression",
    line: "<p>{user.name +\n    user.agee}</p>",
    at: "\n         ^^^^",
    code: "TS2551",
    message: "Property 'agee' does not exist on type '{ name: string; age: number; }'. Did you mean 'age'?",
    related: "'age' is declared here.",
  },
  {
    of: "a value that may be missing",
    line: "<p>{nick.length}</p>",
    at: "    ^^^^",
    code: "TS18049",
    message: "'nick' is possibly 'null' or 'undefined'.",
  },
  {
    of: "narrowing by the wrong member",
    line: '<p :if={shape.kind === "circle"}>{shape.text}</p>',
    at: "                                        ^^^^",
    code: "TS2339",
    message: "Property 'text' does not exist on type '{ kind: \"circle\"; r: number; }'.",
  },
  {
    of: "a comparison that can never be true",
    line: '<p :if={shape.kind === "square"}>x</p>',
    at: "        ^^^^^^^^^^^^^^^^^^^^^^^",
    code: "TS2367",
    message: 'This comparison appears to be unintentional because the types \'"circle" | "caption"\' and \'"square"\' have no overlap.',
  },
  {
    of: "the text of a Date",
    line: "<p>{when}</p>",
    at: "    ^^^^",
    code: "TS2345",
    message: "Argument of type 'Date' is not assignable to parameter of type 'TextValue'.",
    fix: "Say how a date is to be written: {when.toLocaleDateString()} or {when.toISOString()}.",
  },
  {
    of: "an object among the texts of an attribute",
    line: '<p title="{name}: {user}">x</p>',
    at: "                   ^^^^",
    code: "TS2345",
    message: "Argument of type '{ name: string; age: number; }' is not assignable to parameter of type 'TextValue'.",
    fix: "Show one of its properties: {user.name}, {user.age}.",
  },
  {
    of: "the text of a list",
    line: "<p>{tags}</p>",
    at: "    ^^^^",
    code: "TS2345",
    message: "Argument of type 'string[]' is not assignable to parameter of type 'TextValue'.",
    fix: 'Show a list with :for, or join it to a text: {[...tags].join(", ")}.',
  },
  {
    of: "the text of a promise",
    line: "<p>{later}</p>",
    at: "    ^^^^^",
    code: "TS2345",
    message: "Argument of type 'Promise<string>' is not assignable to parameter of type 'TextValue'.",
    fix: "Wait for it in the view, and assign what it resolves to.",
    related: "Did you forget to use 'await'?",
  },
  {
    of: "a function that is not called",
    line: "<p>{name.trim}</p>",
    at: "    ^^^^^^^^^",
    code: "TS2345",
    message: "Argument of type '() => string' is not assignable to parameter of type 'TextValue'.",
    fix: "It is a function: call it, {name.trim()}.",
    related: "Did you mean to call this expression?",
  },
  {
    of: "a :for over a number",
    line: "<p :for={x of count} :key={x}>{x}</p>",
    at: "              ^^^^^",
    code: "TS2345",
    message: "Argument of type 'number' is not assignable to parameter of type 'Items<any>'.",
    fix: "A :for goes over arrays, sets, maps and whatever else is iterable. To count, use Array(count).keys().",
  },
  {
    of: "a :for over an object",
    line: "<p :for={x of user} :key={x.id}>{x.name}</p>",
    at: "              ^^^^",
    code: "TS2345",
    message: "Argument of type '{ name: string; age: number; }' is not assignable to parameter of type 'Items<any>'.",
    fix: "A :for goes over arrays, sets, maps and whatever else is iterable. Of an object, take Object.entries(user).",
  },
  {
    of: "a key of a wrong type",
    line: "<p :for={x of [when]} :key={x}>x</p>",
    at: "                            ^",
    code: "TS2345",
    message: "Argument of type '(x: Date) => Date' is not assignable to parameter of type 'KeyOf<Date>'.",
    details: ["Type 'Date' is not assignable to type 'Key'."],
    fix: "A :key tells rows apart by a string or a number: use the item's id.",
  },
  {
    of: "a wrong argument to an imported function",
    line: "<p>{shout(count)}</p>",
    at: "          ^^^^^",
    code: "TS2345",
    message: "Argument of type 'number' is not assignable to parameter of type 'string'.",
  },
  {
    of: "an import that does not exist",
    line: "<p>{shout.loud}</p>",
    at: "          ^^^^",
    code: "TS2339",
    message: "Property 'loud' does not exist on type '(text: string) => string'.",
  },
  {
    of: "a wrong literal in a prop",
    line: '<Badge kind="quiet"/>',
    at: "       ^^^^",
    code: "TS2322",
    message: 'Type \'"quiet"\' is not assignable to type \'"muted" | "loud"\'.',
    related: "The expected type comes from property 'kind' which is declared here on type 'NoInfer<Assigns>'",
  },
  {
    of: "a wrong expression in a prop",
    line: '<Badge kind="muted" count={name}/>',
    at: "                    ^^^^^",
    code: "TS2322",
    message: "Type 'string' is not assignable to type 'number'.",
    related: "The expected type comes from property 'count' which is declared here on type 'NoInfer<Assigns>'",
  },
  {
    of: "a missing prop",
    line: "<Badge/>",
    at: " ^^^^^",
    code: "TS2345",
    message: "The prop `kind` is missing.",
    related: "'kind' is declared here.",
  },
  {
    of: "a missing prop beside others",
    line: "<Badge count={count}/>",
    at: " ^^^^^",
    code: "TS2345",
    message: "The prop `kind` is missing.",
    related: "'kind' is declared here.",
  },
  {
    of: "a misspelt prop",
    line: '<Badge kind="muted" cuont={1}/>',
    at: "                    ^^^^^",
    code: "TS2561",
    message:
      "Object literal may only specify known properties, but 'cuont' does not exist in type 'Assigns'. Did you mean to write 'count'?",
  },
  {
    of: "an unknown prop, where the type tells which was meant",
    line: '<Badge kind="muted" time={when}/>',
    at: "                    ^^^^",
    code: "TS2353",
    message: "Object literal may only specify known properties, and 'time' does not exist in type 'Assigns'.",
    fix: "Did you mean `when`? It takes such a value.",
  },
  {
    of: "content for a component without a slot",
    line: "<Empty>Some text</Empty>",
    at: " ^^^^^",
    code: "TS2322",
    message: "<Empty> has no <slot/>: this content would not be shown.",
    fix: "It takes no content.",
  },
  {
    of: "content for a slot by a misspelt name",
    line: '<Panel><template slot="heaader">A</template></Panel>',
    at: "                       ^^^^^^^",
    code: "TS2561",
    message: '<Panel> has no <slot name="heaader"/>: this content would not be shown.',
    fix: "Did you mean `header`?",
  },
  {
    of: "a slot that hands less back than it declares",
    line: `${SLOTS}<slot name="header" n={1}/>`,
    at: "            ^^^^^^",
    code: "TS2345",
    message: "The slot `header` does not hand back `label`, as Slots declares.",
    fix: 'Write <slot name="header" label={…}/>.',
    related: "'label' is declared here.",
  },
  {
    of: "a slot that hands nothing back",
    line: `${SLOTS}<p><slot name="header"/></p>`,
    at: "               ^^^^^^",
    code: "TS2554",
    message: "The slot `header` does not hand back `label` and `n`, as Slots declares.",
    fix: 'Write <slot name="header" label={…} n={…}/>.',
    related: "An argument for 'fallback' was not provided.",
  },
  {
    of: "a slot that is not declared",
    line: `${SLOTS}<slot name="haeder"/>`,
    at: "            ^^^^^^",
    code: "TS2345",
    message: "Slots declares no `haeder`.",
    fix: "Did you mean `header`?",
  },
  {
    of: "an unused import",
    line: '<script lang="ts">import { rest } from "./shout.js"; export type Assigns = {}</script>',
    at: "                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    code: "TS6133",
    message: "'rest' is declared but its value is never read.",
  },
  {
    of: "a module that does not exist",
    line: '<script lang="ts">import Card from "./card.live.js";</script><Card/>',
    at: "                                   ^^^^^^^^^^^^^^^^",
    code: "TS2307",
    message: "Cannot find module './card.live.js' or its corresponding type declarations.",
  },
  {
    of: "a type error in the script itself",
    line: '<script lang="ts">\n  const n: number = "1";\n  export type Assigns = {};\n</script>{n}',
    at: "\n        ^",
    code: "TS2322",
    message: "Type 'string' is not assignable to type 'number'.",
  },
  {
    of: "a value that cannot be spread",
    line: "<p {...count}>x</p>",
    at: "       ^^^^^",
    code: "TS2345",
    message: "Argument of type 'number' is not assignable to parameter of type '{ readonly [name: string]: unknown; }'.",
  },
];

const FILES: { readonly [file: string]: string } = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": JSON.stringify({ compilerOptions }),
  "badge.live.html": BADGE,
  "panel.live.html": PANEL,
  "empty.live.html": "<p>Nothing.</p>",
  "shout.ts": "export const shout = (text: string): string => text;\nexport const rest = 1;\n",
  ...Object.fromEntries(MISTAKES.map(({ line }, index) => [`m${index}.live.html`, line.startsWith("<script") ? line : SCRIPT + line])),
};

let dir = "";
let result: CheckResult;

beforeAll(async () => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "livec-check-")));
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(dir, file), text);
  result = new Checker(await loadTypeScript(dir), await loadProject(dir, "."), dir, undefined).check();
}, 30_000);

afterAll(() => rmSync(dir, { recursive: true }));

describe("in a template,", () => {
  test.each(MISTAKES)("$of is told at its place", ({ line, at, code, message, details = [], fix, related }) => {
    const index = MISTAKES.findIndex((mistake) => mistake.line === line);
    const errors = result.diagnostics.filter(({ file, severity }) => file === `m${index}.live.html` && severity === "error");
    const mark = at.split("\n").at(-1) ?? "";
    const first = line.startsWith(SLOTS) ? 2 : line.startsWith("<script") ? 1 : SCRIPT.split("\n").length;
    expect(
      errors.map((found) => ({
        at: [found.line, found.column, found.span.end - found.span.start],
        code: found.code,
        message: found.message,
        details: found.details,
        fix: found.fix,
        related: found.related[0]?.message,
      })),
    ).toEqual([
      { at: [first + at.split("\n").length - 1, mark.indexOf("^") + 1, mark.trim().length], code, message, details, fix, related },
    ]);
  });

  test("TypeScript 5.9 finds the same at the same places", { timeout: 20_000 }, async () => {
    const { default: ts } = (await import("typescript-5")) as unknown as { readonly default: LoadedTypeScript["ts"] };
    const older = new Checker({ ts, version: "5.9.3" }, await loadProject(dir, "."), dir, undefined).check();
    const places = ({ diagnostics }: CheckResult) => diagnostics.map(({ file, span, code, fix }) => ({ file, span, code, fix }));
    expect(places(older)).toEqual(places(result));
    expect(older.unplaced).toBe(0);
  });

  test("no error is left without a place", () => expect(result.unplaced).toBe(0));
  test("what is right is not mentioned", () => {
    const files = result.diagnostics.filter(({ severity }) => severity === "error").map(({ file }) => file);
    expect(files).toEqual(expect.not.arrayContaining(["badge.live.html", "empty.live.html", "shout.ts"]));
  });
});
