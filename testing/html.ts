/** HTML as tests read it: what a view shows, without what only the client needs. */

/** Without the separators between texts, and without what the client adds while an event is under way. */
export function rendered(html: string): string {
  return html.replaceAll("<!---->", "");
}

const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
/** What differs from run to run. */
const VOLATILE = new Set(["data-live", "data-live-statics", "data-live-skeleton"]);

/** One element a line, indented; white space as a browser shows it. The same for the same page, on every machine. */
export function pretty(root: Element): string {
  return `${[...root.childNodes].flatMap((node) => linesOf(node, "")).join("\n")}\n`;
}

function linesOf(node: Node, indent: string): readonly string[] {
  if (node.nodeType === 3) {
    const text = (node.textContent ?? "").replace(/\s+/g, " ").trim();
    return text === "" ? [] : [indent + escaped(text)];
  }
  if (node.nodeType !== 1) return [];
  const element = node as Element;
  const tag = `${indent}<${element.localName}${attributesOf(element)}>`;
  if (VOID.test(element.localName)) return [tag];
  const inside = [...element.childNodes].flatMap((child) => linesOf(child, `${indent}  `));
  const end = `</${element.localName}>`;
  if (inside.length === 0) return [tag + end];
  const [only = ""] = inside;
  const isText = inside.length === 1 && element.children.length === 0 && tag.length + only.length < 120;
  return isText ? [tag + only.trim() + end] : [tag, ...inside, indent + end];
}

function attributesOf(element: Element): string {
  const isToken = element.getAttribute("name") === "_csrf_token";
  return [...element.attributes]
    .filter(({ name }) => !VOLATILE.has(name))
    .map(
      ({ name, value }) =>
        ` ${name}${value === "" ? "" : `="${isToken && name === "value" ? "…" : escaped(value).replaceAll('"', "&quot;")}"`}`,
    )
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
