// @vitest-environment jsdom
/** What the page does by itself, and what of it stays. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Commands, js } from "../protocol/commands.ts";
import type { Hook } from "./hook.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

beforeEach(() => vi.stubGlobal("matchMedia", () => ({ matches: false })));
afterEach(unloadPages);

const menu = '<div id="menu" class="a" style="display: none;"><a>no</a><button>one</button></div>';
const button = (commands: Commands, more = ""): string => {
  const element = document.createElement("button");
  element.setAttribute("live-click", String(commands));
  element.id = "go";
  return element.outerHTML.replace("<button", `<button ${more}`);
};
const page = (commands: Commands, more?: string): Promise<LivePage> => {
  const html = button(commands, more) + menu;
  return LivePage.joined({ html, blocks: [[html, []], "commands"] });
};
const go = (live: LivePage): void => live.query("#go").click();

describe("a command", () => {
  it.each([
    ["show", js.show("#menu"), "a block"],
    ["show as", js.show({ to: "#menu", display: "flex" }), "a flex"],
    ["hide", js.show("#menu").hide("#menu"), "a none"],
    ["toggle", js.toggle("#menu"), "a block"],
    ["toggle twice", js.toggle("#menu").toggle("#menu"), "a none"],
    ["addClass", js.addClass("b  c", "#menu"), "a b c none"],
    ["removeClass", js.removeClass("a", "#menu"), " none"],
    ["toggleClass", js.toggleClass("a b", "#menu"), "b none"],
  ])("%s", async (_, commands, shown) => {
    const live = await page(commands);
    go(live);
    const element = live.query("#menu");
    expect(`${element.className} ${element.style.display}`).toBe(shown);
    expect(live.socket.take()).toEqual([]);
  });

  it("sets, takes away and toggles attributes", async () => {
    const live = await page(
      js.setAttribute("title", "x", "#menu").toggleAttribute("open", "", "#menu").toggleAttribute("dir", ["ltr", "rtl"], "#menu"),
    );
    const shown = (): unknown => ["title", "open", "dir"].map((name) => live.query("#menu").getAttribute(name));
    go(live);
    expect(shown()).toEqual(["x", "", "ltr"]);
    go(live);
    expect(shown()).toEqual(["x", null, "rtl"]);
  });

  it("acts on its element, on what is inside, or around it", async () => {
    const html = `<section><p>${button(js.addClass("me").addClass("in", { inner: "b" }).addClass("out", { closest: "section" })).replace("</button>", "<b></b></button>")}</p></section>`;
    const live = await LivePage.joined({ html, blocks: [[html, []], "commands"] });
    go(live);
    expect([live.query("#go").className, live.query("b").className, live.query("section").className]).toEqual(["me", "in", "out"]);
  });

  it("dispatches events, which name who began them", async () => {
    const live = await page(js.dispatch("menu:open", { to: "#menu", detail: { n: 1 } }));
    const heard: unknown[] = [];
    live.container.addEventListener("menu:open", (event) => heard.push((event as CustomEvent).detail));
    go(live);
    expect(heard).toEqual([{ n: 1, dispatcher: live.query("#go") }]);
  });

  it("moves the focus, and gives it back", async () => {
    const live = await page(js.show("#menu").pushFocus().focusFirst("#menu"));
    live.query("#go").focus();
    go(live);
    expect(document.activeElement?.textContent).toBe("one");
    live.query("#go").setAttribute("live-click", String(js.popFocus()));
    go(live);
    expect(document.activeElement).toBe(live.query("#go"));
  });

  it("pushes an event with the element's values and its own, beside what happens at once", async () => {
    const live = await page(js.hide("#menu").push("opened", { value: { at: 2 } }), 'live-value-id="7"');
    go(live);
    expect(live.socket.take()).toEqual([[1, 2, "opened", { id: "7", at: 2 }]]);
  });

  it("runs what an attribute holds", async () => {
    const live = await page(js.exec("data-open", "#menu"));
    live.query("#menu").setAttribute("data-open", String(js.addClass("open")));
    go(live);
    expect(live.query("#menu").className).toBe("a open");
  });

  it("that is none is told, and the others run", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const live = await page(js.addClass("b", "#menu"));
    live.query("#go").setAttribute("live-click", '[["fly",{}],["addClass",{"names":"b","to":"#menu"}]]');
    go(live);
    expect([error.mock.lastCall?.[0], live.query("#menu").className]).toEqual(["livec: there is no command fly", "a b"]);
    error.mockRestore();
  });
});

it("what commands made stays where frames write over it, until it is made undone", async () => {
  const live = await LivePage.joined({
    html: '<p class="a">1</p><button live-click=\'[["addClass",{"names":"on","to":"p"}]]\'></button>',
    blocks: [['<p :=1><!--$--></p><button live-click=\'[["addClass",{"names":"on","to":"p"}]]\'></button>', [[3], [0]]], "commands"],
  });
  live.query("button").click();
  live.socket.receive([1, 0, [0, "b", 1, "2"]]);
  expect(live.query("p").outerHTML).toBe('<p class="b on">2</p>');
});

describe("a transition", () => {
  it("has its classes, one after the other, and ends with what it is for", async () => {
    const live = await page(js.show("#menu"));
    live.query("#go").setAttribute("live-click", String(js.hide({ to: "#menu", transition: ["fade", "from", "to"], time: 100 })));
    live.query("#menu").style.display = "block";
    go(live);
    expect([live.query("#menu").className, live.query("#menu").style.display]).toEqual(["a fade from", "block"]);
    await vi.advanceTimersByTimeAsync(50);
    expect(live.query("#menu").className).toBe("a fade to");
    await vi.advanceTimersByTimeAsync(50);
    expect([live.query("#menu").className, live.query("#menu").style.display]).toEqual(["a", "none"]);
  });

  it("is none for who does not want motion", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    const live = await page(js.hide({ to: "#menu", transition: "fade" }));
    go(live);
    expect([live.query("#menu").className, live.query("#menu").style.display]).toEqual(["a", "none"]);
  });
});

it("the server's commands run after the patch of their turn, in order with its events", async () => {
  const live = await page(js.show());
  const order: string[] = [];
  const note = (): void => void order.push(`event: ${live.query("#menu").className}`);
  document.addEventListener("live:saved", note);
  live.socket.receive([
    1,
    0,
    0,
    {
      e: [
        ["", js.addClass("x", "#menu")],
        ["saved", {}],
      ],
    },
  ]);
  document.removeEventListener("live:saved", note);
  expect(order).toEqual(["event: a x"]);
});

it("a chunk that nobody asked for before is fetched for the first command", async () => {
  const html = button(js.addClass("b", "#menu")) + menu;
  const live = await LivePage.joined({ html, blocks: [[html, []]] });
  go(live);
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
  expect(live.query("#menu").className).toBe("a b");
});

it("hooks have commands, too", async () => {
  const Menu: Hook = {
    mounted() {
      this.js().addClass("hooked").addClass("second");
    },
  };
  const html = '<p live-hook="Menu"></p>';
  const live = await LivePage.joined({ html, blocks: [[html, []], "commands", "hooks"], hooks: { Menu } });
  expect(live.query("p").className).toBe("hooked second");
});
