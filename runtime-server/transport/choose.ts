/** Which server listens. */
import { didYouMean, LivecError } from "../base/errors.ts";
import { listenNode } from "./node.ts";
import type { Transport } from "./transport.ts";
import { listenUws } from "./uws.ts";

/** A server livec has: uWebSockets.js, or `node:http` with the package `ws`. */
export type TransportName = "uws" | "node";

const transports: { readonly [name in TransportName]: Transport } = { uws: listenUws, node: listenNode };

/**
 * The transport an app asks for; without a choice uWebSockets.js, and where that has no binary `node:http`. Throws
 * `bad-option` on a name that is none.
 */
export function chooseTransport(choice: TransportName | Transport | undefined): Transport {
  if (choice === undefined) return withFallback(listenUws, listenNode);
  if (typeof choice === "function") return choice;
  if (Object.hasOwn(transports, choice)) return transports[choice];
  const names = Object.keys(transports);
  throw new LivecError(
    "bad-option",
    `transport: ${JSON.stringify(choice)} is not one of ${names.join(", ")}.${didYouMean(String(choice), names)}`,
  );
}

/** The `first`, or, said loudly, the `second` where the first has no binary for this machine. */
export function withFallback(first: Transport, second: Transport): Transport {
  return async (handlers, options) => {
    try {
      return await first(handlers, options);
    } catch (error) {
      if (!(error instanceof LivecError) || error.code !== "no-native-server") throw error;
      const listening = await second(handlers, options).catch((again: unknown) => {
        if (again instanceof LivecError && again.code === "no-ws")
          throw new LivecError("no-native-server", `${error.message} Or let node:http do it: npm install ws`, { cause: error });
        throw again;
      });
      options.warn?.("node:http listens in place of uWebSockets.js", { because: error.message });
      return listening;
    }
  };
}
