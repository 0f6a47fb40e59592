/**
 * What is done to a page, call by call: in order, and where. Import it before the client, which takes the DOM's methods
 * from their prototypes once.
 */

let calls: string[] | undefined;

const describe = (node: Node | null): string => {
  if (node === null) return "the end";
  if (node instanceof Text) return JSON.stringify(node.data);
  if (node instanceof DocumentFragment) return [...node.childNodes].map(describe).join(" ");
  return `<${node.nodeName.toLowerCase()}>${node.textContent}`;
};

type Say = (self: never, ...of: never[]) => string;

/** Has a method say what it does to a node of the page. */
function tell<P extends object>(prototype: P, name: keyof P & string, say: Say, on: (self: Node, first: Node) => Node): void {
  const method = Reflect.get(prototype, name) as (...of: unknown[]) => unknown;
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value(this: Node, ...of: unknown[]) {
      if (on(this, of[0] as Node)?.isConnected) calls?.push((say as (...of: unknown[]) => string)(this, ...of));
      return method.apply(this, of);
    },
  });
}

const self = (node: Node): Node => node;
const insertion: Say = (parent: Node, node: Node, before: Node | null) =>
  `<${parent.nodeName.toLowerCase()}>: ${describe(node)} before ${describe(before)}`;
const removal: Say = (_: Node, ...nodes: Node[]) => `out: ${nodes.map(describe).join(" ")}`;
tell(Node.prototype, "insertBefore", insertion, self);
tell(DocumentFragment.prototype, "append", removal, (_, first) => first);
tell(CharacterData.prototype, "insertData", (text: Text, at: number, more: string) => `${describe(text)}: "${more}" at ${at}`, self);
tell(Element.prototype, "setAttribute", (node: Node, name: string, to: string) => `${describe(node)}: ${name}="${to}"`, self);
tell(Element.prototype, "removeAttribute", (node: Node, name: string) => `${describe(node)}: without ${name}`, self);
const data = Object.getOwnPropertyDescriptor(CharacterData.prototype, "data") as PropertyDescriptor;
Object.defineProperty(CharacterData.prototype, "data", {
  ...data,
  set(this: Text, text: string) {
    if (this.isConnected) calls?.push(`${describe(this)} becomes "${text}"`);
    data.set?.call(this, text);
  },
});

/** Runs `work`; answers what it did to nodes of the page. */
export function logCalls(work: () => void): readonly string[] {
  const made: string[] = [];
  calls = made;
  try {
    work();
  } finally {
    calls = undefined;
  }
  return made;
}
