/** Module hooks of the process that runs the app: `livec dev`, which keeps a warm compiler, says what modules are. */
import { Agent, request } from "node:http";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import type { ModuleAnswer } from "./messages.ts";

const agent = new Agent({ keepAlive: true });
let socketPath = "";

export const initialize: InitializeHook<string> = (path) => {
  socketPath = path;
};

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const { parentURL: parent = "" } = context;
  if (!/^\.{0,2}\//.test(specifier) || !parent.startsWith("file:") || parent.includes("/node_modules/"))
    return nextResolve(specifier, context);
  const { url } = await ask("resolve", { specifier, parent });
  return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true };
};

export const load: LoadHook = async (url, context, nextLoad) => {
  if (!url.startsWith("file:") || url.includes("/node_modules/")) return nextLoad(url, context);
  const { source, error } = await ask("load", { url });
  if (error !== undefined) throw new Error(error);
  return source === undefined ? nextLoad(url, context) : { format: "module", source, shortCircuit: true };
};

function ask(what: "resolve" | "load", question: object): Promise<ModuleAnswer> {
  return new Promise((answer, reject) => {
    const asked = request({ agent, socketPath, path: `/${what}`, method: "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => answer(JSON.parse(text) as ModuleAnswer));
    });
    asked.on("error", reject);
    asked.end(JSON.stringify(question));
  });
}
