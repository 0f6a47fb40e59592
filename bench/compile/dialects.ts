/** One component in three languages, laid out as people write it. */
import { type Attributes, type Component, type Markup, pieces, soleCode, type Tag } from "./markup.ts";

interface Dialect {
  readonly text: (text: string) => string;
  readonly attributes: (attributes: Attributes) => readonly string[];
  /**
   * The lines of an element, and of the control flow around it where that is no attribute; `next` is what follows the
   * element.
   */
  readonly around: (element: readonly string[], tag: Tag, next: Markup | undefined) => readonly string[];
}

/** Where a line of attributes or of content is broken. */
const MAX_COLUMNS = 100;
const VOID: ReadonlySet<string> = new Set(["br", "hr", "img", "input"]);
const PAYLOAD = "live-value-";
/** What the others listen to, for a binding of livec. */
const EVENTS: ReadonlyMap<string, string> = new Map([
  ["live-click", "click"],
  ["live-change", "input"],
  ["live-submit", "submit"],
]);

export function toLivec({ imports, types, props, helpers, markup }: Component): string {
  const script = [
    ...imports.map((name) => `import ${name} from "./${name.toLowerCase()}.live.js";`),
    ...declarations("export interface", { ...types, Assigns: props }),
    ...helpers,
  ];
  const dialect: Dialect = {
    text: (text) => text,
    attributes: (attributes) =>
      Object.entries(attributes).map(([name, value]) => plain(name, typeof value === "object" ? `{${object(value)}}` : value)),
    around: (element) => element,
  };
  return file([`<script lang="ts">`, ...indented(script), "</script>", "", ...content(markup, dialect)]);
}

export function toSvelte({ imports, types, props, helpers, markup }: Component): string {
  const script = [
    ...imports.map((name) => `import ${name} from "./${name}.svelte";`),
    ...declarations("interface", { ...types, Props: { ...props, send: SEND } }),
    `let { ${[...Object.keys(props), "send"].join(", ")} }: Props = $props();`,
    ...helpers,
  ];
  const dialect: Dialect = {
    text: (text) => text,
    attributes: (attributes) =>
      Object.entries(attributes).flatMap(([name, value]) => {
        if (name.startsWith(":") || name.startsWith(PAYLOAD)) return [];
        if (typeof value === "object") return Object.entries(value).map(([property, code]) => `style:${property}={${code}}`);
        const event = EVENTS.get(name);
        if (event === undefined) return [plain(name, value)];
        if (event === "submit") return [`onsubmit={(event) => { event.preventDefault(); ${call(value, attributes)}; }}`];
        return [`on${event}={() => ${call(value, attributes)}}`];
      }),
    around: (element, { attributes }, next) => {
      if (":for" in attributes) {
        const [item, list] = code(attributes, ":for").split(" of ");
        return [`{#each ${list} as ${item} (${code(attributes, ":key")})}`, ...indented(element), "{/each}"];
      }
      const end = isElse(next) ? [] : ["{/if}"];
      if (":if" in attributes) return [`{#if ${code(attributes, ":if")}}`, ...indented(element), ...end];
      if (":else-if" in attributes) return [`{:else if ${code(attributes, ":else-if")}}`, ...indented(element), ...end];
      return ":else" in attributes ? ["{:else}", ...indented(element), ...end] : element;
    },
  };
  return file([`<script lang="ts">`, ...indented(script), "</script>", "", ...content(markup, dialect)]);
}

export function toVue({ imports, types, props, helpers, markup }: Component): string {
  const script = [
    ...imports.map((name) => `import ${name} from "./${name}.vue";`),
    ...declarations("interface", { ...types, Props: { ...props, send: SEND } }),
    "defineProps<Props>();",
    ...helpers,
  ];
  const dialect: Dialect = {
    text: (text) =>
      pieces(text)
        .map((piece) => (piece.code ? `{{ ${piece.text} }}` : piece.text))
        .join(""),
    attributes: (attributes) =>
      Object.entries(attributes).flatMap(([name, value]) => {
        if (name.startsWith(PAYLOAD)) return [];
        if (typeof value === "object") return [bound(":style", object(value))];
        if (name.startsWith(":"))
          return [
            name === ":key"
              ? bound(":key", code(attributes, name))
              : value === true
                ? `v-${name.slice(1)}`
                : bound(`v-${name.slice(1)}`, code(attributes, name)),
          ];
        const event = EVENTS.get(name);
        if (event !== undefined) return [bound(event === "submit" ? "@submit.prevent" : `@${event}`, call(value, attributes))];
        if (value === true || !value.includes("{")) return [plain(name, value)];
        const template = pieces(value).map((piece) => (piece.code ? `\${${piece.text}}` : piece.text));
        return [bound(`:${name}`, soleCode(value) ?? `\`${template.join("")}\``)];
      }),
    around: (element) => element,
  };
  return file([`<script setup lang="ts">`, ...script, "</script>", "", "<template>", ...indented(content(markup, dialect)), "</template>"]);
}

const SEND = "(event: string, payload?: object) => void";

function content(nodes: readonly Markup[], dialect: Dialect): readonly string[] {
  return nodes.flatMap((node, index) =>
    typeof node === "string" ? [dialect.text(node)] : dialect.around(element(node, dialect), node, nodes[index + 1]),
  );
}

function element({ name, attributes, children }: Tag, dialect: Dialect): readonly string[] {
  const written = dialect.attributes(attributes);
  const inline = `<${[name, ...written].join(" ")}>`;
  const start = inline.length <= MAX_COLUMNS ? [inline] : [`<${name}`, ...indented(written), ">"];
  if (VOID.has(name)) return start;
  const inside = content(children, dialect);
  const [only = ""] = inside;
  const line = `${inline}${only}</${name}>`;
  if (inside.length <= 1 && line.length <= MAX_COLUMNS) return [line];
  return [...start, ...indented(inside), `</${name}>`];
}

function declarations(keyword: string, types: Component["types"]): readonly string[] {
  return Object.entries(types).flatMap(([name, members]) => [
    `${keyword} ${name} {`,
    ...indented(Object.entries(members).map(([member, type]) => `${member}: ${type};`)),
    "}",
  ]);
}

function plain(name: string, value: string | true): string {
  if (value === true) return name;
  return soleCode(value) === undefined ? `${name}="${value}"` : `${name}=${value}`;
}

/** Vue's expressions stand in quotes. */
function bound(name: string, expression: string): string {
  return `${name}="${expression.replaceAll('"', "'")}"`;
}

function object(properties: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(properties)
    .map(([property, expression]) => `${property}: ${expression}`)
    .join(", ")} }`;
}

/** The event as a call, with the payload that livec reads from attributes. */
function call(event: string | object | true, attributes: Attributes): string {
  const payload = Object.entries(attributes).filter(([name]) => name.startsWith(PAYLOAD));
  if (payload.length === 0) return `send("${event}")`;
  const members = payload.map(([name]) => `${name.slice(PAYLOAD.length)}: ${code(attributes, name)}`);
  return `send("${event}", { ${members.join(", ")} })`;
}

function code(attributes: Attributes, name: string): string {
  const value = attributes[name];
  return typeof value === "string" ? (soleCode(value) ?? `"${value}"`) : "";
}

function isElse(node: Markup | undefined): boolean {
  return node !== undefined && typeof node !== "string" && (":else" in node.attributes || ":else-if" in node.attributes);
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? line : `  ${line}`));
}

function file(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
