/** What becomes of a request to join: pure decisions, on facts that were looked up before. */
import type { Effects, JoinRequest } from "../../../protocol/wire.ts";
import type { LifeState } from "../../view/life.ts";

/** What is known when a page asks to join. */
export interface Facts {
  readonly join: Pick<JoinRequest, "statics" | "seq">;
  /** The page speaks this version of the protocol. */
  readonly speaks: boolean;
  /** The socket has a session, and the page its CSRF token. */
  readonly trusted: boolean;
  /** The token was sealed here. */
  readonly genuine: boolean;
  /**
   * URL of the statics of the view that the token finds, or of the one that would be mounted; nothing where there is
   * none.
   */
  readonly statics: string | undefined;
  /** Who sits at the number that the page gave the view. */
  readonly seat: "free" | "found" | "taken";
  /** The socket has as many views as it may. */
  readonly full: boolean;
}

/** `refused` is a strike, for the log and the count of them; `noted` is for the log alone. */
export type Refusal =
  | { readonly kind: "answer"; readonly effects: Effects; readonly refused?: string; readonly noted?: string }
  | { readonly kind: "refuse"; readonly refused: string };

const reload: Effects = { x: "reload" };

/** Why a page may not join; nothing where it may. Nothing of the program runs before. */
export function refusal({ join, speaks, trusted, genuine, statics, seat, full }: Facts): Refusal | undefined {
  if (!speaks) return { kind: "answer", effects: reload };
  if (!trusted) return { kind: "answer", effects: reload, refused: "a join without the session its page was made for" };
  if (!genuine) return { kind: "answer", effects: reload, refused: "a forged token" };
  if (statics !== undefined && join.statics !== statics) return { kind: "answer", effects: { s: statics } };
  // A number is free, or held by the very view that is resumed, as after a patch that did not fit.
  if (seat === "taken" || (seat === "found" && join.seq === undefined)) return { kind: "refuse", refused: "a view number in use" };
  // Not a strike: it is the page that shows so many.
  if (full && seat === "free") return { kind: "answer", effects: { x: "closed" }, noted: "more views than viewsPerSocket" };
  return undefined;
}

/** What is known of the view that a token finds: the visitor's own, and the token has not expired. */
export interface Found {
  readonly state: LifeState;
  /** It was mounted under the very session that the socket has. */
  readonly sameSession: boolean;
  /** A page told that it has applied a frame. */
  readonly heard: boolean;
}

/** How a page that may join comes to its view. */
export type Entry =
  | { readonly kind: "resume"; readonly seq: number; readonly values: boolean }
  | { readonly kind: "adopt" }
  /** The view that was found is another visitor's by now: it ends. */
  | { readonly kind: "replace" }
  | { readonly kind: "mount" };

/** Decided when the guards have let the page in, on how things are by then. */
export function entry(join: Pick<JoinRequest, "seq" | "values">, isNested: boolean, found: Found | undefined): Entry {
  if (found === undefined) return { kind: "mount" };
  if (!found.sameSession) return { kind: "replace" };
  // A page that asks again, for its first answer was lost, says 0: so may one whose view another tab has taken.
  const isKnown = join.seq !== undefined && (join.seq > 0 || !found.heard);
  // A page may rebuild the container of a nested view, which then asks for all there is.
  const isRebuilt = isNested && !isKnown;
  if ((found.state === "suspended" || found.state === "running") && (isKnown || isRebuilt)) {
    return { kind: "resume", seq: join.seq ?? 0, values: join.values === true || isRebuilt };
  }
  return { kind: found.state === "parked" && !join.seq ? "adopt" : "mount" };
}
