/** What `livec dev` and the process that runs the app tell each other. */
import type { Thrown } from "./failure.ts";

/** To the app. */
export interface Evaluate {
  readonly id: number;
  /** Modules to evaluate, in this order; each takes the place of its earlier evaluation. */
  readonly urls: readonly string[];
}

/** What became of it. */
export interface Evaluated {
  readonly id: number;
  /** Pages must be loaded again. */
  readonly reload: boolean;
  /** Views that were mounted anew. */
  readonly remounted: number;
  /** What a module threw, or a template when it was rendered with a view's state. */
  readonly error?: Thrown;
}

/** From the app, once it listens, and when it cannot. */
export type FromApp =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "failed"; readonly error: Thrown }
  | { readonly kind: "evaluated"; readonly result: Evaluated };

/** Where the app's process finds what it is to run. */
export interface AppTask {
  /** Path of the socket that gives modules. */
  readonly modules: string;
  /** URL of the module whose default export is the app. */
  readonly entry: string;
}

/** Asked by the app's process: which module an import means. */
export interface ResolveQuestion {
  readonly specifier: string;
  readonly parent: string;
}

/** Asked by the app's process; `undefined` leaves it to Node. */
export interface ModuleAnswer {
  readonly url?: string;
  readonly source?: string;
  /** Why there is no source. */
  readonly error?: string;
}
