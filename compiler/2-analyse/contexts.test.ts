import { describe, expect, test } from "vitest";
import { Namespace } from "../../protocol/slots.ts";
import { attributeContext, isSafePrefix, refusesSpread, scriptScheme } from "./contexts.ts";

const { html, svg, math } = Namespace;

describe("attributeContext", () => {
  test.each([
    ["a", html, "href", "url"],
    ["area", html, "ping", "urls"],
    ["form", html, "action", "url"],
    ["button", html, "formaction", "url"],
    ["blockquote", html, "cite", "url"],
    ["a", svg, "href", "url"],
    ["a", svg, "xlink:href", "url"],
    ["linearGradient", svg, "href", "url"],
    ["mi", math, "href", "url"],
    ["img", html, "src", "media"],
    ["source", html, "src", "media"],
    ["video", html, "poster", "media"],
    ["image", svg, "href", "media"],
    ["div", html, "title", "plain"],
    ["my-link", html, "href", "url"],
    ["my-player", html, "src", "url"],
    ["img", html, "srcset", "srcset"],
    ["source", html, "srcset", "srcset"],
    ["link", html, "imagesrcset", "srcset"],
    ["td", html, "background", "media"],
    ["svg", svg, "HREF", "url"],
    ["font", html, "color", "plain"],
    ["set", svg, "fill", "plain"],
    ["input", html, "type", "plain"],
    ["div", html, "data-src", "plain"],
  ] as const)("<%s> (namespace %i) %s is %s", (element, namespace, attribute, context) => {
    expect(attributeContext(element, namespace, attribute)).toEqual({ context, refusal: undefined, prefix: undefined });
  });

  test.each([
    ["script", html, "src"],
    ["script", html, "type"],
    ["script", svg, "href"],
    ["iframe", html, "src"],
    ["iframe", html, "srcdoc"],
    ["iframe", html, "sandbox"],
    ["embed", html, "src"],
    ["object", html, "data"],
    ["link", html, "href"],
    ["link", html, "rel"],
    ["base", html, "href"],
    ["meta", html, "http-equiv"],
    ["portal", html, "src"],
    ["iframe", html, "allow"],
    ["object", html, "codebase"],
    ["param", html, "value"],
    ["applet", html, "code"],
    ["html", html, "manifest"],
    ["meta", html, "charset"],
    ["p", html, "xml:base"],
    ["template", html, "shadowrootmode"],
    ["annotation-xml", math, "encoding"],
    ["font", svg, "color"],
    ["animateMotion", svg, "xlink:href"],
    ["button", html, "is"],
    ["div", html, "data-live-statics"],
    ["use", svg, "href"],
    ["animate", svg, "attributeName"],
    ["set", svg, "to"],
    ["animateTransform", svg, "values"],
    ["div", html, "nonce"],
  ] as const)("<%s> (namespace %i) %s is refused, with a way out", (element, namespace, attribute) => {
    const { refusal } = attributeContext(element, namespace, attribute);
    expect(refusal?.reason).toMatch(/^[a-z]/);
    expect(refusal?.fix).toMatch(/^[A-Z].*\.$/);
  });
});

test.each([
  ["canonical", "url"],
  ["next ICON", "url"],
  ["stylesheet", "plain"],
  ["icon stylesheet", "plain"],
  ["", "plain"],
  [undefined, "plain"],
])("the href of a <link> with rel %j is %s", (rel, context) => {
  const found = attributeContext("link", html, "href", rel);
  expect(found.context).toBe(context);
  expect(found.refusal === undefined).toBe(context === "url");
});

test.each(["script", "iframe", "link", "meta", "animate"])("a spread is refused on <%s>", (element) => {
  expect(refusesSpread(element)).toBe(true);
  expect(refusesSpread("div")).toBe(false);
});

test.each([
  ["javascript:alert(1)", "javascript"],
  [" \u0001JavaScript:x", "javascript"],
  ["java\nscript:x", "javascript"],
  ["vbscript:x", "vbscript"],
  ["/javascript:x", undefined],
  ["https://x", undefined],
])("the script scheme of %j is %j", (url, scheme) => {
  expect(scriptScheme(url)).toBe(scheme);
});

test.each(["/todos/", "?page=", "#", "todos/", "./page-", "https://example.com/", "http://example.com?q=", "mailto:", "tel:+49"])(
  "after %j a value cannot change scheme or host",
  (prefix) => {
    expect(isSafePrefix(prefix)).toBe(true);
  },
);

test.each([
  "page-",
  "https:",
  "https://",
  "https://example.",
  "//",
  "//example",
  "data:text/html,",
  "javascript:",
  "/\\",
  "///",
  "\u0001//x",
  "a\\",
  "https:///",
  "/\t/x",
])("after %j it could", (prefix) => {
  expect(isSafePrefix(prefix)).toBe(false);
});
