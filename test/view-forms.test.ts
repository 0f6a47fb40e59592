/** The option `form` of a view: from the page's events to its template, and back. */
import { describe, expect, it } from "vitest";
import { settle, type TestSocket, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineView, type FormOf, type FormSchema, liveForm } from "../runtime-server/index.ts";
import { loadTemplate } from "./load-template.ts";

const rules = { name: { required: true, minLength: 2 }, email: { email: true } } as const;
interface Assigns {
  readonly form: FormOf<typeof rules>;
  readonly saved: string | null;
}
const template = loadTemplate<Assigns>(`<script lang="ts">
  export interface Assigns { form: { data: { name: string; email: string }; errors: { name?: string; email?: string } }; saved: string | null }
</script>
<form live-change="validateField" live-submit="submitForm">
  <input name="name" value={form.data.name}><p>{form.errors.name}</p>
  <input name="email" value={form.data.email}><p>{form.errors.email}</p>
</form><button live-click="resetForm">Again</button><output>{saved}</output>`);

const page = (options: object = {}) =>
  defineView({
    template,
    form: rules,
    mount: () => ({ saved: null as string | null }),
    formValid: (socket, form) => socket.assign({ saved: String(form.output.name) }),
    ...options,
  });

async function visit(
  view: ReturnType<typeof page>,
): Promise<{ socket: TestSocket; html: string; last(...frame: unknown[]): Promise<unknown> }> {
  const { app, server } = testApp();
  app.live("/", view);
  const visitor = new Visitor(server);
  const loaded = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(loaded);
  const last = async (...frame: unknown[]): Promise<unknown> => {
    socket.send(1, ...frame);
    await settle();
    return JSON.parse(socket.last ?? "null");
  };
  return { socket, html: String(loaded.response.body), last };
}

it("gives the form as an assign, and checks fields as they change", async () => {
  const { last } = await visit(page());
  expect(await last(2, "validateField", [{ name: "J", email: "" }, { _target: ["name"] }])).toEqual([
    1,
    2,
    [0, "J", 1, "Must be at least 2 characters."],
  ]);
  expect(await last(3, "validateField", [{ name: "Jo", email: "" }, { _target: ["name"] }])).toEqual([1, 3, [0, "Jo", 1, ""]]);
});

it("checks one field by its name and value", async () => {
  const { last } = await visit(page());
  expect(await last(2, "validateField", { field: "email", value: "bad" })).toEqual([1, 2, [2, "bad", 3, "Enter a valid email address"]]);
});

it("tells formValid of a form that is right, and formInvalid of any other", async () => {
  const view = page({ formInvalid: (socket: { assign(state: object): void }) => socket.assign({ saved: "no" }) });
  const { last } = await visit(view);
  expect(await last(2, "submitForm", [{ name: "", email: "jo@x.com" }, {}])).toEqual([
    1,
    2,
    [1, "This field is required.", 2, "jo@x.com", 4, "no"],
  ]);
  expect(await last(3, "submitForm", [{ name: "Jo", email: "jo@x.com" }, {}])).toEqual([1, 3, [0, "Jo", 1, "", 4, "Jo"]]);
  expect(await last(4, "resetForm")).toEqual([1, 4, [0, "", 2, ""]]);
});

it("is one for each visit", async () => {
  const view = page({ form: liveForm(rules, { initial: { name: "Ada" } }) });
  const first = await visit(view);
  await first.last(2, "validateField", [{ name: "", email: "" }, { _target: ["name"] }]);
  expect((await visit(view)).html).toContain('value="Ada"');
});

it("may come from mount, and its events may be handled otherwise", async () => {
  const view = page({
    mount: () => ({ saved: null, form: liveForm(rules, { initial: { name: "Bea" } }) }),
    events: { resetForm: (socket: { assign(state: object): void }) => socket.assign({ saved: "mine" }) },
  });
  const { html, last } = await visit(view);
  expect(html).toContain('value="Bea"');
  expect(await last(2, "resetForm")).toEqual([1, 2, [4, "mine"]]);
});

describe("without the option", () => {
  it("there are no such events", async () => {
    const view = page({ form: undefined as never as FormSchema, mount: () => ({ saved: null, form: liveForm(rules) }) });
    const { last } = await visit(view);
    expect(await last(2, "resetForm")).toEqual([1, 2, 0, { d: "an unknown event" }]);
  });
});

it("waits for validators that take their time, and shows nothing meanwhile", async () => {
  let answer: (message: string) => void = () => {};
  const taken = (): Promise<string> => new Promise((resolve) => (answer = resolve));
  const view = page({ form: liveForm({ name: { validators: [taken] }, email: {} } as never) });
  const { socket, last } = await visit(view);
  const before = socket.frames.length;
  await last(2, "submitForm", [{ name: "Jo", email: "" }, {}]);
  expect(socket.frames.length).toBe(before);
  answer("Taken.");
  await settle();
  expect(JSON.parse(socket.last ?? "")).toEqual([1, 2, [0, "Jo", 1, "Taken."]]);
});
