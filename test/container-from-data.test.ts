/** The element around a nested view, where data says what it is: it is checked before any of it is in the page. */
import { expect, test } from "vitest";
import { testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineView } from "../runtime-server/index.ts";
import type { Container } from "../runtime-server/view/define.ts";
import { loadTemplate } from "./load-template.ts";

/** Loads a page whose nested view stands in that container. */
async function load(box: object): Promise<{ readonly status: number; readonly html: string; readonly error: string }> {
  const inner = defineView({
    template: loadTemplate(`<script lang="ts">export interface Assigns {}</script><b>inside</b>`, {}, "inner.live.html"),
    mount: () => ({}),
  });
  const template = loadTemplate<{ box: Container }>(
    `<script lang="ts">import Inner from "./inner.js"; export interface Assigns { box: object }</script>
    <LiveView view={Inner} id="inner" container={box}/>`,
    { "./inner.js": inner },
    "page.live.html",
  );
  const { app, server, log } = testApp();
  app.live("/", defineView({ template, mount: () => ({ box: box as Container }) }));
  const { response, html } = await new Visitor(server).load("/");
  const error = log.map(({ fields }) => fields["error"]).find((error) => error instanceof Error);
  return { status: response.status, html, error: error instanceof Error ? error.message : "" };
}

test("a container from data is the element around the view", async () => {
  const { status, html } = await load({ tag: "aside", class: "box" });
  expect(status).toBe(200);
  expect(html).toContain('<aside class="box" id="inner"');
});

test.each([
  [{ tag: "svg", onload: "alert(1)" }, "container.onload: an attribute that runs code is refused."],
  [{ tag: "a", href: "javascript:alert(1)" }, "container.href: this URL could run code."],
  [{ 'x="" onclick': "alert(1)" }, 'container.x="" onclick: this is not an attribute\'s name.'],
  [{ tag: "p onclick=alert(1)" }, "is not an element's name."],
  [{ tag: "script" }, 'container.tag "script": no view can stand in this element.'],
])("%j ends the page with an error that names it, and none of it is in the page", async (box, why) => {
  const { status, html, error } = await load(box);
  expect(status).toBe(500);
  expect(error).toContain(why);
  expect(html).not.toMatch(/<a href|<svg|<script>|<[^>]*onclick=alert/);
});
