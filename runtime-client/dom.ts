/**
 * The DOM's own members of elements, whatever the fields of a form are called: `<input name="attributes">` hides
 * `form.attributes` from everybody who does not ask the prototype.
 */

const getter = <N extends keyof Node>(name: N): ((node: Node) => Node[N]) => {
  const get = Object.getOwnPropertyDescriptor(Node.prototype, name)?.get as () => Node[N];
  return (node) => get.call(node);
};

export const nameOf: (node: Node) => string = getter("nodeName");
export const childrenOf: (node: Node) => NodeListOf<ChildNode> = getter("childNodes");
export const parentOf: (node: Node) => ParentNode | null = getter("parentNode");
export const firstChildOf: (node: Node) => ChildNode | null = getter("firstChild");
export const nextOf = getter("nextSibling") as (node: Node) => ChildNode | null;

type Own = HTMLFormElement;

/** A property of an element, or what its method answers. Only a form's fields hide anything. */
export function own<N extends keyof Own>(
  element: Node,
  name: N,
  ...parameters: Own[N] extends (...parameters: infer P) => unknown ? P : []
): Own[N] extends (...parameters: never) => infer R ? R : Own[N] {
  const member: unknown = Reflect.get(Object.getPrototypeOf(element), name, element);
  return (typeof member === "function" ? member.apply(element, parameters) : member) as never;
}

const { getAttribute, getAttributeNames, setAttribute, removeAttribute } = Element.prototype;
/** The names of its attributes. */
export const namesOf = (element: Element): readonly string[] => getAttributeNames.call(element);
export const attributeOf = (element: Element, name: string): string | null => getAttribute.call(element, name);
/** An attribute's text, empty where there is none. */
export const textOf = (element: Element, name: string): string => attributeOf(element, name) ?? "";
/** Sets an attribute, or with `null` takes it away. */
export const setAttributeOf = (element: Element, name: string, text: string | null): void =>
  text === null ? removeAttribute.call(element, name) : setAttribute.call(element, name, text);

const { insertBefore } = Node.prototype;
export const insertInto = <N extends Node>(parent: Node, node: N, before: Node | null): N => insertBefore.call(parent, node, before) as N;

/** The elements that a selector finds inside of an element. */
export const findAll = <E extends Element>(root: Element, selector: string): E[] =>
  [...Element.prototype.querySelectorAll.call(root, selector)] as E[];

interface Policy {
  createHTML(html: string): string;
}

/**
 * The page's policy where it demands Trusted Types: what the client parses comes from the server, as the page itself
 * does.
 */
const policy = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes?.createPolicy(
  "livec",
  {
    createHTML: (html) => html,
  },
);

/** HTML of the server's, as a sink of HTML takes it. */
export const trusted = (html: string): string => policy?.createHTML(html) ?? html;
