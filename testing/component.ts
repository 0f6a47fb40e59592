/** Components under test: as a tag in a view that shows nothing else. */
import { SlotKind } from "../protocol/slots.ts";
import { isComponent } from "../runtime-server/rendering/component.ts";
import type { Component, Template } from "../runtime-server/rendering/contract.ts";
import { render } from "../runtime-server/rendering/html-writer.ts";
import { block, component as componentSlot } from "../runtime-server/rendering/slot.ts";
import { isTemplate, template } from "../runtime-server/rendering/template.ts";
import { defineView } from "../runtime-server/view/define.ts";
import type { Values } from "./element.ts";
import { type IsolatedOptions, type Live, liveIsolated } from "./live.ts";
import type { Outcome } from "./outcome.ts";

/** What can be a tag with these props. */
export type Renderable<P extends object> = Template<P, never> | Template<P> | Component<P>;

/** What the view around a component is told. */
export interface ComponentOptions extends IsolatedOptions {
  /** Events that the component leaves to the view around it, by name. */
  readonly events?: { readonly [name: string]: (payload: Values) => unknown };
  /** Messages of `socket.sendParent` and `socket.send`. */
  readonly handleInfo?: (message: unknown) => unknown;
}

/** A component in a view of its own. */
export interface LiveComponent<P extends object> extends Live {
  /** Gives the tag other props, all of them. */
  setProps(props: P): Promise<Outcome>;
}

/** What a new tag is given. */
class NewProps {
  readonly props: object;

  constructor(props: object) {
    this.props = props;
  }
}

/**
 * Opens a component, stateless or stateful, in a view that shows nothing else.
 *
 * @example
 * const { view, setProps } = await liveComponent(Counter, { id: "a", step: 2 });
 * assert.match(await view.click("button"), /a: 2/);
 */
export async function liveComponent<P extends object>(
  component: Renderable<P>,
  props: NoInfer<P>,
  { events = {}, handleInfo, ...options }: ComponentOptions = {},
): Promise<LiveComponent<P>> {
  const view = defineView({
    template: around(component as Renderable<object>),
    mount: (): { props: object } => ({ props }),
    events: Object.fromEntries(
      Object.entries(events).map(([name, handle]) => [name, (_socket: unknown, payload: object) => void handle({ ...payload } as Values)]),
    ),
    handleInfo(socket, message): void {
      if (message instanceof NewProps) socket.assign({ props: message.props });
      else handleInfo?.(message);
    },
  });
  const opened = await liveIsolated(view, options);
  return { ...opened, view: opened.view as unknown as Live["view"], setProps: (next) => opened.view.send(new NewProps(next)) };
}

/** A template that is one tag. */
function around(component: Renderable<object>): Template<{ props: object }> {
  if (!isComponent(component) && !isTemplate(component)) {
    throw new TypeError("This is not a component: give what defineComponent returned, or a compiled template.");
  }
  return template<{ props: object }, object>({
    name: component.name,
    reads: ["props"],
    blocks: [block(`livec/testing:${component.name}`, ["", ""], [componentSlot([0])])],
    components: () => [component],
    render(r, { props }) {
      if (r.stale(0)) r.component(0, component as Template<object, never>, props);
    },
  });
}

/**
 * The HTML of a component with these props: mounted, updated and rendered.
 *
 * @example
 * assert.match(await renderComponent(Badge, { label: "new" }), /<b>new<\/b>/);
 */
export async function renderComponent<P extends object>(component: Renderable<P>, props: NoInfer<P>): Promise<string> {
  if (isTemplate(component) && isPlain(component)) return render(component as Template<object>, props);
  return (await liveComponent(component, props)).html;
}

/** Whether nothing in it has a life of its own. */
function isPlain(of: Template, seen: Set<Template> = new Set()): boolean {
  if (seen.has(of)) return true;
  seen.add(of);
  const isView = of.blocks.some(({ slots }) => slots.some(({ kind }) => kind === SlotKind.view));
  return !isView && of.components().every((inner) => !isComponent(inner) && (!isTemplate(inner) || isPlain(inner, seen)));
}
