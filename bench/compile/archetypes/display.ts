/** Components that show one thing. */
import { h } from "../markup.ts";
import { capital } from "../vary.ts";
import { type Archetype, button, NONE } from "./archetype.ts";

export const card: Archetype = (vary) => {
  const entity = vary.entity();
  const fields = vary.fields(vary.int(2, 6));
  return {
    ...NONE,
    imports: ["Badge"],
    types: {
      Data: {
        id: "number",
        name: "string",
        image: "string",
        state: '"new" | "active" | "closed"',
        ...Object.fromEntries(fields.map((field) => [field, "string | number"])),
      },
    },
    props: { [entity]: "Data", progress: "number", editable: "boolean" },
    markup: [
      h(
        "article",
        { class: `card {${entity}.state}`, id: `${entity}-{${entity}.id}` },
        h("img", { src: `{${entity}.image}`, alt: `{${entity}.name}`, width: "320", height: "180", loading: "lazy" }),
        h(
          "header",
          { class: "card-header" },
          h("h3", {}, `{${entity}.name}`),
          h("Badge", { kind: `{${entity}.state}` }, `{${entity}.state}`),
        ),
        h("dl", {}, ...fields.flatMap((field) => [h("dt", {}, capital(field)), h("dd", {}, `{${entity}.${field}}`)])),
        h("div", { class: "bar" }, h("div", { class: "bar-value", style: { width: "`${progress}%`", opacity: "progress > 0 ? 1 : 0.5" } })),
        h("p", {}, `${vary.sentence(4, 12)}: {progress}% of {${entity}.${fields[0]}}.`),
        h(
          "footer",
          { ":if": "{editable}", class: "card-footer" },
          button("Edit", "edit", { "live-value-id": `{${entity}.id}` }),
          button("Archive", "archive", { "live-value-id": `{${entity}.id}` }),
        ),
      ),
    ],
  };
};

export const details: Archetype = (vary) => {
  const entity = vary.entity();
  const fields = vary.fields(vary.int(4, 10));
  return {
    ...NONE,
    types: {
      Data: {
        id: "number",
        owner: "{ name: string; email: string } | null",
        ...Object.fromEntries(fields.map((field) => [`${field}Text`, "string | null"])),
      },
    },
    props: { [entity]: "Data | null", loading: "boolean", error: "string | null", currency: "string", total: "number" },
    helpers: ["const money = (amount: number, currency: string): string => `${amount.toFixed(2)} ${currency}`;"],
    markup: [
      h("p", { ":if": "{loading}", class: "spinner", "aria-busy": "true" }, `${vary.sentence(1, 3)} …`),
      h("p", { ":else-if": "{error !== null}", class: "error", role: "alert" }, "{error} ", button("Try again", "reload")),
      h(
        "section",
        { ":else-if": `{${entity}}`, class: entity },
        h("h1", {}, `${capital(entity)} {${entity}.id}`),
        h(
          "table",
          {},
          h(
            "tbody",
            {},
            ...fields.map((field) =>
              h(
                "tr",
                {},
                h("th", { scope: "row" }, capital(field)),
                h("td", { class: `{{ missing: ${entity}.${field}Text === null }}` }, `{${entity}.${field}Text ?? "–"}`),
              ),
            ),
          ),
        ),
        h("p", { ":if": `{${entity}.owner}` }, "Owned by ", h("a", { href: `mailto:{${entity}.owner.email}` }, `{${entity}.owner.name}`)),
        h("p", { class: "total" }, `Total: {money(total, currency)}`),
      ),
      h("p", { ":else": true }, `There is no such ${entity}.`),
    ],
  };
};

export const article: Archetype = (vary) => ({
  ...NONE,
  types: { Link: { href: "string", label: "string" } },
  props: { title: "string", author: "string", minutes: "number", related: "readonly Link[]", bookmarked: "boolean" },
  markup: [
    h(
      "article",
      { class: "prose" },
      h("h1", {}, "{title}"),
      h("p", { class: "byline" }, 'By {author}, {minutes} {minutes === 1 ? "minute" : "minutes"}'),
      ...Array.from({ length: vary.int(3, 9) }, (_, index) => {
        const text = `${vary.sentence(12, 40)}.`;
        if (index % 4 === 3) return h("blockquote", {}, h("p", {}, text, h("br", {}), h("cite", {}, "{author}")));
        return vary.chance(25)
          ? h("h2", { id: `section-${index}` }, vary.sentence(2, 5))
          : h("p", {}, text, " ", h("em", {}, vary.sentence(1, 4)), ".");
      }),
      h("hr", {}),
      h(
        "button",
        { type: "button", class: "{{ bookmark: true, active: bookmarked }}", "live-click": "bookmark" },
        '{bookmarked ? "Bookmarked" : "Bookmark"}',
      ),
      h(
        "aside",
        { ":if": "{related.length > 0}" },
        h("h2", {}, "Related"),
        h(
          "ul",
          {},
          h("li", { ":for": "{link of related}", ":key": "{link.href}" }, h("a", { href: "{link.href}", rel: "related" }, "{link.label}")),
        ),
      ),
    ),
  ],
});
