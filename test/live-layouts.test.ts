/** Live layouts: around a view, inside its container. */
import { createApp, defineComponent, defineView } from "livec/server";
import { followRedirect, live, liveIsolated } from "livec/testing";
import { expect, test } from "vitest";
import { loadTemplate } from "./load-template.ts";

interface Framed {
  readonly flash?: { readonly info?: string };
}

const layout = (name: string) =>
  loadTemplate<Framed>(`
    <script lang="ts">export interface Assigns { flash?: { readonly info?: string } }</script>
    <i class="${name}">{flash?.info ?? "quiet"}</i><button id="away" live-click="lv:clear-flash">x</button><slot />`);
const template = loadTemplate<{ count: number }>(`
  <script lang="ts">export interface Assigns { count: number }</script>
  <button id="add" live-click="add">{count}</button>`);
const events = {
  add(socket: { update(name: "count", by: (count: number) => number): void; putFlash(kind: string, message: string): void }) {
    socket.update("count", (count) => count + 1);
    socket.putFlash("info", "Added");
  },
};

test("shows what the view says, follows it, and is dismissed", async () => {
  const { view, html } = await liveIsolated(defineView({ template, layout: layout("one"), mount: () => ({ count: 0 }), events }));
  expect(html).toContain('<i class="one">quiet</i>');
  expect(await view.click("#add")).toContain('<i class="one">Added</i>');
  expect(view.hasElement("#add", "1")).toBe(true);
  expect(await view.click("#away")).toContain('<i class="one">quiet</i>');
});

test("is the one that mount chooses, before that of the definition and of the live session", async () => {
  const app = createApp({ secret: "a secret of thirty-two bytes, at least" });
  const two = layout("two");
  app.liveSession("s", { layout: layout("session") }, (session) => {
    session.live("/session", defineView({ template, mount: () => ({ count: 0 }), events }));
    session.live("/own", defineView({ template, layout: layout("own"), mount: () => ({ count: 0 }), events }));
    session.live(
      "/chosen",
      defineView({
        template,
        layout: layout("own"),
        mount(socket) {
          socket.useLayout(two);
          return { count: 0 };
        },
        events,
      }),
    );
  });
  const classes: (string | undefined)[] = [];
  for (const path of ["/session", "/own", "/chosen"]) {
    const { view, html } = await live(app, path);
    classes.push(/<i class="(\w+)"/.exec(html)?.[1]);
    expect(await view.click("#add")).toContain("Added");
  }
  expect(classes).toEqual(["session", "own", "two"]);
});

test("is chosen in mount, and not later", async () => {
  const View = defineView({ template, mount: () => ({ count: 0 }), events: { add: (socket) => socket.useLayout(layout("late")) } });
  const { view } = await liveIsolated(View);
  await expect(view.click("#add")).rejects.toThrow("a view's layout is chosen in mount");
});

test("has what a component said once the visitor goes elsewhere", async () => {
  const Card = defineComponent({
    template: loadTemplate<object>(`<b id="card" live-click="tell" live-target={myself}>Card</b>`),
    mount: () => ({}),
    events: {
      tell(socket) {
        socket.putFlash("info", "From the card");
        socket.pushNavigate({ to: "/?again" });
      },
    },
  });
  const page = loadTemplate<{ count: number }>(
    `<script lang="ts">import Card from "./card.js"; export interface Assigns { count: number }</script><Card id="c" />{count}`,
    { "./card.js": Card },
  );
  const { view } = await liveIsolated(defineView({ template: page, layout: layout("one"), mount: () => ({ count: 0 }) }));
  const { html } = await followRedirect(await view.click("#card"), view, "/?again");
  expect(html).toContain('<i class="one">From the card</i>');
});
