/** Components that show many of a kind. */
import { h } from "../markup.ts";
import { capital } from "../vary.ts";
import { type Archetype, button, NONE } from "./archetype.ts";

export const table: Archetype = (vary) => {
  const entity = vary.entity();
  const fields = vary.fields(vary.int(3, 7));
  return {
    ...NONE,
    types: { Row: { id: "number", selected: "boolean", ...Object.fromEntries(fields.map((field) => [field, "string"])) } },
    props: { rows: "readonly Row[]", sort: "string", descending: "boolean", page: "number", pages: "number" },
    helpers: ['const arrow = (descending: boolean): string => (descending ? "▼" : "▲");'],
    markup: [
      h(
        "table",
        { class: `table ${entity}s` },
        h("caption", {}, `{rows.length} ${entity}s, page {page} of {pages}`),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ...fields.map((field) =>
              h(
                "th",
                { scope: "col", class: `{{ sorted: sort === "${field}" }}` },
                h(
                  "button",
                  { type: "button", "live-click": "sort", "live-value-by": field },
                  `${capital(field)} {sort === "${field}" && arrow(descending)}`,
                ),
              ),
            ),
            h("th", { scope: "col" }, "Actions"),
          ),
        ),
        h(
          "tbody",
          {},
          h(
            "tr",
            { ":for": "{row of rows}", ":key": "{row.id}", class: "{{ selected: row.selected }}" },
            ...fields.map((field, index) =>
              index === 0
                ? h("td", {}, h("a", { href: `/${entity}s/{row.id}` }, `{row.${field}}`))
                : h("td", { class: `column-${field}` }, `{row.${field}}`),
            ),
            h(
              "td",
              {},
              button("Edit", "edit", { "live-value-id": "{row.id}" }),
              button("Remove", "remove", { "live-value-id": "{row.id}" }),
            ),
          ),
        ),
      ),
      h("p", { ":if": "{rows.length === 0}", class: "empty" }, `${vary.sentence()}: no ${entity}s.`),
      h(
        "nav",
        { ":else": true, "aria-label": "Pages" },
        button("Previous", "page", { "live-value-to": "{page - 1}", disabled: "{page <= 1}" }),
        button("Next", "page", { "live-value-to": "{page + 1}", disabled: "{page >= pages}" }),
      ),
    ],
  };
};

export const list: Archetype = (vary) => {
  const entity = vary.entity();
  const [first = "title", second = "notes"] = vary.fields(2);
  return {
    ...NONE,
    types: { Item: { id: "string", [first]: "string", [second]: "string | null", done: "boolean", tags: "readonly string[]" } },
    props: { items: "readonly Item[]", filter: '"all" | "open" | "done"', left: "number" },
    markup: [
      h("h2", { class: "list-title" }, `${capital(entity)}s `, h("span", { class: "count" }, "{left} left")),
      h(
        "ul",
        { class: "list" },
        h(
          "li",
          { ":for": "{item of items}", ":key": "{item.id}", id: `${entity}-{item.id}`, class: '{["item", { done: item.done }]}' },
          h("input", {
            type: "checkbox",
            checked: "{item.done}",
            "aria-label": "Done",
            "live-click": "toggle",
            "live-value-id": "{item.id}",
          }),
          h("strong", {}, `{item.${first}}`),
          h("p", { ":if": `{item.${second} !== null}`, class: "details" }, `{item.${second}}`),
          h("ul", { class: "tags" }, h("li", { ":for": "{tag of item.tags}", ":key": "{tag}", class: "tag" }, "#{tag}")),
          button("×", "remove", { "live-value-id": "{item.id}", "aria-label": `Remove this ${entity}` }),
        ),
      ),
      h(
        "footer",
        { class: "filters" },
        ...["all", "open", "done"].map((name) =>
          button(capital(name), "filter", { "live-value-by": name, "aria-pressed": `{filter === "${name}" ? "true" : "false"}` }),
        ),
      ),
    ],
  };
};

export const thread: Archetype = (vary) => ({
  ...NONE,
  imports: ["Avatar"],
  types: {
    Reply: { id: "number", author: "string", text: "string", likes: "number" },
    Comment: { id: "number", author: "string", text: "string", at: "string", own: "boolean", replies: "readonly Reply[]" },
  },
  props: { comments: "readonly Comment[]", draft: "string", me: "string", locked: "boolean" },
  markup: [
    h("h2", {}, `{comments.length} ${vary.entity()} {comments.length === 1 ? "comment" : "comments"}`),
    h(
      "ol",
      { class: "thread" },
      h(
        "li",
        {
          ":for": "{comment of comments}",
          ":key": "{comment.id}",
          id: "comment-{comment.id}",
          class: "{{ comment: true, own: comment.own }}",
        },
        h("Avatar", { name: "{comment.author}", size: String(vary.int(24, 64)) }),
        h("b", {}, "{comment.author}"),
        h("time", { datetime: "{comment.at}" }, "{comment.at}"),
        h("p", {}, "{comment.text}"),
        h(
          "div",
          { ":if": "{comment.own && !locked}", class: "actions" },
          button("Edit", "edit", { "live-value-id": "{comment.id}" }),
          button("Delete", "delete", { "live-value-id": "{comment.id}" }),
        ),
        h(
          "ol",
          { ":if": "{comment.replies.length > 0}", class: "replies" },
          h(
            "li",
            { ":for": "{reply of comment.replies}", ":key": "{reply.id}" },
            h("b", {}, "{reply.author}"),
            h("span", {}, "{reply.text}"),
            button("♥ {reply.likes}", "like", { "live-value-id": "{reply.id}", disabled: "{reply.author === me}" }),
          ),
        ),
      ),
    ),
    h("p", { ":if": "{locked}", class: "locked" }, `${vary.sentence(4, 9)}.`),
    h(
      "form",
      { ":else": true, class: "reply", "live-submit": "comment" },
      h("label", {}, "Your comment ", h("input", { name: "text", value: "{draft}", maxlength: String(vary.int(100, 900)) })),
      h("button", { class: "button primary" }, "Send as {me}"),
    ),
  ],
});
