import { expect, test } from "vitest";
import { checkContainer } from "./container.ts";

test.each([
  [{}],
  [{ tag: "tr" }],
  [{ tag: "main", class: "page", id: "x", role: "main", "aria-label": "Page", "data-x": "javascript:alert(1)" }],
  [{ tag: "my-view", style: "color: red" }],
  [{ tag: "a", href: "/todos", title: "javascript:" }],
  [{ tag: "blockquote", cite: "https://a.example" }],
  [{ tag: "svg", viewBox: "0 0 1 1" }],
])("%j can stand around a view", (container) => expect(() => checkContainer(container)).not.toThrow());

test.each([
  [{ tag: "svg", onload: "alert(1)" }, "container.onload: an attribute that runs code is refused."],
  [{ ONCLICK: "alert(1)" }, "container.ONCLICK: an attribute that runs code is refused."],
  [{ tag: "a", href: "javascript:alert(1)" }, "container.href: this URL could run code."],
  [{ tag: "a", href: " java\nscript:alert(1)" }, "container.href: this URL could run code."],
  [{ tag: "a", HREF: "JAVASCRIPT:alert(1)" }, "container.HREF: this URL could run code."],
  [{ tag: "svg", "xlink:href": "data:text/html,x" }, "container.xlink:href: this URL could run code."],
  [{ tag: "form", action: "vbscript:x" }, "container.action: this URL could run code."],
  [{ tag: "button", formaction: "javascript:x" }, "container.formaction: this URL could run code."],
  [{ tag: "video", poster: "javascript:x" }, "container.poster: this URL could run code."],
  [{ ping: "/a javascript:x" }, "container.ping: this URL could run code."],
  [{ srcdoc: "<script>alert(1)</script>" }, "container.srcdoc: this attribute is refused on a container."],
  [{ nonce: "x" }, "container.nonce: this attribute is refused on a container."],
  [{ is: "x-y" }, "container.is: this attribute is refused on a container."],
  [{ "http-equiv": "refresh" }, "container.http-equiv: this attribute is refused on a container."],
  [{ "data-live": "x" }, "container.data-live: this attribute is refused on a container."],
  [{ tag: "use", href: "/x.svg#a" }, "container.href: this attribute is refused on a container."],
  [{ 'a="x" onclick': "alert(1)" }, 'container.a="x" onclick: this is not an attribute\'s name.'],
  [{ "x><script>alert(1)</script": "" }, "this is not an attribute's name."],
  [{ "": "x" }, "container.: this is not an attribute's name."],
  [{ class: 7 }, "container.class: attributes of a container are strings."],
  [{ tag: "script" }, 'container.tag "script": no view can stand in this element.'],
  [{ tag: "iframe", srcdoc: "x" }, 'container.tag "iframe": no view can stand in this element.'],
  [{ tag: "img" }, 'container.tag "img": no view can stand in this element.'],
  [{ tag: "a b" }, 'container.tag "a b" is not an element\'s name.'],
  [{ tag: "SCRIPT" }, 'container.tag "SCRIPT" is not an element\'s name.'],
  [{ tag: "p onclick=alert(1)" }, "is not an element's name."],
  [{ tag: 7 }, "container.tag 7 is not an element's name."],
])("%j is refused", (container, why) => expect(() => checkContainer(container as never)).toThrow(why));
