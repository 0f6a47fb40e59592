import { describe, expect, it, test } from "vitest";
import { nameDefinitions } from "./definitions.ts";

const server = 'import { defineComponent, defineView as view } from "livec/server";\n';
const named = (code: string): string | undefined => nameDefinitions(server + code, "a.ts")?.code.slice(server.length);
const tail = '\nimport { hot as __livecHot } from "livec/template";\n';

describe("definitions of a module", () => {
  it.each([
    ["export default view({ template });", 'export default __livecHot("a.ts#default", view({ template }));'],
    ["const Row = defineComponent({});\nexport { Row };", 'const Row = __livecHot("a.ts#Row", defineComponent({}));\nexport { Row };'],
    ["export const A = view({ a: 1 as number });", 'export const A = __livecHot("a.ts#A", view({ a: 1 as number }));'],
    ["export default view<X>({}) as View;", 'export default __livecHot("a.ts#default", view<X>({})) as View;'],
  ])("%s is given a name", (code, expected) => {
    expect(named(code)).toBe(expected + tail);
  });

  it.each([
    ["a function of that name from elsewhere", 'import { defineView } from "other";\nexport default defineView({});'],
    ["no definition", "export const view2 = () => view({});"],
    ["a variable that may change", "export let A = view({});"],
    ["code that cannot be parsed", "export default view({"],
  ])("%s: nothing is named", (_, code) => {
    expect(named(code)).toBeUndefined();
  });

  it("a module that does not speak of livec/server is not parsed", () => {
    expect(nameDefinitions("export default (", "a.ts")).toBeUndefined();
  });
});

test.each([
  ["export default view({});", true],
  ["const A = view({});\nexport default A;", true],
  ["export const A = view({});\nexport type B = string;\nexport interface C {}", true],
  ["const A = view({});\ntype B = 1;\nexport { A, type B };\nexport type { C } from './c.js';", true],
  ["const helper = 1;\nexport default view({});", true],
  ["export const helper = 1;\nexport default view({});", false],
  ["export default view({});\nexport function help() {}", false],
  ["const A = view({});\nexport default { A };", false],
  ["const A = view({});\nexport { A as B, other };\nconst other = 1;", false],
  ["export const A = view({});\nexport * from './b.js';", false],
  ["export const A = view({});\nexport { B } from './b.js';", false],
])("%s is replaceable: %s", (code, expected) => {
  expect(nameDefinitions(server + code, "a.ts")?.replaceable).toBe(expected);
});
