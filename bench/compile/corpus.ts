/** A thousand components, the same on every run, each in three languages. */
import type { Archetype } from "./archetypes/archetype.ts";
import { list, table, thread } from "./archetypes/collection.ts";
import { article, card, details } from "./archetypes/display.ts";
import { form, modal, settings } from "./archetypes/input.ts";
import { chart, dashboard, navigation } from "./archetypes/overview.ts";
import { toLivec, toSvelte, toVue } from "./dialects.ts";
import { Vary } from "./vary.ts";

export interface Sources {
  readonly name: string;
  readonly livec: string;
  readonly svelte: string;
  readonly vue: string;
}

const archetypes: Readonly<Record<string, Archetype>> = {
  form,
  table,
  list,
  card,
  navigation,
  modal,
  dashboard,
  thread,
  settings,
  details,
  article,
  chart,
};

export const COUNT = 1000;

export function corpus(): readonly Sources[] {
  const kinds = Object.entries(archetypes);
  return Array.from({ length: COUNT }, (_, number) => {
    const [kind, archetype] = kinds[number % kinds.length] as (typeof kinds)[number];
    const name = `${kind}-${number}`;
    const component = { name, ...archetype(new Vary(number)) };
    return { name, livec: toLivec(component), svelte: toSvelte(component), vue: toVue(component) };
  });
}
