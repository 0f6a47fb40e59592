import { describe, expect, test } from "vitest";
import type { AppOptions } from "../../runtime-server/app/options.ts";
import { settle, type TestApp, testApp, Visitor } from "../../runtime-server/app/visitor.testing.ts";
import * as server from "../../runtime-server/index.ts";
import { LivecError } from "../../runtime-server/index.ts";
import { isView } from "../../runtime-server/view/define.ts";
import { loadTemplate } from "../../test/load-template.ts";
import { runTimeErrors } from "./run-time-errors.ts";

const template = loadTemplate(
  `<script lang="ts">export interface Assigns { count: number }</script><p>{count}</p><button live-click="go">Go</button>`,
  {},
  "page.live.html",
);

describe.each(Object.entries(runTimeErrors))("%s", (code, { wrong, message, right }) => {
  if (wrong !== undefined) {
    test("the wrong example raises it, and says what is shown", async () => {
      expect(await errorsOf(wrong)).toContainEqual([code, message]);
      expect(new Set((await errorsOf(wrong)).map(String)).size).toBe(1);
    });
  }

  test("the right example raises nothing", async () => {
    expect(await errorsOf(right)).toEqual([]);
  });
});

/** Runs a program as its reader would, visits what it makes, and gives code and message of every error. */
async function errorsOf(program: string): Promise<readonly (readonly [code: string, message: string])[]> {
  const made: TestApp[] = [];
  const createApp = (options?: AppOptions): server.App => {
    const test = testApp(options);
    made.push(test);
    return test.app;
  };
  const thrown: unknown[] = [];
  try {
    const result = await evaluate(program, { ...server, createApp, template });
    if (isView(result)) createApp().live("/", result);
    for (const { server: memory } of result === undefined ? [] : made) await visit(new Visitor(memory));
  } catch (error) {
    thrown.push(error);
  }
  const logged = made.flatMap(({ log }) => log.flatMap(({ fields: { error } }) => (error === undefined ? [] : [error])));
  return [...thrown, ...logged].map((error) => [error instanceof LivecError ? error.code : "another error", (error as Error).message]);
}

/** What a program returns: the view called `Page`, or an app. */
function evaluate(program: string, scope: Readonly<Record<string, unknown>>): Promise<unknown> {
  const body = `return (async () => {\n${program}\nreturn typeof Page === "undefined" ? undefined : Page;\n})();`;
  return new Function(...Object.keys(scope), body)(...Object.values(scope)) as Promise<unknown>;
}

/** Loads the page and sends `go`. */
async function visit(visitor: Visitor): Promise<void> {
  const page = await visitor.load("/");
  if (page.token === "") return;
  const socket = visitor.connect();
  await socket.join(page);
  socket.send(1, 2, "go");
  await settle();
}
