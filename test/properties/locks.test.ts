// @vitest-environment jsdom
/** Forms over slow wires: the real server and the real client, with frames that take any time in either direction. */
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import "../../runtime-client/chunks/recovery.ts";
import { LiveSocket } from "../../runtime-client/index.ts";
import { settle, type TestApp, testApp, Visitor } from "../../runtime-server/app/visitor.testing.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { defineView } from "../../runtime-server/view/define.ts";
import type { Socket } from "../../runtime-server/view/socket.ts";
import { loadTemplate } from "../load-template.ts";
import { SlowWire } from "../slow-wire.ts";

interface State {
  readonly name: string;
  readonly note: string;
  readonly size: string;
  readonly agree: boolean;
  readonly country: string;
  readonly echo: readonly string[];
  readonly news: number;
}

const start: State = { name: "a", note: "", size: "M", agree: false, country: "UK", echo: [], news: 0 };

const template = loadTemplate<State>(`<script lang="ts">
export interface Assigns {
  name: string; note: string; size: string; agree: boolean; country: string; echo: readonly string[]; news: number;
}
</script>
<form live-change="edit">
  <input name="name" aria-label="n" value={name}>
  <textarea name="note" aria-label="t">{note}</textarea>
  <input :for={s of ["S", "M", "L"]} :key={s} type="radio" name="size" value={s} aria-label={s} checked={s === size}>
  <input type="checkbox" name="agree" aria-label="a" checked={agree}>
  <select name="country" aria-label="c"><option :for={c of ["DE", "FR", "UK"]} :key={c} value={c} selected={c === country}>{c}</option></select>
  <ul><li :for={(line, at) of echo} :key={at}>{line}</li></ul>
  <p :if={size === "L"}>Large: {name}</p>
</form>
<p>{news}</p>`);

const actions = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("name", "note"), text: fc.constantFrom("b", "c", "d") }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("size"), text: fc.constantFrom("S", "M", "L") }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("agree", "news", "blur") }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("country"), text: fc.constantFrom("DE", "FR", "UK") }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("up", "down"), count: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("wait"), count: fc.integer({ min: 1, max: 300 }) }) },
  ),
  { minLength: 15, maxLength: 50, size: "max" },
);
type Action = { readonly do: string; readonly text?: string; readonly count?: number };

/**
 * How the program takes what it is told: as it is, in capitals, or with a country and a choice that it does not give
 * up.
 */
type Mode = "follow" | "upper" | "firm";

class Scene {
  readonly mode: Mode;
  readonly test: TestApp = testApp({ limits: { mailbox: 1_000, eventsPerSecond: 1e6, eventsBurst: 1e6, strikes: 1 } });
  #view: Socket<State> | undefined;
  #wire: SlowWire | undefined;
  #client: LiveSocket | undefined;

  constructor(mode: Mode) {
    this.mode = mode;
  }

  async open(): Promise<void> {
    const scene = this;
    this.test.app.live(
      "/",
      defineView({
        template,
        mount(socket): State {
          scene.#view = socket as unknown as Socket<State>;
          return start;
        },
        events: {
          edit(socket, payload) {
            const { name, note, size, agree, country } = payload as { readonly [name: string]: string | undefined };
            const firm = scene.mode === "firm";
            socket.assign({
              name: scene.mode === "upper" ? String(name).toUpperCase() : String(name),
              note: String(note),
              size: firm ? "M" : String(size),
              agree: !firm && agree !== undefined,
              country: firm ? "UK" : String(country),
              echo: [...socket.assigns.echo.slice(-2), String(name)],
            });
          },
        },
        handleInfo: (socket) => socket.update("news", (news) => news + 1),
      }),
    );
    const visitor = new Visitor(this.test.server);
    const { html } = await visitor.load("/");
    document.documentElement.innerHTML = html.slice(html.indexOf("<head>"), html.indexOf("</html>"));
    vi.stubGlobal("fetch", async (url: string) => {
      const { body } = await this.test.server.get(url);
      return { json: async () => JSON.parse(body) };
    });
    const transport = (): SlowWire => {
      this.#wire = new SlowWire(visitor.connect().raw);
      return this.#wire;
    };
    this.#client = new LiveSocket("/live", { transport, reconnectAfterMs: () => 50 });
    this.#client.connect();
    await this.#rest(0);
    await this.run({ do: "up" });
    await this.run({ do: "down" });
  }

  async run({ do: what, text = "", count = 1 }: Action): Promise<void> {
    const field = document.querySelector<HTMLInputElement>(`[name=${what}]${what === "size" ? `[value=${text}]` : ""}`);
    if (what === "up") this.#wire?.up(count);
    else if (what === "down") this.#wire?.down(count);
    else if (what === "wait") await this.#rest(count);
    else if (what === "news") this.#view?.send("news");
    else if (what === "blur") (document.activeElement as HTMLElement).blur();
    else if (field) act(field, text);
    await settle();
  }

  async recover(): Promise<void> {
    (document.activeElement as HTMLElement).blur();
    for (let round = 0; round < 20; round++) {
      this.#wire?.up(1_000);
      this.#wire?.down(1_000);
      await this.#rest(50);
    }
  }

  get state(): State {
    return this.#view?.assigns as State;
  }

  async #rest(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    this.test.clock.advance(ms);
    await settle();
  }

  end(): void {
    this.#client?.disconnect();
    vi.clearAllTimers();
  }
}

/** What a browser does when somebody types a letter, chooses or clicks. */
function act(field: HTMLInputElement, text: string): void {
  field.focus();
  if (field.type === "radio" || field.type === "checkbox") return field.click();
  if (field.matches("select")) {
    if (field.value === text) return;
    field.value = text;
  } else field.value += text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (field.matches("select")) field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** What a visitor sees of the form, by the properties of its fields. */
function seen(root: ParentNode): unknown {
  const form = root.querySelector("form") as HTMLFormElement;
  const fields = [...form.querySelectorAll<HTMLInputElement>("input,textarea,select")].map(({ value, checked }) => [value, checked]);
  return [fields, form.querySelector("ul")?.textContent, form.querySelector("p")?.textContent, root.querySelector("form ~ p")?.textContent];
}

const chosen = (): unknown =>
  Object.fromEntries([...new FormData(document.querySelector("form") as HTMLFormElement)].map(([name, value]) => [name, String(value)]));

function fresh(state: State): unknown {
  const rendering = new Rendering(template);
  rendering.mount(state);
  const page = new DOMParser().parseFromString(rendering.html(), "text/html");
  return seen(page);
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("over a slow wire", () => {
  test.each<Mode>(["follow", "upper", "firm"])("a form ends as a fresh render of its state: %s", { timeout: 120_000 }, async (mode) => {
    vi.useFakeTimers();
    await fc.assert(
      fc.asyncProperty(actions, async (list) => {
        const scene = new Scene(mode);
        await scene.open();
        for (const action of list) {
          await scene.run(action);
          if (mode !== "follow") continue;
          // Nobody else changes the form: whatever arrives, what the visitor made of it stays.
          const before = JSON.stringify(chosen());
          await scene.run({ do: "down", count: 2 });
          expect(JSON.stringify(chosen())).toBe(before);
        }
        const last = chosen();
        await scene.recover();
        const is = seen(document);
        scene.end();
        expect(is).toEqual(fresh(scene.state));
        expect(document.querySelector("[class*=loading]")).toBeNull();
        if (mode === "follow") expect(chosen()).toEqual(last);
        expect([...scene.test.messages("warn"), ...scene.test.messages("error")]).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
