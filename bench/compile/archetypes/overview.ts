/** Components around and above others. */
import { h } from "../markup.ts";
import { capital } from "../vary.ts";
import { type Archetype, button, NONE } from "./archetype.ts";

export const navigation: Archetype = (vary) => {
  const links = Array.from({ length: vary.int(4, 9) }, () => vary.entity());
  return {
    ...NONE,
    types: { User: { name: "string", avatar: "string", admin: "boolean" } },
    props: { path: "string", user: "User | null", unread: "number" },
    helpers: ["const isIn = (path: string, start: string): boolean => path === start || path.startsWith(`${start}/`);"],
    markup: [
      h(
        "header",
        { class: "top" },
        h("a", { href: "/", class: "logo", "aria-label": "Home" }, capital(vary.entity())),
        h(
          "nav",
          { "aria-label": "Main" },
          h(
            "ul",
            {},
            ...links.map((link) =>
              h(
                "li",
                { class: `{{ current: isIn(path, "/${link}s") }}` },
                h("a", { href: `/${link}s`, "aria-current": `{path === "/${link}s" ? "page" : undefined}` }, `${capital(link)}s`),
              ),
            ),
            h("li", { ":if": "{user?.admin}" }, h("a", { href: "/admin", class: "admin" }, "Administration")),
          ),
        ),
        h(
          "div",
          { ":if": "{user}", class: "user" },
          h("img", { src: "{user.avatar}", alt: "", width: "32", height: "32" }),
          h("span", {}, "{user.name}"),
          h("span", { ":if": "{unread > 0}", class: "badge" }, '{unread > 99 ? "99+" : unread}'),
          button("Log out", "logout"),
        ),
        h("a", { ":else": true, href: "/login", class: "button" }, "Log in"),
      ),
    ],
  };
};

export const dashboard: Archetype = (vary) => {
  const figures = vary.fields(vary.int(3, 8));
  return {
    ...NONE,
    types: { Figure: { value: "number", before: "number", unit: "string" } },
    props: { ...Object.fromEntries(figures.map((name) => [name, "Figure"])), updated: "string", live: "boolean" },
    helpers: ["const change = (figure: Figure): number => Math.round(((figure.value - figure.before) / figure.before) * 100);"],
    markup: [
      h("h1", {}, `${capital(vary.entity())}s`),
      h("p", { class: "{{ status: true, live }}" }, "Updated {updated}", h("span", { ":if": "{live}", class: "dot" }, "●")),
      h(
        "div",
        { class: "grid" },
        ...figures.map((name) =>
          h(
            "section",
            { class: `{["figure", change(${name}) < 0 && "down"]}` },
            h("h2", {}, capital(name)),
            h("output", { title: `{${name}.before} before` }, `{${name}.value.toLocaleString()} {${name}.unit}`),
            h("small", { ":if": `{change(${name}) !== 0}` }, `{change(${name})}%`),
          ),
        ),
      ),
    ],
  };
};

export const chart: Archetype = (vary) => {
  const height = vary.int(80, 240);
  return {
    ...NONE,
    types: { Bar: { name: "string", value: "number", color: "string" } },
    props: { bars: "readonly Bar[]", max: "number", unit: "string", selected: "string | null" },
    helpers: [`const scaled = (value: number, max: number): number => (max === 0 ? 0 : Math.round((value / max) * ${height}));`],
    markup: [
      h(
        "figure",
        { class: "chart" },
        h(
          "svg",
          { viewBox: `0 0 320 ${height}`, width: "320", height: String(height), role: "img", "aria-label": `${vary.sentence(2, 5)}` },
          h(
            "g",
            { ":for": "{bar of bars}", ":key": "{bar.name}", class: "{{ bar: true, selected: bar.name === selected }}" },
            h("rect", {
              x: "0",
              y: `{${height} - scaled(bar.value, max)}`,
              width: "20",
              height: "{scaled(bar.value, max)}",
              fill: "{bar.color}",
            }),
            h("text", { x: "10", y: String(height - 4) }, "{bar.name}"),
          ),
        ),
        h("figcaption", {}, `${vary.sentence(3, 9)}, in {unit}`),
      ),
      h(
        "ul",
        { class: "legend" },
        h(
          "li",
          { ":for": "{bar of bars}", ":key": "{bar.name}" },
          h("span", { class: "swatch", style: { background: "bar.color" } }),
          button("{bar.name}: {bar.value} {unit}", "select", { "live-value-name": "{bar.name}" }),
        ),
      ),
    ],
  };
};
