/** The element around a view. */
import { ContainerAttribute } from "../../../protocol/bindings.ts";
import type { Container } from "../../view/define.ts";
import { attributesHtml } from "../markup.ts";

/** What a container says of its view. */
export interface ContainerFacts {
  readonly token: string;
  /** URL of the statics. */
  readonly statics: string;
  readonly skeleton: string;
}

/** A container as the first render writes it. */
export function containerHtml({ tag = "div", ...own }: Container, { token, statics, skeleton }: ContainerFacts, html: string): string {
  const live = { [ContainerAttribute.token]: token, [ContainerAttribute.statics]: statics, [ContainerAttribute.skeleton]: skeleton };
  return `<${tag}${attributesHtml({ ...own, ...live })}>${html}</${tag}>`;
}
