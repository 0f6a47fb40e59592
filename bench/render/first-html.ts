/** First HTML: the table of a thousand rows and a page, by livec and by other engines. */
import { renderHtml } from "../../runtime-server/rendering/html-writer.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { engines } from "./engines.ts";
import { makeHome, makeRows } from "./states.ts";
import { load } from "./templates.ts";
import { microseconds, type Subject } from "./time.ts";

/** Microseconds by engine, for each page. */
export async function measureFirstHtml(): Promise<{ readonly [page: string]: ReadonlyMap<string, number> }> {
  const others = await engines();
  const table = { rows: makeRows(1000) };
  const home = makeHome();
  const tableTemplate = load<typeof table>("table");
  const homeTemplate = load<typeof home>("home");
  return {
    "table of 1,000 rows": microseconds([
      ...ours(tableTemplate, table),
      ...others.map(({ name, table: render }) => checked(name, () => render(table), "Person 1000")),
    ]),
    "page of 40 articles": microseconds([
      ...ours(homeTemplate, home),
      ...others.map(({ name, home: render }) => checked(name, () => render(home), "part 40")),
    ]),
  };
}

function ours<A extends object>(template: ConstructorParameters<typeof Rendering<A>>[0], state: A): readonly Subject[] {
  return [
    {
      name: "livec, live",
      run() {
        const rendering = new Rendering(template);
        rendering.mount(state);
        return flat(rendering.html());
      },
    },
    { name: "livec, not live", run: () => flat(renderHtml(template, state)) },
  ];
}

/** Throws where an engine renders something else: a string must be escaped, and the last of the list be there. */
function checked(name: string, run: () => string, last: string): Subject {
  const html = run();
  for (const text of [last, "&amp;"]) if (!html.includes(text)) throw new Error(`${name} left out ${text}: ${html.slice(0, 500)}`);
  return { name, run: () => flat(run()) };
}

/** Concatenation is put off until somebody looks: here, as it would be by whoever sends the page. */
function flat(html: string): number {
  return html.charCodeAt(html.length - 1);
}
