import { expect, test } from "vitest";
import { compileInline } from "../../compiler/compile.ts";
import { inlineTemplates } from "../../compiler/inline.ts";
import { inline } from "./inline.ts";
import { template } from "./template.ts";

const page = template<object, object>({ name: "counter.ts", reads: [], blocks: [], components: () => [], render() {} });

/** The tag as a generated module makes it. */
function tagFor(text: string) {
  const [found] = inlineTemplates(`import { live } from "./counter.live.js";\nlive\`${text}\`;`, "counter.ts").templates;
  if (found === undefined) throw new Error("There is no template.");
  const [, fingerprint = ""] = /inline\(template, "counter.live.ts", "(.+)"\)/.exec(compileInline(found).code ?? "") ?? [];
  return inline(page, "counter.live.ts", fingerprint);
}

test("a tag answers the template for the text that the compiler saw", () => {
  expect(tagFor("<p>Hi</p>")`<p>Hi</p>`).toBe(page);
  expect(tagFor("<p title='\\`'>\\u0041</p>")`<p title='\`'>A</p>`).toBe(page);
});

test("any other text says what to do", () => {
  expect(
    () => tagFor("<p>Hi</p>")`<p>Hello to all and everybody,
    wherever they are</p>`,
  ).toThrow(
    'The inline template "<p>Hello to all and everybody, wherever …" is not the one counter.live.ts was made of: run `livec build`, and call the tag in its own file.',
  );
});
