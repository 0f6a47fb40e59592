/** What becomes of a request to join: a pure decision, on facts that were looked up before. Nothing of the program runs until it is made. */
import type { Effects, JoinRequest } from "../../../protocol/wire.ts";
import type { LifeState } from "../../view/life.ts";

/** What is known when a page asks to join. */
export interface Facts {
  readonly join: Pick<JoinRequest, "statics" | "seq" | "values">;
  /** The page speaks this version of the protocol. */
  readonly speaks: boolean;
  /** The socket has a session, and the page its CSRF token. */
  readonly trusted: boolean;
  /** What the token is of; nothing where it was not sealed here. */
  readonly token: "routed" | "nested" | undefined;
  /** State of the view that the token finds: the visitor's own, and not expired. */
  readonly found: LifeState | undefined;
  /** URL of the statics of that view, or of the one that would be mounted; nothing where there is none. */
  readonly statics: string | undefined;
  /** Who sits at the number that the page gave the view. */
  readonly seat: "free" | "found" | "taken";
  /** The socket has as many views as it may. */
  readonly full: boolean;
}

/** `refused` is a misdeed, for the log and the count of them; `noted` is for the log alone. */
export type Decision =
  | { readonly kind: "answer"; readonly effects: Effects; readonly refused?: string; readonly noted?: string }
  | { readonly kind: "refuse"; readonly refused: string }
  | { readonly kind: "resume"; readonly seq: number; readonly values: boolean }
  | { readonly kind: "adopt" }
  | { readonly kind: "mount" };

const reload: Effects = { x: "reload" };

export function decide({ join, speaks, trusted, token, found, statics, seat, full }: Facts): Decision {
  if (!speaks) return { kind: "answer", effects: reload };
  if (!trusted) return { kind: "answer", effects: reload, refused: "a join without the session its page was made for" };
  if (token === undefined) return { kind: "answer", effects: reload, refused: "a forged token" };
  if (statics !== undefined && join.statics !== statics) return { kind: "answer", effects: { s: statics } };
  // A number is free, or held by the very view that is resumed, as after a patch that did not fit.
  if (seat === "taken" || (seat === "found" && join.seq === undefined)) return { kind: "refuse", refused: "a view number in use" };
  // No misdeed: it is the page that shows so many.
  if (full && seat === "free") return { kind: "answer", effects: { x: "closed" }, noted: "more views than viewsPerSocket" };
  // A page may rebuild the container of a nested view, which then asks for all there is.
  const isRebuilt = token === "nested" && join.seq === undefined;
  if ((found === "suspended" || found === "running") && (join.seq !== undefined || isRebuilt)) {
    return { kind: "resume", seq: join.seq ?? 0, values: join.values === true || isRebuilt };
  }
  return { kind: found === "parked" && join.seq === undefined ? "adopt" : "mount" };
}
