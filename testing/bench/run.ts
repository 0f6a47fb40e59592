/** Runs scenarios against the server's core and the real client. */
import type { App } from "../../runtime-server/app/app.ts";
import { labOf } from "../lab.ts";
import { isolatedApp } from "../live.ts";
import { Page } from "../page.ts";
import { since } from "../tally.ts";
import { mainContainer } from "../view.ts";
import { brotliBytesOf, bytesOf, Deflate, isAck } from "./bytes.ts";
import type { ScenarioResult, StepResult } from "./results.ts";
import { type Budget, type Scenario, ScenarioPage } from "./scenario.ts";

/** What a scenario costs. Throws what its script throws, with the step in which it did. */
export async function runScenario(scenario: Scenario): Promise<ScenarioResult> {
  const { name, view, options } = scenario;
  const { app: makeApp, budget = {}, path = "/", route = path.split("?", 1)[0] as string, layout, container, onMount, ...visit } = options;
  const app: App = makeApp === undefined ? isolatedApp({ development: false }) : makeApp();
  if (makeApp === undefined)
    app.live(route, view, { ...(layout && { layout }), ...(container && { container }), ...(onMount && { onMount }) });
  labOf(app).isDetailed = true;
  const page = await Page.load(app, path, visit);
  const { redirect, html } = page.answer;
  if (redirect !== undefined) throw new Error(`${name}: ${path} sends the visitor to ${redirect.to}.`);
  const root = mainContainer(page);
  await page.connect();
  const join = page.wire.of("server");
  const statics = (await page.visitor.request("GET", root.getAttribute("data-live-statics") ?? "")).html;
  const deflate = new Deflate();
  for (const frame of join) deflate.bytesOf(frame);
  const steps: StepResult[] = [];
  const driven = new ScenarioPage<never>(page, root);
  driven.measure = (step, action, limits) => measure(page, deflate, steps, step, action, limits);
  await scenario.run(driven);
  page.close();
  return {
    name,
    view: driven.module === undefined ? "" : (view as { readonly name: string }).name,
    firstHtml: Buffer.byteLength(html),
    firstHtmlBrotli: brotliBytesOf(html),
    join: join.reduce((sum, frame) => sum + bytesOf(frame), 0),
    statics: Buffer.byteLength(statics),
    staticsBrotli: brotliBytesOf(statics),
    budget,
    steps,
  };
}

async function measure(
  page: Page,
  deflate: Deflate,
  steps: StepResult[],
  name: string,
  action: () => unknown,
  budget: Budget,
): Promise<void> {
  if (steps.some((step) => step.name === name)) throw new Error(`Two steps are called ${JSON.stringify(name)}.`);
  await page.rest();
  const { wire } = page;
  const from = wire.frames.length;
  const [before, cpu] = [page.evaluated, wire.serverMs];
  page.takeSent();
  try {
    await action();
    await page.rest();
  } catch (error) {
    throw new Error(`in the step ${JSON.stringify(name)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const frames = wire.frames.slice(from);
  const down = frames.filter((frame) => frame.from === "server").map(({ text }) => text);
  const up = frames.filter(({ from, text }) => from === "page" && !isAck(text)).map(({ text }) => text);
  const sum = (texts: readonly string[], of: (text: string) => number): number => texts.reduce((total, text) => total + of(text), 0);
  steps.push({
    name,
    bytesDown: sum(down, bytesOf),
    bytesUp: sum(up, bytesOf),
    frames: down.length,
    deflated: sum(down, (text) => deflate.bytesOf(text)),
    ...since(before, page.evaluated),
    cpu: Math.round((wire.serverMs - cpu) * 1_000),
    sent: page.takeSent(),
    budget,
  });
}
