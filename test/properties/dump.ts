/**
 * A DOM tree as text that is equal exactly when two trees look the same to a person: texts fused, empty ones gone,
 * attributes sorted, live properties told.
 */
export function dump(node: Node): string {
  if (node.nodeType === node.TEXT_NODE) return JSON.stringify((node as Text).data);
  if (node.nodeType === node.COMMENT_NODE) return "<!>";
  const element = node as Element;
  const attributes = [...element.attributes].flatMap((each) => attribute(element, each)).sort();
  return `<${prefixOf(element)}${element.localName}${attributes.join("")}${properties(element)}>(${children(element)})`;
}

const PREFIXES: Readonly<Record<string, string>> = {
  "http://www.w3.org/1999/xhtml": "",
  "http://www.w3.org/2000/svg": "svg:",
  "http://www.w3.org/1998/Math/MathML": "math:",
};

/** What names the namespace of an element; for an attribute the namespace itself, as its name has a prefix already. */
function prefixOf({ namespaceURI }: Element | Attr): string {
  return namespaceURI === null ? "" : (PREFIXES[namespaceURI] ?? `{${namespaceURI}}`);
}

/** Styles count as the browser understands them: CSS text that is none makes no difference to a person. */
function attribute(element: Element, each: Attr): readonly string[] {
  const { name, value } = each;
  if (name !== "style") return [` ${prefixOf(each)}${name}=${JSON.stringify(value)}`];
  const { cssText } = (element as HTMLElement).style;
  return cssText === "" ? [] : [` style=${JSON.stringify(cssText)}`];
}

function children(element: Element): string {
  // With scripts on it is never shown; but elements in it would load.
  if (element.localName === "noscript" && element.children.length === 0) return "…";
  const pieces: string[] = [];
  let run = "";
  const flush = (): void => {
    if (run !== "") pieces.push(JSON.stringify(run));
    run = "";
  };
  for (const node of element.nodeName === "TEMPLATE" ? (element as HTMLTemplateElement).content.childNodes : element.childNodes) {
    if (node.nodeType === node.TEXT_NODE) {
      run += (node as Text).data;
      continue;
    }
    flush();
    pieces.push(dump(node));
  }
  flush();
  return pieces.join(" ");
}

/** Properties that attributes need not tell, by element. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  input: ["value", "checked", "indeterminate"],
  textarea: ["value"],
  select: ["value"],
  option: ["selected", "value"],
  details: ["open"],
  dialog: ["open"],
  audio: ["muted"],
  video: ["muted"],
  progress: ["value"],
};

function properties(element: Element): string {
  const names = PROPERTIES[element.localName] ?? [];
  return names.map((name) => ` .${name}=${JSON.stringify((element as unknown as Record<string, unknown>)[name])}`).join("");
}
