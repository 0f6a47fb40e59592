/** The element around a view. */
import { ContainerAttribute } from "../../../protocol/bindings.ts";
import { checkContainer } from "../../view/container.ts";
import type { Container } from "../../view/define.ts";
import { attributesHtml } from "../markup.ts";

/** What a container says of its view. */
export interface ContainerFacts {
  readonly token: string;
  /** URL of the statics. */
  readonly statics: string;
  readonly skeleton: string;
  /** The view's name, where its hooks may ask for it. */
  readonly name?: string | undefined;
}

/** The name of a view, if it has hooks, which may ask for it. */
export const nameFor = ({ name }: { readonly name: string }, chunks: readonly string[]): string | undefined =>
  chunks.includes("hooks") ? name : undefined;

/**
 * A container as the first render writes it. It may come from data, so that it is checked here. Throws
 * `bad-definition`.
 */
export function containerHtml(container: Container, { token, statics, skeleton, name }: ContainerFacts, html: string): string {
  checkContainer(container);
  const { tag = "div", ...own } = container;
  const live = {
    [ContainerAttribute.token]: token,
    [ContainerAttribute.statics]: statics,
    [ContainerAttribute.skeleton]: skeleton,
    ...(name === undefined ? {} : { [ContainerAttribute.view]: name }),
  };
  return `<${tag}${attributesHtml({ ...own, ...live })}>${html}</${tag}>`;
}
