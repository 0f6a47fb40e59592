/** The app as it runs beside Vite in development: loaded by Vite, changed while it runs. */
import type { DevEnvironment, EnvironmentModuleNode, ViteDevServer } from "vite";
import type { App } from "../../runtime-server/app/app.ts";
import type { Template } from "../../runtime-server/rendering/contract.ts";
import { PAGE_SCRIPT } from "../core/forward.ts";

/** Told to pages: what was wrong is put right. */
const SHOWN = "livec:shown";

export class DevApp {
  readonly #server: DevEnvironment;
  readonly #client: DevEnvironment;
  readonly #entry: string;
  #app: Promise<App> | undefined;
  #closed = false;
  /** Changes are dealt with one after the other. */
  #turn: Promise<void> = Promise.resolve();

  /** `entry`: the module whose default export is the app. */
  constructor({ ssr, client }: ViteDevServer["environments"], entry: string) {
    this.#server = ssr;
    this.#client = client;
    this.#entry = entry;
  }

  /** Its port; the first call loads it. Rejects with what is wrong with its code; the next call tries again. */
  async port(): Promise<number> {
    this.#app ??= this.#load();
    const loading = this.#app;
    try {
      return (await loading).port;
    } catch (error) {
      if (this.#app === loading) this.#app = undefined;
      throw error;
    }
  }

  /** True for files the app is made of. */
  owns(file: string): boolean {
    return (this.#server.moduleGraph.getModulesByFile(file)?.size ?? 0) > 0;
  }

  /**
   * A file of the app changed. A template takes the place of the one that runs, and open pages show it; anything else
   * loads the app again, and with it the pages. Rejects with what is wrong with the file; what ran before goes on.
   *
   * @param templates names of the modules of all that changed, if that is templates alone
   */
  changed(templates: readonly string[]): Promise<void> {
    const turn = this.#turn.then(() => this.#change(templates));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #change(templates: readonly string[]): Promise<void> {
    const modules = templates.flatMap((id) => this.#server.moduleGraph.getModuleById(id) ?? []);
    const running = await this.#app?.catch(() => undefined);
    if (running !== undefined && modules.length > 0) {
      for (const module of modules) {
        await this.#keepImporters(module);
        await this.#show(running, module.url);
      }
    } else await this.#restart(running);
    this.#client.hot.send(SHOWN);
  }

  /**
   * A module that stands for a template in the graph of the browser's modules. Vite would answer the change of an .html
   * file without one with a reload; this one was never analysed, so that Vite asks nothing of it.
   */
  standIn(): Promise<EnvironmentModuleNode> {
    return this.#client.moduleGraph.ensureEntryFromUrl(`${PAGE_SCRIPT}?template`, false);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const app = this.#app;
    this.#app = undefined;
    await app?.then(
      (app) => app.close(),
      () => {},
    );
  }

  async #show(app: App, url: string): Promise<void> {
    const { default: template } = (await this.#run(url)) as { readonly default: Template };
    const { reload, errors } = app.refresh(template);
    if (errors.length > 0) throw errors[0];
    if (reload) this.#reload();
  }

  /**
   * Vite takes what imports a changed file for changed too, and runs it anew when it is next imported. Nothing but the
   * template is to run again: a component that is defined anew is another one, and those on open pages lose their
   * state.
   */
  async #keepImporters(module: EnvironmentModuleNode, seen: Set<EnvironmentModuleNode> = new Set([module])): Promise<void> {
    for (const importer of module.importers) {
      if (seen.has(importer)) continue;
      seen.add(importer);
      // What is wrong with it is told when it is changed itself.
      await this.#server.transformRequest(importer.url).catch(() => {});
      await this.#keepImporters(importer, seen);
    }
  }

  async #restart(running: App | undefined): Promise<void> {
    if (running !== undefined) {
      const next = await this.#load();
      this.#app = Promise.resolve(next);
      await running.close();
    }
    this.#reload();
  }

  #reload(): void {
    this.#client.hot.send({ type: "full-reload", path: "*" });
  }

  async #load(): Promise<App> {
    const { default: app } = (await this.#run(this.#entry)) as { readonly default?: App };
    if (typeof app?.refresh !== "function" || typeof app.listen !== "function") {
      throw new Error(`${this.#entry} must export the app: export default createApp(…); it is Vite that lets it listen.`);
    }
    if (this.#closed) throw new Error("The server is closed.");
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app;
  }

  #run(url: string): Promise<unknown> {
    const { runner } = this.#server as DevEnvironment & { readonly runner?: { import(url: string): Promise<unknown> } };
    if (runner === undefined)
      throw new Error("livec({ app }) runs the app in Vite's own process, which this configuration of the environment `ssr` does not.");
    return runner.import(url);
  }
}
