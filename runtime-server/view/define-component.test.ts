/** `defineComponent` as TypeScript sees it. */
import { describe, expectTypeOf, it } from "vitest";
import type { Component, ComponentId, Myself } from "../rendering/contract.ts";
import { template as makeTemplate, type Template } from "../template.ts";
import { defineComponent } from "./define-component.ts";

type PropsOf<C> = C extends Component<infer P, infer _E, infer _S> ? P : never;
type EventsOf<C> = C extends Component<infer _P, infer E, infer _S> ? E : never;

const compiled = <A extends object, E extends object = object, B extends object = object>(): Template<A, E, object, B> =>
  makeTemplate({ name: "x.live.html", reads: [], blocks: [], components: () => [], render: () => {} }) as never;

interface Assigns {
  readonly title: string;
  readonly tags: readonly string[];
  readonly mood?: "good" | "bad";
}

describe("the props of a component", () => {
  it("are those of mount, optional ones, unions and readonly lists as they are", () => {
    const made = defineComponent({
      template: compiled<Assigns>(),
      mount(_, props: { id: number; tags: readonly string[]; mood?: "good" | "bad" }) {
        return { title: "x", tags: props.tags };
      },
      update(socket, props) {
        expectTypeOf(props.mood).toEqualTypeOf<"good" | "bad" | undefined>();
        expectTypeOf(socket.assigns.id).toEqualTypeOf<number>();
        expectTypeOf(socket.assigns.myself).toExtend<number>();
        socket.assign({ mood: "bad", tags: ["a"] });
        // @ts-expect-error no such assign
        socket.assign({ mod: "bad" });
      },
    });
    expectTypeOf<PropsOf<typeof made>>().toEqualTypeOf<{ id: number; tags: readonly string[]; mood?: "good" | "bad" }>();
  });

  it("may be a union, and have an id without being told", () => {
    type Props = { kind: "one"; one: number } | { kind: "two"; two: string };
    const made = defineComponent({
      template: compiled<{ title: string }>(),
      mount: (_, props: Props) => ({ title: props.kind === "one" ? props.one.toFixed() : props.two }),
    });
    expectTypeOf<{ id: string; kind: "one"; one: number }>().toExtend<PropsOf<typeof made>>();
    expectTypeOf<{ id: string; kind: "one"; two: string }>().not.toExtend<PropsOf<typeof made>>();
    expectTypeOf<{ kind: "one"; one: number }>().not.toExtend<PropsOf<typeof made>>();
  });

  it("are the assigns and an id without mount and update, whatever the assigns", () => {
    const plain = defineComponent({ template: compiled<Assigns>() });
    expectTypeOf<PropsOf<typeof plain>>().toEqualTypeOf<Assigns & { readonly id: ComponentId }>();
    const none = defineComponent({ template: compiled<object>() });
    expectTypeOf<{ id: 1 }>().toExtend<PropsOf<typeof none>>();
    const own = defineComponent({ template: compiled<{ id: string; n: number }>() });
    expectTypeOf<PropsOf<typeof own>>().toEqualTypeOf<{ id: string; n: number }>();
  });

  it("do not ask for what every component is given", () => {
    const made = defineComponent({ template: compiled<{ id: string; myself: Myself; n: number }>() });
    expectTypeOf<{ id: string; n: number }>().toExtend<PropsOf<typeof made>>();
  });

  it("are those of update, or of updateMany, where there is no mount", () => {
    const updated = defineComponent({
      template: compiled<{ n: number }>(),
      update(socket, props: { id: string; from: string }) {
        socket.assign({ n: Number(props.from) });
      },
    });
    expectTypeOf<PropsOf<typeof updated>>().toEqualTypeOf<{ id: string; from: string }>();
  });
});

describe("the state of a component", () => {
  it("is what an asynchronous mount promises, and what the template reads", () => {
    defineComponent({
      template: compiled<Assigns>(),
      async mount(socket, props: { id: string }) {
        expectTypeOf(socket.myself).toBeNumber();
        await Promise.resolve();
        return { title: props.id, tags: [], secret: 1 as number | null };
      },
      events: {
        any(socket) {
          expectTypeOf(socket.assigns.secret).toEqualTypeOf<number | null>();
          expectTypeOf(socket.assigns.tags).toEqualTypeOf<readonly string[]>();
          expectTypeOf(socket.assigns.mood).toEqualTypeOf<"good" | "bad" | undefined>();
          socket.assign({ secret: null });
        },
      },
    });
  });

  it("lacks nothing that the template reads", () => {
    defineComponent({
      template: compiled<Assigns>(),
      // @ts-expect-error tags are missing
      mount: () => ({ title: "x" }),
    });
  });
});

describe("the events of a component", () => {
  interface Sends {
    save: { name?: string };
    remove: { id?: string };
  }
  type Aimed = { readonly myself: Myself<{ save: { name?: string } }> };

  it("that are aimed at it must have handlers, and the others are left to whoever shows it", () => {
    const made = defineComponent({
      template: compiled<{ n: number }, Pick<Sends, "remove">, Aimed>(),
      mount: () => ({ n: 1 }),
      events: {
        save(socket, { name }) {
          expectTypeOf(name).toExtend<string | undefined>();
          socket.assign({ n: name?.length ?? 0 });
        },
      },
    });
    expectTypeOf<EventsOf<typeof made>>().toEqualTypeOf<Pick<Sends, "remove">>();
    // @ts-expect-error there is no handler for save
    defineComponent({ template: compiled<{ n: number }, Pick<Sends, "remove">, Aimed>(), mount: () => ({ n: 1 }) });
  });

  it("that it handles are not left to others", () => {
    const made = defineComponent({
      template: compiled<{ n: number }, Sends>(),
      mount: () => ({ n: 1 }),
      events: { remove: (_, { id }) => void id },
    });
    expectTypeOf<EventsOf<typeof made>>().toEqualTypeOf<Pick<Sends, "save">>();
  });
});

describe("sendUpdate", () => {
  it("takes some of the props, and the id", () => {
    const made = defineComponent({
      template: compiled<Assigns>(),
      mount: (_, props: { id: string; title: string }) => ({ ...props, tags: [] }),
    });
    defineComponent({
      template: compiled<{ n: number }>(),
      mount: () => ({ n: 1 }),
      events: {
        tell(socket) {
          socket.sendUpdate(made, { id: "a" });
          socket.sendUpdate(made, { id: "a", title: "x" });
          // @ts-expect-error no such prop
          socket.sendUpdate(made, { id: "a", titel: "x" });
          // @ts-expect-error no id
          socket.sendUpdate(made, { title: "x" });
        },
      },
    });
  });
});
