/** `livec/vite`: templates in Vite, and in development the app beside it. */
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { forwardRequest, forwardUpgrade, PAGE_SCRIPT, pageScript } from "../core/forward.ts";
import { moduleId, resolveImport, templateFile } from "../core/names.ts";
import { TemplateModules } from "../core/templates.ts";
import { DevApp } from "./dev-app.ts";

export interface LivecOptions {
  /**
   * For `vite` in development: the module whose default export is the app, relative to Vite's root. It is loaded by
   * Vite, pages and sockets are forwarded to it, and a changed template is shown by the pages that are open. Without
   * it, templates are only compiled.
   */
  readonly app?: string;
}

/** What the names of our modules end in, so that Vite takes the types out. */
const ENDING = ".ts";

/**
 * Compiles what is imported as `x.live.js`, from `x.live.html` or the inline template of `x.ts`, in memory. The
 * configuration is the project's `livec.config.ts`.
 *
 * @example
 * // vite.config.ts
 * import livec from "livec/vite";
 * export default { plugins: [livec({ app: "app.ts" })], build: { ssr: "server.ts" } };
 */
export default function livec({ app }: LivecOptions = {}): Plugin {
  const templates = new TemplateModules();
  let dev: DevApp | undefined;
  let hot = false;
  return {
    name: "livec",
    enforce: "pre",
    config({ appType = "custom", build, optimizeDeps, ssr }) {
      return {
        appType,
        // Left to itself, Vite takes templates for pages and looks into them for what the browser needs.
        optimizeDeps: { entries: optimizeDeps?.entries ?? [] },
        // What Node 20 runs; Vite's own default is what old browsers run.
        ...(build?.ssr && build.target === undefined && { build: { target: "es2023" } }),
        // One livec for the app and whatever else runs in this process, also where the package is linked.
        ...(ssr?.external !== true && ssr?.noExternal !== true && { ssr: { external: ["livec"] } }),
      };
    },
    async configResolved({ root, command }) {
      await templates.configure(root);
      hot = app !== undefined && command === "serve";
    },
    configureServer(server) {
      if (app === undefined) return undefined;
      if (server.httpServer === null)
        throw new Error("livec({ app }) forwards Vite's own server to the app, and in middleware mode there is none.");
      const { environments, config, httpServer, middlewares } = server;
      if (templates.configFile !== undefined) server.watcher.add(templates.configFile);
      const current = new DevApp(environments, resolve(config.root, app));
      dev = current;
      httpServer.on("upgrade", (request, socket, head) => forwardUpgrade(current, request, socket, head));
      return () => void middlewares.use((request, response, next) => forwardRequest(current, config.base, request, response, next));
    },
    resolveId: {
      order: "pre",
      handler(source, importer) {
        if (source === PAGE_SCRIPT) return source;
        return resolveImport(source, importer, ENDING, (other) => this.resolve(other, importer, { skipSelf: true }));
      },
    },
    load(id) {
      if (id === PAGE_SCRIPT) return pageScript;
      const template = templateFile(id);
      if (template === undefined) return null;
      const { module, file, uses, warnings, error } = templates.compile(template, hot);
      for (const part of [file, ...uses]) this.addWatchFile(part);
      for (const warning of warnings) this.warn(warning);
      if (error !== undefined) this.error(error);
      return module === undefined ? null : { ...module, moduleType: "ts" };
    },
    async hotUpdate({ type, file, modules, server }) {
      if (dev === undefined) return undefined;
      const ours = dev.owns(file);
      if (this.environment.name !== "client") return ours ? [] : undefined;
      if (!ours) return undefined;
      // What is thrown here is shown in the page, over what it shows.
      if (file === templates.configFile) await server.restart();
      else {
        const changed = file.endsWith(".live.html") ? [resolve(file)] : type === "update" ? templates.inlineIn(resolve(file)) : [];
        for (const template of changed) {
          const misplaced = templates.misplacing(template, hot);
          if (misplaced !== undefined) throw Object.assign(new Error(misplaced.message), misplaced);
        }
        await dev.changed(type === "update" ? changed.map((template) => moduleId(template, ENDING, resolve(file))) : []);
      }
      return modules.length > 0 || !file.endsWith(".html") ? modules : [await dev.standIn()];
    },
    async closeBundle() {
      await dev?.close();
    },
  };
}
