/** The nine pages of the gallery, and every event they send, in the order a visitor might. */
import type { View } from "livec/server";
import counter from "../../fixtures/gallery/views/counter.ts";
import dashboard from "../../fixtures/gallery/views/dashboard.ts";
import fields from "../../fixtures/gallery/views/fields.ts";
import form from "../../fixtures/gallery/views/form.ts";
import home from "../../fixtures/gallery/views/home.ts";
import table from "../../fixtures/gallery/views/table.ts";
import tabs from "../../fixtures/gallery/views/tabs.ts";
import todos from "../../fixtures/gallery/views/todos.ts";
import wire from "../../fixtures/gallery/views/wire.ts";

export interface Step {
  /** An event, or `tick`, which the dashboard's clock sends. */
  readonly event: string;
  readonly payload: { readonly [name: string]: string | string[] };
}

export interface Scenario {
  readonly page: string;
  readonly view: View;
  readonly steps: readonly Step[];
}

const step = (event: string, payload: Step["payload"] = {}): Step => ({ event, payload });

const typed = { name: "Ada", email: "ada@", plan: "Copper", password: "" };
const registration = { ...typed, email: "ada@example.com", plan: "Brass", password: "correct horse 4 Ever", terms: "on" };

const steps: { readonly [page: string]: readonly Step[] } = {
  home: [step("inc"), step("inc")],
  counter: [
    step("inc"),
    step("dec"),
    step("dec"),
    step("inc", { by: "10" }),
    step("dec", { by: "100" }),
    step("same"),
    step("reset"),
    step("reset"),
  ],
  todos: [
    step("toggle", { id: "1" }),
    step("add", { title: "measure" }),
    step("add", { title: " " }),
    step("filter", { filter: "active" }),
    step("toggle", { id: "2" }),
    step("filter", { filter: "done" }),
    step("filter", { filter: "all" }),
    step("remove", { id: "3" }),
    step("clear"),
  ],
  table: [
    step("swap"),
    step("reverse"),
    step("shuffle"),
    step("sort"),
    step("select", { id: "5" }),
    step("select", { id: "500" }),
    step("update"),
    step("remove", { id: "5" }),
    step("prepend"),
    step("append", { count: "1000" }),
    step("clear"),
    step("create", { count: "1000" }),
  ],
  fields: [step("prepend"), step("reverse"), step("shuffle"), step("update"), step("remove", { id: "3" })],
  form: [
    step("validateField", { ...typed, name: "A", _target: ["name"] }),
    step("validateField", { ...typed, _target: ["name"] }),
    step("validateField", { ...typed, name: "", _target: ["name"] }),
    step("validateField", { ...typed, _target: ["email"] }),
    step("validateField", { ...typed, password: "corr", _target: ["password"] }),
    step("validateField", { ...typed, password: "correct", plan: "Brass", _target: ["plan"] }),
    step("validateField", { ...typed, password: "correct", plan: "Brass", terms: "on", _target: ["terms"] }),
    step("submitForm", { ...registration, email: "ada@" }),
    step("submitForm", registration),
    step("resetForm"),
  ],
  dashboard: [
    step("tick"),
    step("tick"),
    step("toggle"),
    step("tick"),
    step("toggle"),
    step("speed", { speed: "5" }),
    step("tick"),
    step("tick"),
  ],
  tabs: [
    step("show", { topic: "branches" }),
    step("poke"),
    step("open"),
    step("poke"),
    step("close"),
    step("open"),
    step("close"),
    step("show", { topic: "lists" }),
  ],
  wire: [step("inc"), step("say"), step("say"), step("lamp"), step("lamp"), step("bead"), step("rotate"), step("unbead"), step("nothing")],
};

const views = { home, counter, todos, table, fields, form, dashboard, tabs, wire };

export const scenarios: readonly Scenario[] = Object.entries(views).map(([page, view]) => ({
  page,
  view: view as unknown as View,
  steps: steps[page] ?? [],
}));
