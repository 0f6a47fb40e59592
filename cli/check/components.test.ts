/** Mistakes with stateful components, and what `livec check` says of each: one error, where it is, and what to do. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadProject } from "../../project/load.ts";
import { Checker } from "./checker.ts";
import { compilerOptions } from "./project.testing.ts";
import { type LoadedTypeScript, loadTypeScript } from "./typescript.ts";

const FILES = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": JSON.stringify({ compilerOptions }),
  "note.live.html": `<script lang="ts">export interface Assigns { text: string; editing: boolean }</script>
<form :if={editing} live-submit="save" live-target={myself}><input name="text" value={text} aria-label="Text"></form>
<p :else>{text} <button live-click="edit" live-target={myself}>Edit</button><button live-click="drop" live-value-id={id}>Drop</button></p>
`,
  "note.ts": `import { defineComponent } from "livec/server";
import template from "./note.live.js";
export default defineComponent({
  template,
  mount: (_, props: { id: string; text: string }) => ({ text: props.text, editing: false }),
  events: {
    edit: (socket) => socket.assign({ editing: true }),
    save: (socket, { text }) => socket.assign({ text: String(text), editing: false }),
  },
});
`,
  "notes.live.html": `<script lang="ts">
import Note from "./note.js";
export interface Assigns { title: string; notes: readonly { id: string; text: string }[] }
</script>
<h1>{title}</h1>
<button live-click="clear">Clear</button>
<p :for={note of notes} :key={note.id}><Note id={note.id} text={note.text}/></p>
`,
  "notes.ts": `import { defineView } from "livec/server";
import Note from "./note.js";
import template from "./notes.live.js";
export default defineView({
  template,
  mount: () => ({ title: "Notes", notes: [{ id: "a", text: "Milk" }] }),
  events: {
    clear: (socket) => socket.sendUpdate(Note, { id: "a", text: "" }),
    drop: (socket, { id }) => socket.update("notes", (notes) => notes.filter((note) => note.id !== id)),
  },
});
`,
};

interface Mistake {
  readonly of: string;
  readonly file: keyof typeof FILES;
  readonly from: string;
  readonly to: string;
  /** File, and the text that is marked. */
  readonly at: readonly [keyof typeof FILES, string];
  readonly message: string;
  readonly fix?: string;
  readonly related?: readonly [string, number, string];
}

const MISTAKES: readonly Mistake[] = [
  {
    of: "a missing handler for what is aimed at myself",
    file: "note.ts",
    from: "edit:",
    to: "edti:",
    at: ["note.ts", "events"],
    message: "The component has no handler for `edit`, which its template aims at `myself`.",
    fix: "Did you mean `edit` where it says `edti`?",
    related: ["note.live.html", 3, "`edit` is bound here"],
  },
  {
    of: "no handlers at all",
    file: "note.ts",
    from: FILES["note.ts"].slice(FILES["note.ts"].indexOf("  events"), -4),
    to: "",
    at: ["note.ts", "{\n  template,\n  mount: (_, props: { id: string; text: string }) => ({ text: props.text, editing: false }),\n}"],
    message: "The component has no handler for `save`, `edit`, which its template aims at `myself`.",
    fix: "Add them to events.",
    related: ["note.live.html", 2, "`save` is bound here"],
  },
  {
    of: "a misspelt option",
    file: "note.ts",
    from: "events:",
    to: "evnts:",
    at: ["note.ts", "evnts"],
    message: "A component has no option `evnts`.",
    fix: "Did you mean `events`?",
  },
  {
    of: "a misspelt mount",
    file: "note.ts",
    from: "mount:",
    to: "muont:",
    at: ["note.ts", "muont"],
    message: "A component has no option `muont`.",
    fix: "Did you mean `mount`?",
  },
  {
    of: "a state that the template cannot be shown with",
    file: "note.ts",
    from: ", editing: false })",
    to: " })",
    at: ["note.ts", "mount"],
    message: "mount returns no `editing`, which the component's template needs.",
    fix: "Return it, or declare it optional in the template's Assigns.",
    related: ["note.live.html", 1, "`editing` is declared here"],
  },
  {
    of: "a prop of a wrong type",
    file: "notes.live.html",
    from: "text={note.text}",
    to: "text={1}",
    at: ["notes.live.html", "text"],
    message: "Type 'number' is not assignable to type 'string'.",
    related: [
      "note.ts",
      5,
      "The expected type comes from property 'text' which is declared here on type 'NoInfer<{ id: string; text: string; }>'",
    ],
  },
  {
    of: "a missing id",
    file: "notes.live.html",
    from: "<Note id={note.id}",
    to: "<Note",
    at: ["notes.live.html", "Note"],
    message: "The prop `id` is missing.",
    related: ["note.ts", 5, "'id' is declared here."],
  },
  {
    of: "a misspelt prop",
    file: "notes.live.html",
    from: "text={note.text}",
    to: "txet={note.text}",
    at: ["notes.live.html", "txet"],
    message: "Object literal may only specify known properties, and 'txet' does not exist in type '{ id: string; text: string; }'.",
    fix: "Did you mean `text`?",
  },
  {
    of: "an event that a component leaves to a view without a handler for it",
    file: "notes.ts",
    from: "drop:",
    to: "dorp:",
    at: ["notes.ts", "events"],
    message: "The view has no handler for `drop`, which its template sends.",
    fix: "Did you mean `drop` where it says `dorp`?",
    related: ["note.live.html", 3, "`drop` is bound here"],
  },
  {
    of: "myself in a view's template",
    file: "notes.live.html",
    from: 'live-click="clear"',
    to: 'live-click="clear" live-target={myself}',
    at: ["notes.ts", "template"],
    message: "The view's template uses `myself`, which only a component has.",
    fix: "Without live-target={myself} the event goes to the view.",
    related: ["notes.live.html", 6, "`myself` is used here"],
  },
  {
    of: "an id in a view's template",
    file: "notes.live.html",
    from: "<h1>{title}",
    to: "<h1>{title} {id}",
    at: ["notes.ts", "template"],
    message: "The view's template uses `id`, which only a component has.",
    fix: "Add `id` to the template's Assigns, or show it by defineComponent.",
    related: ["notes.live.html", 5, "`id` is used here"],
  },
  {
    of: "a misspelt prop in sendUpdate",
    file: "notes.ts",
    from: 'id: "a", text: "" }',
    to: 'id: "a", txet: "" }',
    at: ["notes.ts", "txet"],
    message:
      "Object literal may only specify known properties, and 'txet' does not exist in type 'Partial<NoInfer<{ id: string; text: string; }>> & { readonly id: ComponentId; }'.",
    fix: "Did you mean `text`?",
  },
];

let dir = "";
let checkers: Readonly<Record<"5.9" | "6", Checker>>;

beforeAll(async () => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "livec-components-")));
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(dir, file), text);
  const { default: older } = (await import("typescript-5")) as unknown as { readonly default: LoadedTypeScript["ts"] };
  const project = await loadProject(dir, ".");
  checkers = {
    "5.9": new Checker({ ts: older, version: "5.9.3" }, project, dir, undefined),
    "6": new Checker(await loadTypeScript(dir), project, dir, undefined),
  };
}, 30_000);

afterAll(() => rmSync(dir, { recursive: true }));

describe.each(["5.9", "6"] as const)("with TypeScript %s,", (version) => {
  test("what is right is not mentioned", { timeout: 20_000 }, () => {
    expect(checkers[version].check().diagnostics).toEqual([]);
  });

  test.each(MISTAKES)("$of is one error", { timeout: 20_000 }, ({ file, from, to, at: [place, marked], message, fix, related }) => {
    const text = FILES[file];
    expect(text).toContain(from);
    writeFileSync(join(dir, file), text.replace(from, to));
    const result = checkers[version].check();
    writeFileSync(join(dir, file), text);
    expect(
      result.diagnostics.map((found) => ({
        at: [found.file, result.sourceOf(found.file).slice(found.span.start, found.span.end)],
        message: found.message,
        fix: found.fix,
        related: found.related[0] && [found.related[0].file, found.related[0].line, found.related[0].message],
      })),
    ).toEqual([{ at: [place, marked], message, fix, related }]);
  });
});
