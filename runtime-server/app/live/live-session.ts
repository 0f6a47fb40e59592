/** Live sessions: routes between which a page navigates without being loaded. */
import type { Template } from "../../rendering/contract.ts";
import type { Layout } from "../http/layout.ts";
import type { OnMount } from "./on-mount.ts";
import type { SessionOf } from "./routes.ts";

/** A live session, as its routes know it. */
export interface LiveSession {
  readonly name: string;
  readonly session: SessionOf<never>;
}

/** Options of `app.liveSession`. */
export interface LiveSessionOptions<C> {
  /** Who may see its pages: runs after the hooks of the app and of the scopes around it. */
  readonly onMount?: readonly OnMount[];
  /**
   * A whole document is the root layout of its routes; any other template a live layout: inside each view's container,
   * rendered with the view.
   */
  readonly layout?: Layout;
  /** Added to the visitor's session, once, for the page that is loaded; views that it navigates to get the same. */
  readonly session?: SessionOf<C>;
}

/** That of routes outside any other. */
export const DEFAULT_SESSION: LiveSession = { name: "default", session: {} };

/** True for a template that is a whole document, as a root layout is. */
export function isDocument(layout: Layout): boolean {
  const [html = ""] = (layout as Template).blocks[0]?.statics ?? [];
  return /^\s*(<!--[\s\S]*?-->\s*)*<(!doctype|html)\b/i.test(html);
}
