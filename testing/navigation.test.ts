/** Patches, navigation and flash, as a test of a view sees them. */
import { createApp, defineView } from "livec/server";
import { expect, test } from "vitest";
import { loadTemplate } from "../test/load-template.ts";
import { followRedirect, live } from "./index.ts";

interface Shown {
  readonly page: string;
  readonly flash?: { readonly [kind: string]: string };
}

const List = defineView({
  template: loadTemplate<Shown>(`
    <script lang="ts">export interface Assigns { page: string; flash?: { readonly [kind: string]: string } }</script>
    <h1>Page {page}</h1>
    <p id="flash">{flash?.info}</p>
    <a id="next" href="/list?page=2" live-patch>Next</a>
    <a id="other" href="/other" live-navigate>Other</a>`),
  mount: () => ({ page: "1" }),
  handleParams: (socket, params) => void socket.assign({ page: params["page"] ?? "1" }),
  events: {
    last: (socket) => void socket.pushPatch({ to: "/list?page=9" }),
    admin: (socket) => {
      socket.putFlash("info", "Admin");
      socket.pushNavigate({ to: "/admin" });
    },
    leave: (socket) => {
      socket.putFlash("info", "Gone");
      socket.pushNavigate({ to: "/other" });
    },
  },
});

const app = createApp({ secret: "a secret of thirty-two bytes, at least" });
app.live("/list", List);
app.live("/other", List);
app.liveSession("admin", {}, (admin) => admin.live("/admin", List));

test("a link and a handler patch the page's URL, and the view shows what it is given", async () => {
  const { view } = await live(app, "/list");
  expect(await view.element("#next").click()).toContain("Page 2");
  view.assertPatched("/list?page=2");
  expect(await view.hook("last")).toContain("Page 9");
  await view.assertPatch("/list?page=9");
});

test("navigation is a redirect, which can be followed with its flash", async () => {
  const { view } = await live(app, "/list");
  const outcome = await view.hook("leave");
  expect(outcome.redirect?.to).toBe("/other");
  expect(view.assertRedirected("/other")).toEqual({ info: "Gone" });
  const next = await followRedirect(outcome, view, "/other");
  expect(next.html).toContain("Gone");
  expect(await next.view.element("#next").click()).toContain("Page 2");
});

test("across live sessions the page is loaded, with the flash", async () => {
  const { view } = await live(app, "/list");
  const outcome = await view.hook("admin");
  expect(outcome.redirect).toEqual({ to: "/admin", flash: { info: "Admin" } });
  expect((await followRedirect(outcome, view)).html).toContain("Admin");
});

test("a link that navigates is a redirect as well", async () => {
  const { view } = await live(app, "/list");
  expect((await view.element("#other").click()).redirect?.to).toBe("/other");
});
