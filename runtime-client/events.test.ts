// @vitest-environment jsdom
/** What the user does, and what of it the server hears. */
import { afterEach, describe, expect, it } from "vitest";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const page = (html: string): Promise<LivePage> => LivePage.joined({ html, blocks: [[html, []]] });
/** Events sent, without view and ref. */
const events = (page: LivePage): unknown[] => page.socket.take().map((frame) => (frame as unknown[]).slice(2));
const fire = (element: Element, type: string, init: EventInit = {}): boolean =>
  element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true, ...init }));

describe("a click", () => {
  it("sends the event of the nearest binding, and nothing else", async () => {
    const live = await page('<div live-click="outer"><button live-click="inc"><b>+</b></button></div>');
    live.query("b").click();
    expect(events(live)).toEqual([["inc"]]);
  });

  it("carries the element's values", async () => {
    const live = await page('<button live-click="buy" value="7" live-value-id="a" live-value-size="xl" live-click:item="b">x</button>');
    live.query("button").click();
    expect(events(live)).toEqual([["buy", { value: "7", id: "a", size: "xl", item: "b" }]]);
  });

  it("on an element that waits for its answer is sent too, and it waits until all are answered", async () => {
    const live = await page('<button live-click="inc">x</button>');
    const button = live.query("button");
    button.click();
    button.click();
    expect(events(live)).toEqual([["inc"], ["inc"]]);
    expect(button.className).toBe("live-click-loading");
    live.socket.receive([1, live.socket.ref - 1]);
    expect(button.className).toBe("live-click-loading");
    live.answer();
    expect(live.html).toBe('<button live-click="inc">x</button>');
  });

  it("for containers names them, and is sent once", async () => {
    const live = await page(
      '<button live-click="find" live-target="#a, #b">x</button><div id="a" live-target></div><i id="b" live-target=""></i>',
    );
    live.query("button").click();
    expect(events(live)).toEqual([["find", 0, [0, "a", "b"]]]);
  });

  it("for an element that is no container is for the whole page", async () => {
    const live = await page('<button live-click="find" live-target="#a">x</button><div id="a"></div>');
    live.query("button").click();
    expect(events(live)).toEqual([["find"]]);
  });

  it("outside of a view is no event", async () => {
    const live = await page("<p>x</p>");
    document.body.insertAdjacentHTML("beforeend", '<button live-click="inc">x</button>');
    (document.body.lastElementChild as HTMLElement).click();
    expect(events(live)).toEqual([]);
  });
});

describe("keys", () => {
  it("carry their name and pass the filter", async () => {
    const live = await page('<input live-keydown="search" live-key="Enter" value="q">');
    live.query("input").dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
    live.query("input").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    expect(events(live)).toEqual([["search", { value: "q", key: "Enter" }]]);
  });
});

describe("a change", () => {
  const form =
    '<form live-change="validate"><input name="user[name]" value="Ann"><input name="tag" value="a"><input name="tag" value="b"><input type="file" name="f"></form>';

  it("of any field sends the whole form, and which field it was", async () => {
    const live = await page(form);
    fire(live.query("input"), "input");
    expect(events(live)).toEqual([["validate", [{ "user[name]": "Ann", tag: ["a", "b"] }, { _target: ["user", "name"] }]]]);
  });

  it("that ends an edit already sent is not sent again; one alone is", async () => {
    const live = await page(form);
    fire(live.query("input"), "input");
    fire(live.query("input"), "change");
    expect(events(live)).toHaveLength(1);
    fire(live.query("input"), "change");
    expect(events(live)).toHaveLength(1);
  });

  it("of a field with its own binding sends that field alone, when it is complete", async () => {
    const live = await page('<form><input name="a" live-change="set" value="1"><input name="b" value="2"></form>');
    fire(live.query("input"), "input");
    expect(events(live)).toEqual([]);
    fire(live.query("input"), "change");
    expect(events(live)).toEqual([["set", [{ a: "1" }, { value: "1", _target: ["a"] }]]]);
  });

  it("marks field and form until the last of its answers", async () => {
    const live = await page(form);
    const input = live.query("input");
    fire(input, "input");
    const first = live.socket.ref;
    fire(input, "input");
    live.socket.receive([1, first]);
    expect(input.className).toBe("live-change-loading");
    live.answer();
    expect([input.className, live.query("form").className]).toEqual(["", ""]);
  });

  it("made while there is no connection is sent when there is one again", async () => {
    const live = await page(form);
    live.socket.break();
    live.query<HTMLInputElement>("input").value = "Bea";
    fire(live.query("input"), "input");
    window.dispatchEvent(new Event("online"));
    live.socket.open();
    live.socket.take();
    live.answer(0, { n: 1, a: 0 });
    expect(events(live)).toMatchObject([["validate", [{ "user[name]": "Bea" }, {}], 0, 1]]);
  });

  it("with names that objects already have is plain data", async () => {
    const live = await page('<form live-change="v"><input name="__proto__" value="1"><input name="toString" value="2"></form>');
    fire(live.query("input"), "input");
    const [[, [fields]]] = events(live) as [[string, [{ [name: string]: unknown }]]];
    expect([Object.keys(fields), fields["toString"]]).toEqual([["__proto__", "toString"], "2"]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe("a submit", () => {
  const form =
    '<form live-submit="save"><input name="a" value="1"><input name="b" value="2" readonly><button name="how" value="now">x</button><button disabled>y</button></form>';
  const submit = (live: LivePage): void => live.query<HTMLFormElement>("form").requestSubmit(live.query("button"));

  it("sends form and submitter, and stays on the page", async () => {
    const live = await page(form);
    submit(live);
    expect(events(live)).toEqual([["save", [{ a: "1", b: "2", how: "now" }, {}]]]);
  });

  it("freezes the form until its answer, and then leaves everything as it was", async () => {
    const live = await page(form);
    const state = (): unknown[] => [
      ...[...live.container.querySelectorAll("input")].map(({ readOnly }) => readOnly),
      ...[...live.container.querySelectorAll("button")].map(({ disabled }) => disabled),
    ];
    submit(live);
    expect(state()).toEqual([true, true, true, true]);
    expect(live.query("form").className).toBe("live-submit-loading");
    live.answer();
    expect(state()).toEqual([false, true, false, true]);
    expect(live.query("form").className).toBe("");
  });

  it("is sent once", async () => {
    const live = await page(form);
    submit(live);
    fire(live.query("form"), "submit");
    expect(events(live)).toHaveLength(1);
  });

  it("outside of a view is the browser's", async () => {
    const live = await page("<p>x</p>");
    document.body.insertAdjacentHTML("beforeend", form);
    expect(fire(document.body.lastElementChild as Element, "submit")).toBe(true);
    expect(document.querySelector<HTMLInputElement>("body > form input")?.readOnly).toBe(false);
    expect(events(live)).toEqual([]);
  });

  describe("with a target", () => {
    const aimed = (target: string): string =>
      `<form live-submit="save" live-target="${target}"><input name="a" value="1"><button>x</button></form><i class="t"></i><i class="t"></i><i class="t"></i>`;
    const isFrozen = (live: LivePage): boolean => live.query<HTMLInputElement>("input").readOnly;

    it("for several freezes the form until the last of them has answered", async () => {
      const live = await page(aimed(".t"));
      submit(live);
      expect(events(live)).toHaveLength(3);
      live.socket.receive([1, live.socket.ref - 2]);
      live.socket.receive([1, live.socket.ref - 1]);
      expect(isFrozen(live)).toBe(true);
      live.answer();
      expect(isFrozen(live)).toBe(false);
    });

    it("that is in no view leaves the form usable", async () => {
      const live = await page(aimed("#outside"));
      document.body.insertAdjacentHTML("beforeend", '<i id="outside"></i>');
      submit(live);
      expect(events(live)).toEqual([]);
      expect(isFrozen(live)).toBe(false);
    });

    it("that is no selector is an error, and leaves the form usable", async () => {
      const live = await page(aimed("#["));
      const errors: string[] = [];
      const note = (event: ErrorEvent): void => {
        errors.push(event.message);
        event.preventDefault();
      };
      window.addEventListener("error", note);
      submit(live);
      window.removeEventListener("error", note);
      expect(errors.join()).toContain("#[");
      expect(isFrozen(live)).toBe(false);
    });
  });

  it("without a connection leaves the form usable", async () => {
    const live = await page(form);
    live.socket.break();
    submit(live);
    expect(live.query<HTMLInputElement>("input").readOnly).toBe(false);
  });
});
