/** A DOM tree as text that is equal exactly when two trees look the same to a person: texts fused, empty ones gone, attributes sorted, live properties told. */
export function dump(node: Node): string {
  if (node.nodeType === node.TEXT_NODE) return JSON.stringify((node as Text).data);
  if (node.nodeType === node.COMMENT_NODE) return "<!>";
  const element = node as Element;
  const attributes = [...element.attributes].flatMap(({ name, value }) => attribute(element, name, value)).sort();
  return `<${element.localName}${element.namespaceURI === "http://www.w3.org/1999/xhtml" ? "" : "!"}${attributes.join("")}${properties(element)}>(${children(element)})`;
}

/** Styles count as the browser understands them: CSS text that is none makes no difference to a person. */
function attribute(element: Element, name: string, value: string): readonly string[] {
  if (name !== "style") return [` ${name}=${JSON.stringify(value)}`];
  const { cssText } = (element as HTMLElement).style;
  return cssText === "" ? [] : [` style=${JSON.stringify(cssText)}`];
}

function children(element: Element): string {
  const pieces: string[] = [];
  let run = "";
  const flush = (): void => {
    if (run !== "") pieces.push(JSON.stringify(run));
    run = "";
  };
  for (const node of element.childNodes) {
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

/** What a form field shows, which its attributes need not tell. */
function properties(element: Element): string {
  const { localName } = element;
  if (localName === "input")
    return ` .value=${JSON.stringify((element as HTMLInputElement).value)} .checked=${(element as HTMLInputElement).checked}`;
  return localName === "textarea" ? ` .value=${JSON.stringify((element as HTMLTextAreaElement).value)}` : "";
}
