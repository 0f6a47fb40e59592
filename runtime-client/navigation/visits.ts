/** Ways to another URL on the page's connection: a patch of the view that is shown, or another view in its place. */
import { ContainerAttribute } from "../../protocol/bindings.ts";
import { textOf } from "../dom.ts";
import type { Push } from "../push.ts";
import { type Going, type PageDesk, stages } from "../stages.ts";
import { openView } from "../view.ts";

const pageOf = (): PageDesk => stages.page_ as PageDesk;
const numberOf = (container: Element): number => pageOf().numbers_.get(container) as number;

/** The container of the page's own view, which is in no other. */
export const main = (): HTMLElement => document.querySelector(`[${ContainerAttribute.token}]`) as HTMLElement;

/** Has the page's view go to another of its URLs; `done` is told when it has, or that it never will. */
export function patch(path: string, link: Element, done: (isLost: boolean) => void): void {
  const place = main();
  const push = { owner_: link, element_: link, type_: "patch", name_: path, payload_: {}, target_: "" };
  const answered = (_push: Push, _reply?: unknown, fate?: string): void => done(fate !== undefined);
  pageOf()
    .views_.get(numberOf(place))
    ?.push_({ ...push, place_: place, component_: 0, ids_: undefined, answered_: answered });
}

/** Opens the view of another URL; `shown` is given what puts it in place of the one that is shown until then. */
export function go(going: Pick<Going, "url_" | "flash_" | "failed_" | "left_">, shown: (swap: () => void) => void): void {
  const page = pageOf();
  const { views_: views, numbers_: numbers } = page;
  const from = main();
  const container = document.createElement("div");
  for (const name of [ContainerAttribute.token, ContainerAttribute.statics]) container.setAttribute(name, textOf(from, name));
  const number = page.next_();
  // Of several only the last one counts.
  const former = page.coming_;
  if (former) {
    views.get(numberOf(former))?.end_();
    views.delete(numberOf(former));
    numbers.delete(former);
  }
  page.coming_ = container;
  numbers.set(container, number);
  const arrived_ = (place: Element): void => {
    numbers.delete(container);
    numbers.set(place, number);
    page.coming_ = place;
    shown(() => {
      main().replaceWith(place);
      page.coming_ = undefined;
      page.follow_();
    });
  };
  views.set(number, openView(number, container, page.desk_, { ...going, from_: numberOf(from), contain_: contain, arrived_ }));
}

const contain: Going["contain_"] = (container, root, [tag, attributes]) => {
  const element = document.createElement(tag);
  for (const { name, value } of container.attributes) element.setAttribute(name, value);
  for (const name in attributes) element.setAttribute(name, attributes[name] as string);
  element.append(...container.childNodes);
  root.in_ = element;
  return element;
};
