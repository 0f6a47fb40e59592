/** What is typed into a component, in Chromium, while the component goes to another list or another tag. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { App } from "../runtime-server/app/app.ts";
import type { Logger } from "../runtime-server/base/host.ts";
import { defineView } from "../runtime-server/view/define.ts";
import { defineComponent } from "../runtime-server/view/define-component.ts";
import type { MountSocket } from "../runtime-server/view/socket.ts";
import { launchBrowser } from "./browser.ts";
import { loadTemplate } from "./load-template.ts";

const Card = defineComponent({
  template: loadTemplate<{ id: string; title: string; done: boolean }>(`<script lang="ts">
export interface Assigns { id: string; title: string; done: boolean }
</script>
<input name="title" value={title}><input name="done" type="checkbox" checked={done}><textarea name="note">{title}</textarea><i>{title}</i>`),
  mount: (_, props: { id: string; title: string }) => ({ ...props, done: false }),
  update: (socket, props) => socket.assign(props),
  events: {},
});

interface State {
  readonly done: boolean;
  readonly title: string;
}

const board = (markup: string) =>
  defineView({
    template: loadTemplate<State>(
      `<script lang="ts">import Card from "./card.js"; export interface Assigns { done: boolean; title: string }</script>${markup}`,
      { "./card.js": Card },
    ),
    mount(socket: MountSocket) {
      latest = socket;
      return { done: false, title: "First" };
    },
    events: {},
    handleInfo: (socket, state) => socket.assign(state as Partial<State>),
  });

const boards: { readonly [name: string]: string } = {
  "another list":
    '<ul><li :for={t of done ? [] : [title]}><Card id="a" title={t}/></li></ul><ol><li :for={t of done ? [title] : []}><Card id="a" title={t}/></li></ol>',
  "another tag": '<p :if={!done}><Card id="a" title={title}/></p><section :else><Card id="a" title={title}/></section>',
};

const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const app = new App({ secret: "a secret of thirty-two bytes, at least", logger });
let latest: MountSocket | undefined;
let browser: Browser;

beforeAll(async () => {
  for (const [index, markup] of Object.values(boards).entries()) app.live(`/${index}`, board(markup));
  await app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** The fields, and where the visitor is in them. */
const typed = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const [title, done] = document.querySelectorAll("input");
    const note = document.querySelector("textarea");
    const { activeElement: active } = document;
    const selection = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active.selectionStart : null;
    return [
      title?.value,
      done?.checked,
      note?.value,
      (active as HTMLInputElement).name,
      selection,
      document.querySelector("i")?.textContent,
    ];
  });

test.each(Object.keys(boards))("goes with it to %s, with focus and selection", { timeout: 60_000 }, async (name) => {
  const page = await browser.newPage();
  await page.goto(`${app.url}/${Object.keys(boards).indexOf(name)}`);
  await page.waitForSelector(".live-connected");
  await page.check("[name=done]");
  await page.fill("[name=title]", "typed");
  await page.fill("[name=note]", "a note");
  await page.press("[name=note]", "ArrowLeft");
  latest?.send({ done: true });
  await page.waitForSelector(name === "another tag" ? "section i" : "ol i");
  expect(await typed(page)).toEqual(["typed", true, "a note", "note", 5, "First"]);
  // What changed in it is written, but for the field with the focus.
  latest?.send({ done: false, title: "Second" });
  await page.waitForSelector("text=Second");
  expect(await typed(page)).toEqual(["Second", true, "a note", "note", 5, "Second"]);
  await page.close();
});
