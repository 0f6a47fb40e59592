/** Components that people fill in and decide with. */
import { h } from "../markup.ts";
import { capital } from "../vary.ts";
import { type Archetype, button, NONE } from "./archetype.ts";

export const form: Archetype = (vary) => {
  const entity = vary.entity();
  const fields = vary.fields(vary.int(3, 8));
  const type = { email: "email", website: "url", phone: "tel", quantity: "number", weight: "number" } as Readonly<Record<string, string>>;
  return {
    ...NONE,
    types: {
      Values: Object.fromEntries(fields.map((field) => [field, "string"])),
      Errors: Object.fromEntries(fields.map((field) => [`${field}?`, "string"])),
    },
    props: { values: "Values", errors: "Errors", saving: "boolean", valid: "boolean", notice: "string | null" },
    markup: [
      h(
        "form",
        { class: `form form-${entity}`, "live-change": "validate", "live-submit": "save", novalidate: true },
        h("h2", {}, `Edit this ${entity}`),
        h("p", { ":if": "{notice !== null}", class: "notice", role: "status" }, "{notice}"),
        ...fields.map((field) =>
          h(
            "div",
            { class: `{{ field: true, invalid: errors.${field} !== undefined }}` },
            h("label", { for: `${entity}-${field}` }, capital(field)),
            h("input", {
              id: `${entity}-${field}`,
              name: field,
              type: type[field] ?? "text",
              value: `{values.${field}}`,
              autocomplete: "off",
            }),
            h("small", { ":if": `{errors.${field}}`, class: "error" }, `{errors.${field}}`),
            ...(vary.chance(40) ? [h("small", { ":else": true, class: "hint" }, `${vary.sentence(3, 8)}.`)] : []),
          ),
        ),
        h(
          "footer",
          { class: "form-actions" },
          button("Cancel", "cancel"),
          h("button", { type: "submit", class: "button primary", disabled: "{!valid || saving}" }, '{saving ? "Saving …" : "Save"}'),
        ),
      ),
    ],
  };
};

export const settings: Archetype = (vary) => {
  const groups = Array.from(new Set(Array.from({ length: vary.int(2, 4) }, () => vary.entity())));
  return {
    ...NONE,
    types: { Option: { value: "string", label: "string" } },
    props: {
      ...Object.fromEntries(groups.map((group) => [group, "boolean"])),
      language: "string",
      languages: "readonly Option[]",
      theme: "string",
      saved: "boolean",
    },
    markup: [
      h(
        "form",
        { class: "settings", "live-change": "change" },
        ...groups.map((group) =>
          h(
            "fieldset",
            { class: `{{ group: true, off: !${group} }}` },
            h("legend", {}, `${capital(group)}s`),
            h("label", {}, h("input", { type: "checkbox", name: group, checked: `{${group}}` }), ` ${vary.sentence(3, 8)}`),
            h("p", { ":if": `{!${group}}`, class: "hint" }, `${vary.sentence(4, 10)}.`),
          ),
        ),
        h(
          "label",
          {},
          "Language ",
          h(
            "select",
            { name: "language" },
            h(
              "option",
              {
                ":for": "{option of languages}",
                ":key": "{option.value}",
                value: "{option.value}",
                selected: "{option.value === language}",
              },
              "{option.label}",
            ),
          ),
        ),
        h(
          "fieldset",
          {},
          h("legend", {}, "Theme"),
          ...["light", "dark", "system"].map((theme) =>
            h(
              "label",
              {},
              h("input", { type: "radio", name: "theme", value: theme, checked: `{theme === "${theme}"}` }),
              ` ${capital(theme)}`,
            ),
          ),
        ),
        h("p", { ":if": "{saved}", role: "status" }, "Saved."),
      ),
    ],
  };
};

export const modal: Archetype = (vary) => {
  const entity = vary.entity();
  return {
    ...NONE,
    props: { open: "boolean", title: "string", body: "string", danger: "boolean", busy: "boolean", attempts: "number" },
    markup: [
      button(`Delete the ${entity}`, "open", { "aria-expanded": '{open ? "true" : "false"}' }),
      h(
        "div",
        { ":if": "{open}", class: "backdrop" },
        h(
          "div",
          { class: '{["modal", { danger, busy }]}', role: "dialog", "aria-modal": "true", "aria-labelledby": `${entity}-title` },
          h(
            "header",
            { class: "modal-header" },
            h("h2", { id: `${entity}-title` }, "{title}"),
            button("×", "close", { "aria-label": "Close" }),
          ),
          h(
            "div",
            { class: "modal-body" },
            h("p", {}, "{body}"),
            ...Array.from({ length: vary.int(1, 4) }, () => h("p", { class: "small" }, `${vary.sentence(6, 16)}.`)),
            h("p", { ":if": "{attempts > 3}", class: "warning", role: "alert" }, `{attempts} attempts: ${vary.sentence(3, 6)}.`),
            h("p", { ":else-if": "{attempts > 0}", class: "hint" }, "Tried {attempts} times."),
          ),
          h(
            "footer",
            { class: "modal-footer" },
            button("Cancel", "close"),
            button('{busy ? "Deleting …" : "Delete"}', "confirm", { disabled: "{busy}" }),
          ),
        ),
      ),
    ],
  };
};
