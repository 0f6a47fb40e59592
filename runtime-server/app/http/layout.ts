import type { Template } from "../../rendering/contract.ts";

/** A root layout: a template whose `<slot/>` is the page. */
export type Layout = Template<never> | Template<object>;
